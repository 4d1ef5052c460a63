using System.ComponentModel;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace Portal.E2E.Conformance.Fixture;

/// <summary>Tools through which the suite looks at what a server without sessions must and must not do (SEP-2575).</summary>
[McpServerToolType]
internal sealed class StatelessTools(ListenStreams streams)
{
    [McpServerTool(Name = "test_missing_capability"), Description("Needs a client that can sample.")]
    public static string MissingCapability(RequestContext<CallToolRequestParams> context) =>
        context.JsonRpcRequest.Context?.ClientCapabilities?.Sampling is not null
            ? "The client can sample."
            : throw new MissingRequiredClientCapabilityException(new ClientCapabilities { Sampling = new() }, "Needs the sampling capability");

    [McpServerTool(Name = "test_streaming_elicitation"), Description("Its stream holds the result and nothing else.")]
    public static string StreamingElicitation() => "Only the result.";

    [McpServerTool(Name = "test_logging_tool"), Description("Logs nothing unless the request sets a level.")]
    public static string Logging() => "Nothing logged.";

    [McpServerTool(Name = "test_trigger_tool_change"), Description("Tells listeners that the tools changed.")]
    public string TriggerToolChange()
    {
        streams.Announce(NotificationMethods.ToolListChangedNotification);
        return "Announced.";
    }

    [McpServerTool(Name = "test_trigger_prompt_change"), Description("Tells listeners that the prompts changed.")]
    public string TriggerPromptChange()
    {
        streams.Announce(NotificationMethods.PromptListChangedNotification);
        return "Announced.";
    }
}
