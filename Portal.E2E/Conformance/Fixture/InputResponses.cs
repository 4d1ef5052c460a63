using System.Text.Json;
using ModelContextProtocol.Protocol;

namespace Portal.E2E.Conformance.Fixture;

/// <summary>Reads the answers that a client sends back in a multi-round-trip request; a malformed answer counts as none.</summary>
internal static class InputResponses
{
    public static string? Elicited(IDictionary<string, InputResponse>? responses, string key, string property) =>
        Read(responses, key, InputResponse.ElicitResultJsonTypeInfo) is { Content: { } content } && content.TryGetValue(property, out var value)
            ? value.ToString()
            : null;

    public static string? Sampled(IDictionary<string, InputResponse>? responses, string key) =>
        Read(responses, key, InputResponse.CreateMessageResultJsonTypeInfo)?.Content?.OfType<TextContentBlock>().FirstOrDefault()?.Text;

    public static int? Roots(IDictionary<string, InputResponse>? responses, string key) =>
        Read(responses, key, InputResponse.ListRootsResultJsonTypeInfo)?.Roots?.Count;

    private static T? Read<T>(IDictionary<string, InputResponse>? responses, string key, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type)
        where T : class
    {
        if (responses is null || !responses.TryGetValue(key, out var response))
        {
            return null;
        }

        try
        {
            return response.Deserialize(type);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
