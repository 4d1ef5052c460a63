using System.IO.Compression;
using System.Net.Http.Headers;

namespace Portal.Gateway.Masking;

/// <summary>The body of a reply, unpacked, with what its media type says.</summary>
internal sealed class ReplyBody : IDisposable
{
    private ReplyBody(Stream stream, MediaTypeHeaderValue? type, bool isUnpacked)
    {
        Stream = stream;
        MediaType = type?.MediaType ?? "no media type";
        IsUtf8 = type?.CharSet is null || type.CharSet.Trim('"').Equals("utf-8", StringComparison.OrdinalIgnoreCase);
        IsUnpacked = isUnpacked;
    }

    public Stream Stream { get; }

    public string MediaType { get; }

    /// <summary>Whether a content coding was taken off, so that the header must go too.</summary>
    public bool IsUnpacked { get; }

    public bool IsJson => IsUtf8 && MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase);

    public bool IsEventStream => IsUtf8 && MediaType.Equals("text/event-stream", StringComparison.OrdinalIgnoreCase);

    private bool IsUtf8 { get; }

    /// <summary>Opens the body; null when there is none.</summary>
    /// <exception cref="ReplyException">Its content coding cannot be taken off.</exception>
    public static async Task<ReplyBody?> OpenAsync(HttpResponseMessage reply, CancellationToken cancellationToken)
    {
        var headers = reply.Content.Headers;
        if (headers.ContentLength == 0 || (headers.ContentType is null && await IsEmptyAsync(reply, cancellationToken)))
        {
            return null;
        }

        var stream = await reply.Content.ReadAsStreamAsync(cancellationToken);
        return headers.ContentEncoding.Count == 0
            ? new ReplyBody(stream, headers.ContentType, isUnpacked: false)
            : new ReplyBody(Unpack(stream, headers.ContentEncoding), headers.ContentType, isUnpacked: true);
    }

    public void Dispose() => Stream.Dispose();

    private static async Task<bool> IsEmptyAsync(HttpResponseMessage reply, CancellationToken cancellationToken)
    {
        if (reply.Content.Headers.ContentLength > 0)
        {
            return false;
        }

        var stream = await reply.Content.ReadAsStreamAsync(cancellationToken);
        return await stream.ReadAsync(new byte[1], cancellationToken) == 0;
    }

    private static Stream Unpack(Stream stream, ICollection<string> codings) => codings.Count == 1
        ? codings.First().ToLowerInvariant() switch
        {
            "identity" => stream,
            "gzip" or "x-gzip" => new GZipStream(stream, CompressionMode.Decompress),
            "deflate" => new ZLibStream(stream, CompressionMode.Decompress),
            "br" => new BrotliStream(stream, CompressionMode.Decompress),
            _ => throw ReplyException.Unmaskable("The server answered in a content coding that the gateway cannot take off; the reply is withheld."),
        }
        : throw ReplyException.Unmaskable("The server answered in several content codings; the reply is withheld.");
}
