using System.Buffers.Binary;

namespace Portal.Gateway.SelfScan;

/// <summary>
/// Cuts SQLite's files into pages as they lie there: the database with its free pages, and its write-ahead log with every older
/// version of a page and whatever was never committed (https://www.sqlite.org/fileformat2.html). Nothing is interpreted but where
/// a page begins.
/// </summary>
internal static class SqlitePages
{
    private const int LogHeader = 32;
    private const int FrameHeader = 24;
    private const int LargestPage = 65536;
    private const int SmallestPage = 512;

    internal delegate void OnPage(ReadOnlySpan<byte> page, bool isCut);

    /// <summary>Visits every page of a file; one block after the other where it is no file of SQLite's.</summary>
    /// <returns>Bytes read.</returns>
    public static long Visit(Stream file, OnPage visit, CancellationToken cancellationToken)
    {
        var header = new byte[LogHeader];
        var read = file.ReadAtLeast(header, header.Length, throwOnEndOfStream: false);
        var (size, skip) = LayoutOf(header.AsSpan(0, read));
        file.Position = skip > 0 ? LogHeader : 0;
        var frame = new byte[skip + size];
        long total = 0;
        int length;
        while ((length = file.ReadAtLeast(frame, frame.Length, throwOnEndOfStream: false)) > skip)
        {
            cancellationToken.ThrowIfCancellationRequested();
            total += length;
            var page = frame.AsSpan(skip, length - skip);
            if (page[0] == 0)
            {
                // Not a page of a tree: a part of a long row, behind the number of the page with the next part.
                visit(page[Math.Min(4, page.Length)..], isCut: true);
            }
            else
            {
                visit(page, isCut: false);
            }
        }

        return total;
    }

    private static (int Size, int Skip) LayoutOf(ReadOnlySpan<byte> header)
    {
        if (header.Length == LogHeader && (BinaryPrimitives.ReadUInt32BigEndian(header) & ~1u) == 0x377f0682)
        {
            return (Bounded(BinaryPrimitives.ReadUInt32BigEndian(header[8..])), FrameHeader);
        }

        return header.StartsWith("SQLite format 3\0"u8)
            ? (
                Bounded(
                    BinaryPrimitives.ReadUInt16BigEndian(header[16..]) is 1
                        ? LargestPage
                        : BinaryPrimitives.ReadUInt16BigEndian(header[16..])
                ),
                0
            )
            : (LargestPage, 0);
    }

    private static int Bounded(uint size) => size is >= SmallestPage and <= LargestPage ? (int)size : LargestPage;

    private static int Bounded(int size) => Bounded((uint)size);
}
