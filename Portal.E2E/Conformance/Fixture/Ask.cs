using ModelContextProtocol.Protocol;

namespace Portal.E2E.Conformance.Fixture;

/// <summary>The questions that a multi-round-trip result carries (SEP-2322).</summary>
internal static class Ask
{
    public static InputRequiredException For(params (string Key, InputRequest Request)[] requests) => For(null, requests);

    public static InputRequiredException For(string? requestState, params (string Key, InputRequest Request)[] requests) =>
        new(requests.ToDictionary(request => request.Key, request => request.Request, StringComparer.Ordinal), requestState);

    public static InputRequest Text(string message, string property) => InputRequest.ForElicitation(
        new ElicitRequestParams { Message = message, RequestedSchema = ElicitationSchemas.Text(property) });

    public static InputRequest YesOrNo(string message, string property) => InputRequest.ForElicitation(
        new ElicitRequestParams { Message = message, RequestedSchema = ElicitationSchemas.YesOrNo(property) });

    public static InputRequest Model(string prompt) => InputRequest.ForSampling(new CreateMessageRequestParams
    {
        Messages = [new SamplingMessage { Role = Role.User, Content = [new TextContentBlock { Text = prompt }] }],
        MaxTokens = 100,
    });

    public static InputRequest Roots() => InputRequest.ForRootsList(new ListRootsRequestParams());
}
