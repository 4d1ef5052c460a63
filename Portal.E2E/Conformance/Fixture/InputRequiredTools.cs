using System.ComponentModel;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace Portal.E2E.Conformance.Fixture;

/// <summary>Tools that need the client's answers before they can finish (SEP-2322): the 2026-07-28 way of asking.</summary>
[McpServerToolType]
internal sealed class InputRequiredTools
{
    private static readonly SignedState State = new();

    [McpServerTool(Name = "test_input_required_result_elicitation"), Description("Asks the person for a name.")]
    public static string Elicitation(RequestContext<CallToolRequestParams> context) =>
        InputResponses.Elicited(context.Params?.InputResponses, "user_name", "name") is { } name
            ? $"Hello, {name}!"
            : throw Ask.For(("user_name", AskName()));

    [McpServerTool(Name = "test_input_required_result_sampling"), Description("Asks the client's model.")]
    public static string Sampling(RequestContext<CallToolRequestParams> context) =>
        InputResponses.Sampled(context.Params?.InputResponses, "capital_question") is { } text
            ? $"The model said: {text}"
            : throw Ask.For(("capital_question", AskCapital()));

    [McpServerTool(Name = "test_input_required_result_list_roots"), Description("Asks for the client's roots.")]
    public static string ListRoots(RequestContext<CallToolRequestParams> context) =>
        InputResponses.Roots(context.Params?.InputResponses, "client_roots") is { } count
            ? $"The client has {count} root(s)."
            : throw Ask.For(("client_roots", Ask.Roots()));

    [McpServerTool(Name = "test_input_required_result_request_state"), Description("Sends a state and expects it back.")]
    public static string RequestState(RequestContext<CallToolRequestParams> context) => context.Params?.RequestState switch
    {
        null => throw Ask.For("state-1", ("confirm", Ask.YesOrNo("Please confirm", "ok"))),
        "state-1" => "state-ok",
        _ => "state-mismatch",
    };

    [McpServerTool(Name = "test_input_required_result_multiple_inputs"), Description("Asks three things at once.")]
    public static string MultipleInputs(RequestContext<CallToolRequestParams> context) => context.Params?.InputResponses is { Count: >= 3 }
        ? "multiple-inputs-ok"
        : throw Ask.For("three", ("user_name", AskName()), ("greeting", Ask.Model("Generate a greeting")), ("client_roots", Ask.Roots()));

    [McpServerTool(Name = "test_input_required_result_multi_round"), Description("Asks in two rounds.")]
    public static string MultiRound(RequestContext<CallToolRequestParams> context) => context.Params?.RequestState switch
    {
        null => throw Ask.For("round-1", ("step1", Ask.Text("Step 1: what is your name?", "name"))),
        "round-1" => throw Ask.For("round-2", ("step2", Ask.Text("Step 2: what is your favourite colour?", "color"))),
        _ => "multi-round-ok",
    };

    [McpServerTool(Name = "test_input_required_result_tampered_state"), Description("Refuses a state that it did not sign.")]
    public static string TamperedState(RequestContext<CallToolRequestParams> context) => context.Params?.RequestState switch
    {
        null => throw Ask.For(State.Create(), ("confirm", Ask.YesOrNo("Please confirm", "ok"))),
        var state when State.IsGenuine(state) => "tampered-state-ok",
        _ => throw new McpProtocolException("requestState was not issued by this server", McpErrorCode.InvalidParams),
    };

    [McpServerTool(Name = "test_input_required_result_capabilities"), Description("Asks only what the client declared it can answer.")]
    public static string Capabilities(RequestContext<CallToolRequestParams> context)
    {
        var client = context.JsonRpcRequest.Context?.ClientCapabilities;
        List<(string, InputRequest)> questions = [];
        if (client?.Sampling is not null)
        {
            questions.Add(("capital_question", AskCapital()));
        }

        if (client?.Elicitation is not null)
        {
            questions.Add(("user_name", AskName()));
        }

        return questions.Count == 0 || context.Params?.InputResponses is { Count: > 0 } ? "capabilities-ok" : throw Ask.For([.. questions]);
    }

    private static InputRequest AskName() => Ask.Text("What is your name?", "name");

    private static InputRequest AskCapital() => Ask.Model("What is the capital of France?");
}
