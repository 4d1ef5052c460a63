using System.ComponentModel;
using System.Text.Json;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace Portal.E2E.Conformance.Fixture;

/// <summary>Tools that talk to the client while they run: log messages, progress, sampling and elicitation.</summary>
[McpServerToolType]
internal sealed class ConversationTools
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    [McpServerTool(Name = "test_tool_with_logging"), Description("Sends three log messages.")]
    public static async Task<string> Log(McpServer server, CancellationToken cancellationToken)
    {
        foreach (var text in new[] { "Tool execution started", "Tool processing data", "Tool execution completed" })
        {
            var message = new LoggingMessageNotificationParams
            {
                Level = LoggingLevel.Info,
                Logger = "fixture",
                Data = JsonSerializer.SerializeToElement(text),
            };
            await server.SendNotificationAsync(NotificationMethods.LoggingMessageNotification, message, cancellationToken: cancellationToken);
            await Task.Delay(Pause, cancellationToken);
        }

        return "Tool with logging executed successfully";
    }

    [McpServerTool(Name = "test_tool_with_progress"), Description("Reports progress three times when asked to.")]
    public static async Task<string> Progress(RequestContext<CallToolRequestParams> context, CancellationToken cancellationToken)
    {
        foreach (var progress in new[] { 0, 50, 100 })
        {
            if (context.Params?.ProgressToken is { } token)
            {
                await context.Server.NotifyProgressAsync(token, new() { Progress = progress, Total = 100 }, cancellationToken: cancellationToken);
            }

            await Task.Delay(Pause, cancellationToken);
        }

        return "Tool with progress executed successfully";
    }

    [McpServerTool(Name = "test_sampling"), Description("Asks the client's model.")]
    public static async Task<string> Sample(McpServer server, [Description("What to ask")] string prompt, CancellationToken cancellationToken)
    {
        var answer = await server.SampleAsync(
            new CreateMessageRequestParams
            {
                Messages = [new SamplingMessage { Role = Role.User, Content = [new TextContentBlock { Text = prompt }] }],
                MaxTokens = 100,
            },
            cancellationToken);
        return $"LLM response: {answer.Content.OfType<TextContentBlock>().FirstOrDefault()?.Text}";
    }

    [McpServerTool(Name = "test_elicitation"), Description("Asks the person for a name and an address.")]
    public static Task<string> Elicit(McpServer server, [Description("What to show")] string message, CancellationToken cancellationToken) =>
        AskAsync(server, message, ElicitationSchemas.Contact, cancellationToken);

    [McpServerTool(Name = "test_elicitation_sep1034_defaults"), Description("Asks with a default for every primitive type (SEP-1034).")]
    public static Task<string> ElicitDefaults(McpServer server, CancellationToken cancellationToken) =>
        AskAsync(server, "Accept the suggested values?", ElicitationSchemas.Defaults, cancellationToken);

    [McpServerTool(Name = "test_elicitation_sep1330_enums"), Description("Asks with every kind of choice (SEP-1330).")]
    public static Task<string> ElicitEnums(McpServer server, CancellationToken cancellationToken) =>
        AskAsync(server, "Choose one of each", ElicitationSchemas.Choices, cancellationToken);

    private static async Task<string> AskAsync(
        McpServer server, string message, ElicitRequestParams.RequestSchema schema, CancellationToken cancellationToken)
    {
        var answer = await server.ElicitAsync(new ElicitRequestParams { Message = message, RequestedSchema = schema }, cancellationToken);
        return $"Elicitation completed: action={answer.Action}, content={JsonSerializer.Serialize(answer.Content, McpJsonUtilities.DefaultOptions)}";
    }
}
