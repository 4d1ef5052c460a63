using Portal.Gateway.Exchanges;
using Portal.Gateway.Masking.Rules;
using Portal.Gateway.Protocol;

namespace Portal.Gateway.Policy;

/// <summary>Says of messages that pass what the rules for them are chosen by.</summary>
internal static class MaskingTargets
{
    /// <summary>A message from the client.</summary>
    public static MaskingTarget OfRequest(Exchange exchange, ClientMessage message) =>
        message switch
        {
            { Method: "tools/call" } => MaskingTarget.Of(exchange.Server, message.Name, MaskingDirection.Request),
            { TaskTool: { } tool } => MaskingTarget.Of(exchange.Server, tool, MaskingDirection.Request),
            { Kind: MessageKind.Response } => new MaskingTarget(exchange.Server, null, IsAnyTool: true, MaskingDirection.Request),
            _ => MaskingTarget.Of(exchange.Server, null, MaskingDirection.Request),
        };

    /// <summary>
    /// Returns what the server sends in answer. A stream that no call opened, and the answer to a batch, may belong to any tool.
    /// </summary>
    public static MaskingTarget OfReply(Exchange exchange) =>
        exchange.Messages switch
        {
            [{ Method: "tools/call" } call] => MaskingTarget.Of(exchange.Server, call.Name, MaskingDirection.Response),
            [{ TaskTool: { } tool }] => MaskingTarget.Of(exchange.Server, tool, MaskingDirection.Response),
            [{ Kind: MessageKind.Request, IsAboutTasks: false, Method: not ClientMessage.Subscription }] => MaskingTarget.Of(
                exchange.Server,
                null,
                MaskingDirection.Response
            ),
            _ => new MaskingTarget(exchange.Server, null, IsAnyTool: true, MaskingDirection.Response),
        };
}
