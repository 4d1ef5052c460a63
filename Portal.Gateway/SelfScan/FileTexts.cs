using System.IO.Compression;

namespace Portal.Gateway.SelfScan;

/// <summary>Reads files of text in pieces that end with a line, looking into zip and gzip.</summary>
internal static class FileTexts
{
    private const int Piece = 1 << 20;

    /// <summary>Visits every piece.</summary>
    /// <param name="path">The file.</param>
    /// <param name="visit">Called with each piece.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>Bytes read, unpacked.</returns>
    public static long Visit(string path, Action<ReadOnlyMemory<byte>> visit, CancellationToken cancellationToken)
    {
        using var file = new FileStream(
            path,
            FileMode.Open,
            FileAccess.Read,
            FileShare.ReadWrite | FileShare.Delete,
            bufferSize: 1 << 16,
            FileOptions.SequentialScan
        );
        Span<byte> magic = stackalloc byte[4];
        var length = file.ReadAtLeast(magic, magic.Length, throwOnEndOfStream: false);
        file.Position = 0;
        if (magic[..length].StartsWith("PK\x03\x04"u8))
        {
            using var archive = new ZipArchive(file, ZipArchiveMode.Read);
            var total = 0L;
            foreach (var entry in archive.Entries)
            {
                using var content = entry.Open();
                total += Visit(content, visit, cancellationToken);
            }

            return total;
        }

        if (magic[..length].StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B]))
        {
            using var unpacked = new GZipStream(file, CompressionMode.Decompress);
            return Visit(unpacked, visit, cancellationToken);
        }

        return Visit(file, visit, cancellationToken);
    }

    private static long Visit(Stream stream, Action<ReadOnlyMemory<byte>> visit, CancellationToken cancellationToken)
    {
        var buffer = new byte[Piece];
        var kept = 0;
        var total = 0L;
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var read = stream.ReadAtLeast(buffer.AsSpan(kept), buffer.Length - kept, throwOnEndOfStream: false);
            total += read;
            var filled = kept + read;
            if (filled < buffer.Length)
            {
                visit(buffer.AsMemory(0, filled));
                return total;
            }

            // Up to the last line end; a line longer than half a piece is cut and its end read twice.
            var end = buffer.AsSpan(buffer.Length / 2).LastIndexOf((byte)'\n');
            end = end < 0 ? buffer.Length : (buffer.Length / 2) + end + 1;
            visit(buffer.AsMemory(0, end));
            kept = end < buffer.Length ? buffer.Length - end : Math.Min(256, buffer.Length);
            buffer.AsSpan(buffer.Length - kept).CopyTo(buffer);
        }
    }
}
