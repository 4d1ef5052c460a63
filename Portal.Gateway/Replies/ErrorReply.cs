using Portal.Data.Sessions;
using Portal.Gateway.Exchanges;
using Portal.Gateway.Protocol;

namespace Portal.Gateway.Replies;

/// <summary>
/// Says in the portal's words that a server answered with an error status and no JSON-RPC message, with the server's own text
/// where it is short and plain.
/// </summary>
internal sealed class ErrorReply(ReplyMasking masking)
{
    /// <summary>Most characters of a server's text that are shown.</summary>
    public const int MaxShown = 300;

    /// <summary>Most bytes of an error's body that are read.</summary>
    public const int MaxBytes = 64 * 1024;

    /// <summary>The refusal that stands for the reply; the status stays the server's.</summary>
    /// <param name="exchange">What it belongs to.</param>
    /// <param name="status">The server's status, 400 to 599.</param>
    /// <param name="mediaType">Media type of the body.</param>
    /// <param name="body">The body, or its beginning; empty for none.</param>
    /// <param name="isWhole">Whether the body is all there.</param>
    public Refusal Of(Exchange exchange, int status, string mediaType, ReadOnlyMemory<byte> body, bool isWhole) =>
        new(
            status,
            GatewayError.Unmaskable,
            IsPlain(mediaType) && Shown(exchange, body, isWhole) is { Length: > 0 } text
                ? $"The MCP server answered HTTP {status}: {text}"
                : $"The MCP server answered HTTP {status} with {ReplyBody.Shown(mediaType)}, which the gateway does not show.",
            RecordOutcome.Error
        )
        {
            KeepsStatus = true,
        };

    /// <summary>
    /// The refusal when the server does not take the portal's own credentials. The server's challenge is for the portal, never
    /// for the client.
    /// </summary>
    public static Refusal CredentialsRefused(Exchange exchange, int status) =>
        new(
            502,
            GatewayError.ServerUnreachable,
            $"The MCP server '{exchange.Server}' answered HTTP {status}: the portal's own credentials for this server were "
                + "refused. An administrator must check the server's credential headers.",
            RecordOutcome.Error
        );

    // Pages are for browsers: their text is markup.
    private static bool IsPlain(string mediaType) =>
        mediaType is ReplyBody.NoType
        || mediaType.Equals("text/plain", StringComparison.OrdinalIgnoreCase)
        || mediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase)
        || mediaType.Equals("application/problem+json", StringComparison.OrdinalIgnoreCase);

    // Masked whole, cut afterwards: half a card number is not found.
    private string Shown(Exchange exchange, ReadOnlyMemory<byte> body, bool isWhole)
    {
        var text = PlainText.Read(body.Span, isWhole) is { } plain ? masking.MaskText(exchange, plain) : "";
        return text.Length <= MaxShown
            ? text
            : string.Concat(text.AsSpan(0, char.IsHighSurrogate(text[MaxShown - 1]) ? MaxShown - 1 : MaxShown), "…");
    }
}
