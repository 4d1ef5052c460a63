using System.Buffers;
using System.IO.Compression;
using System.Text;
using Portal.Gateway.Masking.Documents;

namespace Portal.Gateway.Masking.Decoders;

/// <summary>Represents what bytes hold that were written in another alphabet: see <see cref="EncodedTexts"/>.</summary>
internal static class EncodedPayload
{
    // RFC 1952, 2.3.1: the only method there is.
    private const byte Deflate = 8;
    private const int MaxUnpacked = 16 * 1024 * 1024;
    private static readonly byte[] HoldsCardData = "[document removed: it holds card data]"u8.ToArray();

    /// <summary>Masks what bytes hold: a text in UTF-8 or UTF-16, or one that is packed.</summary>
    /// <param name="bytes">The bytes; they are cleared.</param>
    /// <param name="mask">Masks a text.</param>
    /// <param name="depth">How many encodings deep they lie.</param>
    /// <param name="scan">The message it is of.</param>
    /// <returns>The bytes after masking; null where there was nothing to mask.</returns>
    /// <exception cref="MessageRefusedException">What is packed is larger than is looked at.</exception>
    public static EncodedTexts.MaskedPart? Masked(byte[] bytes, EncodedTexts.Mask mask, int depth, MaskingScan scan)
    {
        try
        {
            if (bytes is [0x1F, 0x8B, ..])
            {
                return Unpack(bytes, scan) is { } unpacked && mask(unpacked, depth, scan) is { } part
                    ? part with
                    {
                        Text = Pack(part.Text),
                    }
                    : null;
            }

            if (DocumentFormats.Of(bytes) != DocumentFormat.None)
            {
                return MaskDocument(bytes, mask, depth, scan);
            }

            if (IsWide(bytes))
            {
                return mask(Encoding.UTF8.GetBytes(Encoding.Unicode.GetString(bytes)), depth, scan) is { } part
                    ? part with
                    {
                        Text = Encoding.Unicode.GetBytes(Encoding.UTF8.GetString(part.Text)),
                    }
                    : null;
            }

            // In a code page or not: digits and signs are the same in all of them.
            return mask(bytes, depth, scan);
        }
        finally
        {
            bytes.AsSpan().Clear();
        }
    }

    // A document cannot be put together again: it goes whole where it holds card data.
    private static EncodedTexts.MaskedPart? MaskDocument(byte[] bytes, EncodedTexts.Mask mask, int depth, MaskingScan scan)
    {
        EncodedTexts.MaskedPart? found = null;
        var reading = DocumentReader.Read(bytes, new DocumentBudget(), text =>
        {
            scan.Unpack(text.Length);
            found = mask(text.Span, depth, scan);
            return found is not null;
        });
        if (found is { } part)
        {
            return part with { Text = HoldsCardData };
        }

        return reading.IsRead || scan.Profile.PassesUnreadable
            ? null
            : throw new MessageRefusedException($"A document within the message cannot be read. {reading.Reason}");
    }

    private static byte[]? Unpack(byte[] bytes, MaskingScan scan)
    {
        using var output = new MemoryStream();
        var buffer = new byte[8192];
        try
        {
            using var packed = new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress);
            while (packed.Read(buffer) is > 0 and var read)
            {
                output.Write(buffer, 0, read);
                scan.Unpack(read);
                if (output.Length > MaxUnpacked)
                {
                    throw new MessageRefusedException("A packed text within the message unpacks to more than is looked at.");
                }
            }
        }
        catch (InvalidDataException)
        {
            // Three bytes are hardly there by chance. A lenient reader gets more out of it than this one.
            if (bytes is [_, _, Deflate, ..] && !scan.Profile.PassesUnreadable)
            {
                throw new MessageRefusedException("A packed text within the message is damaged and cannot be read.");
            }

            return output.Length == 0 ? null : output.ToArray();
        }

        return output.ToArray();
    }

    private static byte[] Pack(byte[] text)
    {
        using var output = new MemoryStream();
        using (var packer = new GZipStream(output, CompressionLevel.Optimal, leaveOpen: true))
        {
            packer.Write(text);
        }

        return output.ToArray();
    }

    private static bool IsWide(ReadOnlySpan<byte> bytes)
    {
        var zeros = 0;
        for (var index = 1; index < bytes.Length; index += 2)
        {
            zeros += bytes[index] == 0 ? 1 : 0;
        }

        return bytes.Length >= 8 && bytes.Length % 2 == 0 && zeros > bytes.Length / 3;
    }

    /// <summary>Whether bytes begin as a text does: printable, UTF-16 or packed.</summary>
    public static bool MayBeText(ReadOnlySpan<byte> bytes)
    {
        if (bytes is [0x1F, 0x8B, ..] || DocumentFormats.Of(bytes) != DocumentFormat.None)
        {
            return true;
        }

        var isUtf8 = IsUtf8(bytes);
        var printable = 0;
        var zeros = 0;
        foreach (var value in bytes)
        {
            printable +=
                value is >= 0x20 and < 0x7F || (value >= 0x80 && isUtf8) || value is (byte)'\t' or (byte)'\n' or (byte)'\r'
                    ? 1
                    : 0;
            zeros += value == 0 ? 1 : 0;
        }

        return bytes.Length >= 6 && (printable * 10 >= bytes.Length * 9 || zeros * 3 >= bytes.Length);
    }

    // A sample may end within a character.
    private static bool IsUtf8(ReadOnlySpan<byte> bytes)
    {
        var isCut = Rune.DecodeLastFromUtf8(bytes, out _, out var cut) != OperationStatus.Done;
        while (isCut && cut < 3 && cut < bytes.Length && bytes[^cut] is >= 0x80 and < 0xC0)
        {
            cut++;
        }

        return System.Text.Unicode.Utf8.IsValid(isCut ? bytes[..^cut] : bytes);
    }
}
