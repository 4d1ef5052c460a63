using System.Buffers;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Portal.Gateway.Exchanges;

/// <summary>
/// The event stream that keeps the client of a held call alive, and into which the answer goes in the end. Its status and headers
/// are sent; whatever the server's reply wants to set of them later goes to a response of its own that nobody reads.
/// </summary>
internal sealed class HeldStream : IAsyncDisposable
{
    private HeldStream(ClientEventStream events) => Events = events;

    /// <summary>The stream itself.</summary>
    public ClientEventStream Events { get; }

    /// <summary>Begins the stream.</summary>
    public static async Task<HeldStream> StartAsync(HttpContext context)
    {
        var response = context.Response;
        response.StatusCode = StatusCodes.Status200OK;
        response.ContentType = "text/event-stream";
        var events = await context
            .RequestServices.GetRequiredService<ClientEventStreams>()
            .StartAsync(response, context.RequestAborted);
        context.Features.Set<IHttpResponseFeature>(new HttpResponseFeature());
        return new HeldStream(events);
    }

    /// <summary>Sends a comment, which clients ignore and connections live on.</summary>
    public ValueTask CommentAsync(string text, CancellationToken cancellationToken) =>
        Events.WriteAsync(Encoding.UTF8.GetBytes($": {text}\n\n"), cancellationToken);

    /// <summary>Sends a JSON-RPC message.</summary>
    public ValueTask MessageAsync(ReadOnlyMemory<byte> json, CancellationToken cancellationToken) =>
        Events.WriteAsync(EventOf(json), cancellationToken);

    /// <summary>A JSON-RPC message as an event without an id.</summary>
    public static ReadOnlyMemory<byte> EventOf(ReadOnlyMemory<byte> json)
    {
        var output = new ArrayBufferWriter<byte>(json.Length + 32);
        output.Write("event: message\n"u8);
        var rest = json.Span;
        while (true)
        {
            var end = rest.IndexOfAny("\r\n"u8);
            output.Write("data: "u8);
            output.Write(end < 0 ? rest : rest[..end]);
            output.Write("\n"u8);
            if (end < 0)
            {
                break;
            }

            rest = rest[(end + (rest[end..].StartsWith("\r\n"u8) ? 2 : 1))..];
        }

        output.Write("\n"u8);
        return output.WrittenMemory;
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => Events.DisposeAsync();
}
