using Microsoft.AspNetCore.Http;
using Portal.Gateway.Exchanges;
using Portal.Gateway.Protocol;

namespace Portal.Gateway.Inspection;

/// <summary>
/// Compares the headers that mirror a message with the message (MCP 2026-07-28, Streamable HTTP, Server Validation), so that
/// nothing between the gateway and the server can act on a header that says something else than the body.
/// </summary>
internal static class HeaderChecks
{
    /// <summary>
    /// Returns what is wrong; null when headers and message agree, or the revision has no such headers and none were sent.
    /// </summary>
    public static InspectionFault? Check(IHeaderDictionary headers, ClientMessage message)
    {
        var versionHeader = headers[McpHeaders.ProtocolVersion];
        if (versionHeader.Count > 1)
        {
            return Mismatch($"{McpHeaders.ProtocolVersion} is there more than once.");
        }

        var stateless =
            McpRevisions.IsStateless(versionHeader) || (message.HasRevisionInMeta && McpRevisions.IsStateless(message.Revision));
        if (
            stateless
            && message.Kind == MessageKind.Request
            && versionHeader != message.Revision
            && (message.HasRevisionInMeta || versionHeader.Count == 0)
        )
        {
            return Mismatch($"{McpHeaders.ProtocolVersion} does not match the protocol version in the body's _meta.");
        }

        var required = stateless && message.Kind == MessageKind.Request;
        return CheckMethod(headers, message, required) ?? CheckName(headers, message, required);
    }

    private static InspectionFault? CheckMethod(IHeaderDictionary headers, ClientMessage message, bool required)
    {
        var header = headers[McpHeaders.Method];
        return header.Count switch
        {
            0 => required ? Mismatch($"{McpHeaders.Method} is missing.") : null,
            1 when header == message.Method => null,
            _ => Mismatch($"{McpHeaders.Method} does not match the body's method."),
        };
    }

    private static InspectionFault? CheckName(IHeaderDictionary headers, ClientMessage message, bool required)
    {
        var header = headers[McpHeaders.Name];
        var named = message.Method is "tools/call" or "prompts/get" or "resources/read";
        var expected = message.Name ?? message.TaskId;
        return header.Count switch
        {
            0 => required && named ? Mismatch($"{McpHeaders.Name} is missing.") : null,
            1 when McpHeaderText.Decode(header.ToString()) is { } name && (name == expected || (expected is null && !named)) =>
                null,
            _ => Mismatch($"{McpHeaders.Name} does not match the body."),
        };
    }

    private static InspectionFault Mismatch(string message) =>
        new(400, GatewayError.HeaderMismatch, "Header mismatch: " + message);
}
