using System.IO.Compression;

namespace Portal.Gateway.Masking.Documents;

/// <summary>Reads the parts of an archive one after the other, each by its kind. Names only tell kinds: nothing is written anywhere.</summary>
internal sealed class ZipDocument(DocumentWork work, DocumentText text)
{
    private static readonly uint[] Checksums = [.. Enumerable.Range(0, 256).Select(ChecksumOf)];
    private readonly SharedStrings _strings = new();

    public void Read(ReadOnlyMemory<byte> bytes)
    {
        // Counted before the archive is opened: its reader makes an object of each entry of the directory.
        if (bytes.Span.Count("PK\u0001\u0002"u8) > work.Budget.MaxParts)
        {
            throw work.Refuse("It has more parts than the budget.");
        }

        using var archive = new ZipArchive(new MemoryStream(bytes.ToArray(), writable: false), ZipArchiveMode.Read);
        foreach (var entry in archive.Entries)
        {
            if (ZipParts.Of(entry.FullName) == ZipPart.SharedStrings)
            {
                _strings.Read(Unpack(entry), work);
            }
        }

        foreach (var entry in archive.Entries)
        {
            Read(entry, ZipParts.Of(entry.FullName));
            text.EndPart();
            if (text.Stopped)
            {
                return;
            }
        }
    }

    private void Read(ZipArchiveEntry entry, ZipPart kind)
    {
        switch (kind)
        {
            case ZipPart.Sheet:
                new SheetPart(_strings, text).Read(Unpack(entry));
                break;
            case ZipPart.Flow:
                new FlowPart(text).Read(Unpack(entry));
                break;
            case ZipPart.Plain when !PlainPart.TryRead(Unpack(entry).GetBuffer().AsSpan(0, (int)entry.Length), text):
            case ZipPart.Unreadable:
                work.Skip("It holds another archive, an embedded object or a binary part.");
                break;
            default:
                break;
        }
    }

    /// <summary>Unpacks a part against the budget, whatever size the directory says; refuses one that is not what it says: others may see more.</summary>
    private MemoryStream Unpack(ZipArchiveEntry entry)
    {
        if (entry.IsEncrypted)
        {
            throw work.Refuse("A part is encrypted.");
        }

        using var packed = entry.Open();
        var part = new MemoryStream();
        var checksum = uint.MaxValue;
        Span<byte> block = stackalloc byte[8192];
        for (var count = packed.Read(block); count > 0; count = packed.Read(block))
        {
            work.Unpack(count);
            part.Write(block[..count]);
            foreach (var value in block[..count])
            {
                checksum = Checksums[(byte)(checksum ^ value)] ^ (checksum >> 8);
            }
        }

        if (part.Length != entry.Length || ~checksum != entry.Crc32)
        {
            throw work.Refuse("A part is not what the archive's directory says.");
        }

        part.Position = 0;
        return part;
    }

    private static uint ChecksumOf(int index)
    {
        var value = (uint)index;
        for (var bit = 0; bit < 8; bit++)
        {
            value = (value & 1) == 0 ? value >> 1 : (value >> 1) ^ 0xEDB88320;
        }

        return value;
    }
}
