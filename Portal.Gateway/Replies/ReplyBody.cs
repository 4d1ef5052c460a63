using System.Buffers;
using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;

namespace Portal.Gateway.Replies;

/// <summary>The body of a reply, its content coding taken off, with what its media type says.</summary>
internal sealed partial class ReplyBody : IDisposable
{
    /// <summary>Holds what stands for the media type of a reply that has none.</summary>
    public const string NoType = "no media type";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    // What clients read as UTF-8 whatever it is called, and what is the same in UTF-8.
    private static readonly string[] Utf8Names = ["utf-8", "utf8", "us-ascii", "ascii"];

    private ReplyBody(Stream stream, string? fault, HttpContentHeaders headers)
    {
        (Stream, Fault) = (stream, fault);
        MediaType = headers.ContentType?.MediaType ?? TypeOf(headers) ?? NoType;
        IsUtf8 =
            headers.ContentType?.CharSet is not { } charset
            || Utf8Names.Contains(charset.Trim('"'), StringComparer.OrdinalIgnoreCase);
    }

    public Stream Stream { get; }

    public string MediaType { get; }

    /// <summary>Why the body cannot be read; null when it can.</summary>
    public string? Fault { get; }

    public bool IsJson => IsUtf8 && MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase);

    public bool IsEventStream => IsUtf8 && MediaType.Equals("text/event-stream", StringComparison.OrdinalIgnoreCase);

    private bool IsUtf8 { get; }

    /// <summary>Opens the body; null when its length is known to be nothing.</summary>
    public static async Task<ReplyBody?> OpenAsync(HttpResponseMessage reply, CancellationToken cancellationToken)
    {
        var headers = reply.Content.Headers;
        if (headers.ContentLength == 0)
        {
            return null;
        }

        var stream = await reply.Content.ReadAsStreamAsync(cancellationToken);
        return headers.ContentEncoding.Count == 0 ? new ReplyBody(stream, null, headers)
            : Unpack(stream, headers.ContentEncoding) is { } unpacked ? new ReplyBody(unpacked, null, headers)
            : new ReplyBody(
                stream,
                "The server answered in a content coding that the gateway cannot take off; the reply is withheld.",
                headers
            );
    }

    /// <summary>Returns a media type as it may be quoted: what is none, or long, or holds a number, is not.</summary>
    public static string Shown(string mediaType) =>
        mediaType is NoType || QuotableType().IsMatch(mediaType) ? mediaType : "an odd media type";

    /// <summary>
    /// Reads the beginning of a body that is no message, for a few seconds at most: a server may even have begun a stream.
    /// </summary>
    /// <param name="most">Most bytes to read.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>The bytes, and whether they are all; what cannot be unpacked, breaks off or takes too long is not.</returns>
    public async Task<(ReadOnlyMemory<byte> Bytes, bool IsWhole)> ReadBeginningAsync(
        int most,
        TimeProvider time,
        CancellationToken cancellationToken
    )
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
        catch (Exception exception)
            when (exception is IOException or HttpRequestException or InvalidDataException or OperationCanceledException)
        {
            // What came before is all there is to know.
            cancellationToken.ThrowIfCancellationRequested();
        }

        return (bytes.WrittenMemory[..Math.Min(most, bytes.WrittenCount)], false);
    }

    public void Dispose() => Stream.Dispose();

    // Of a header that cannot be parsed, such as one with a broken parameter, clients read the beginning.
    private static string? TypeOf(HttpContentHeaders headers) =>
        headers.NonValidated.TryGetValues("Content-Type", out var values)
        && values.ToString().Split(';')[0].Trim() is { Length: > 0 } type
            ? type
            : null;

    private static Stream? Unpack(Stream stream, ICollection<string> codings) =>
        codings.Count == 1
            ? codings.First().ToLowerInvariant() switch
            {
                "identity" => stream,
                "gzip" or "x-gzip" => new GZipStream(stream, CompressionMode.Decompress),
                "deflate" => new ZLibStream(stream, CompressionMode.Decompress),
                "br" => new BrotliStream(stream, CompressionMode.Decompress),
                _ => null,
            }
            : null;

    [GeneratedRegex("^[a-zA-Z]{1,20}/[a-zA-Z.+-]{1,60}\\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex QuotableType();
}
