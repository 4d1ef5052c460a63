using System.Buffers;
using System.IO.Compression;
using System.Net.Http.Headers;

namespace Portal.Gateway.Replies;

/// <summary>The body of a reply, its content coding taken off, with what its media type says.</summary>
internal sealed class ReplyBody : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    // What clients read as UTF-8 whatever it is called, and what is the same in UTF-8.
    private static readonly string[] Utf8Names = ["utf-8", "utf8", "us-ascii", "ascii"];

    private ReplyBody(Stream stream, HttpContentHeaders headers)
    {
        Stream = stream;
        MediaType = headers.ContentType?.MediaType ?? TypeOf(headers) ?? "no media type";
        IsUtf8 = headers.ContentType?.CharSet is not { } charset || Utf8Names.Contains(charset.Trim('"'), StringComparer.OrdinalIgnoreCase);
    }

    public Stream Stream { get; }

    public string MediaType { get; }

    public bool IsJson => IsUtf8 && MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase);

    public bool IsEventStream => IsUtf8 && MediaType.Equals("text/event-stream", StringComparison.OrdinalIgnoreCase);

    private bool IsUtf8 { get; }

    /// <summary>Opens the body; null when its length is known to be nothing.</summary>
    /// <exception cref="ReplyException">Its content coding cannot be taken off.</exception>
    public static async Task<ReplyBody?> OpenAsync(HttpResponseMessage reply, CancellationToken cancellationToken)
    {
        var headers = reply.Content.Headers;
        if (headers.ContentLength == 0)
        {
            return null;
        }

        var stream = await reply.Content.ReadAsStreamAsync(cancellationToken);
        return new ReplyBody(headers.ContentEncoding.Count == 0 ? stream : Unpack(stream, headers.ContentEncoding), headers);
    }

    /// <summary>Reads the beginning of a body that is no message, for a few seconds at most: a server may even have begun a stream.</summary>
    /// <param name="most">Most bytes to read.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>The bytes, and whether they are all; what cannot be unpacked, breaks off or takes too long is not.</returns>
    public async Task<(ReadOnlyMemory<byte> Bytes, bool IsWhole)> ReadBeginningAsync(int most, TimeProvider time, CancellationToken cancellationToken)
    {
        var bytes = new ArrayBufferWriter<byte>(1024);
        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            while (bytes.WrittenCount <= most)
            {
                var read = await Stream.ReadAsync(bytes.GetMemory(1024), either.Token);
                if (read == 0)
                {
                    return (bytes.WrittenMemory, true);
                }

                bytes.Advance(read);
            }
        }
        catch (Exception exception) when (exception is IOException or HttpRequestException or InvalidDataException or OperationCanceledException)
        {
            // What came before is all there is to know.
            cancellationToken.ThrowIfCancellationRequested();
        }

        return (bytes.WrittenMemory[..Math.Min(most, bytes.WrittenCount)], false);
    }

    public void Dispose() => Stream.Dispose();

    // Of a header that cannot be parsed, such as one with a broken parameter, clients read the beginning.
    private static string? TypeOf(HttpContentHeaders headers) =>
        headers.NonValidated.TryGetValues("Content-Type", out var values) && values.ToString().Split(';')[0].Trim() is { Length: > 0 } type ? type : null;

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
