using System.Buffers;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Portal.Gateway.Approvals;

/// <summary>
/// The event stream that keeps the client of a held call alive, and into which the answer goes in the end. Its status and headers are sent; whatever the server's
/// reply wants to set of them later goes to a response of its own that nobody reads.
/// </summary>
internal sealed class HeldStream
{
    private readonly HttpResponse _response;

    private HeldStream(HttpResponse response) => _response = response;

    /// <summary>Begins the stream.</summary>
    public static async Task<HeldStream> StartAsync(HttpContext context)
    {
        var response = context.Response;
        response.StatusCode = StatusCodes.Status200OK;
        response.ContentType = "text/event-stream";
        response.Headers.CacheControl = "no-cache, no-transform";
        response.Headers["X-Accel-Buffering"] = "no";
        await response.StartAsync(context.RequestAborted);
        context.Features.Set<IHttpResponseFeature>(new HttpResponseFeature());
        return new HeldStream(response);
    }

    /// <summary>Sends a comment, which clients ignore and connections live on.</summary>
    public Task CommentAsync(string text, CancellationToken cancellationToken) => WriteAsync(System.Text.Encoding.UTF8.GetBytes($": {text}\n\n"), cancellationToken);

    /// <summary>Sends a JSON-RPC message.</summary>
    public Task MessageAsync(ReadOnlyMemory<byte> json, CancellationToken cancellationToken)
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
        return WriteAsync(output.WrittenMemory, cancellationToken);
    }

    private async Task WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        await _response.Body.WriteAsync(bytes, cancellationToken);
        await _response.Body.FlushAsync(cancellationToken);
    }
}
