using System.Text;
using Portal.Gateway.Exchanges;
using Portal.Gateway.Recording;
using Portal.Gateway.Routing;

namespace Portal.Gateway.Replies;

/// <summary>Makes the address that an HTTP+SSE server (revision 2024-11-05) wants messages posted to the gateway's own.</summary>
internal sealed class EndpointEvent(LegacyEndpoint legacyEndpoint, ServerRegistry servers)
{
    /// <summary>Gets the server's own address that a wrapped event named; null when the server is gone.</summary>
    public Uri? AddressOf(Exchange exchange, EventData data) =>
        servers.Find(exchange.Server) is { } server
        && Uri.TryCreate(new Uri(server.Url), Encoding.UTF8.GetString(data.Text.Span).Trim(), out var address)
            ? address
            : null;

    /// <summary>The event with the gateway's address.</summary>
    /// <exception cref="ReplyException">The address is not at the server's own origin: what is posted there would go round the
    /// gateway.</exception>
    public ReadOnlyMemory<byte> Wrap(Exchange exchange, EventData data) =>
        servers.Find(exchange.Server) is { } server
        && legacyEndpoint.Wrap(exchange, server.Url, Encoding.UTF8.GetString(data.Text.Span)) is { } wrapped
            ? Encoding.UTF8.GetBytes($"event: endpoint\ndata: {wrapped}\n\n")
            : throw ReplyException.Unmaskable(
                "The server names an address for messages that is not its own; the stream ends here."
            );
}
