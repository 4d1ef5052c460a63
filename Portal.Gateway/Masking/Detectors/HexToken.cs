using System.Buffers.Text;

namespace Portal.Gateway.Masking.Detectors;

/// <summary>Tells digests, object ids and addresses from what merely is written in hexadecimal: by length, and by what they begin with.</summary>
internal static class HexToken
{
    private const int Longest = 160;
    private const int ShortestDigest = 32;
    private const int ShortestAddress = 30;
    private const int LongestValue = 0x7F;

    /// <summary>The hexadecimal digits, and dashes, around a place.</summary>
    /// <param name="text">The text.</param>
    /// <param name="start">First byte of the place.</param>
    /// <param name="end">First byte behind it.</param>
    /// <param name="withDashes">Whether dashes belong to it, as to a UUID.</param>
    public static Range Around(ReadOnlySpan<byte> text, int start, int end, bool withDashes)
    {
        var first = start;
        while (first > 0 && start - first < Longest && IsOf(text[first - 1], withDashes))
        {
            first--;
        }

        var last = end;
        while (last < text.Length && last - end < Longest && IsOf(text[last], withDashes))
        {
            last++;
        }

        return first..last;
    }

    /// <summary>Whether hexadecimal digits are as many as a digest, a public key or an object id has, with letters among them.</summary>
    public static bool IsDigest(ReadOnlySpan<byte> token) =>
        token.Length is 24 or 32 or 40 or 48 or 56 or 64 or 66 or 96 or 128
        && !token.Contains((byte)'-')
        && token.ContainsAnyInRange((byte)'A', (byte)'f');

    /// <summary>
    /// Whether stripe data in the middle of hexadecimal digits is there by chance: they are a digest's, and neither begin with it nor are tags, lengths and values
    /// (ISO/IEC 8825-1) up to it.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="start">Where the card number begins, or the tag in front of it.</param>
    /// <param name="end">Behind the data.</param>
    /// <param name="isTag">Whether a tag stands at the start.</param>
    public static bool IsChance(ReadOnlySpan<byte> text, int start, int end, bool isTag)
    {
        var (offset, length) = Around(text, start, end, withDashes: false).GetOffsetAndLength(text.Length);
        var token = text.Slice(offset, length);
        return offset < start && length >= ShortestDigest && IsDigest(token) && !IsReachedByTags(token, start - offset, isTag);
    }

    /// <summary>Whether letters and digits around a place are an address of a block chain in Bech32 (BIP 173).</summary>
    public static bool IsAddress(ReadOnlySpan<byte> text, int start, int end)
    {
        var first = start;
        while (first > 0 && start - first < Longest && char.IsAsciiLetterOrDigit((char)text[first - 1]))
        {
            first--;
        }

        var last = end;
        while (last < text.Length && last - end < Longest && char.IsAsciiLetterOrDigit((char)text[last]))
        {
            last++;
        }

        var token = text[first..last];
        return token.Length >= ShortestAddress
            && (
                token.StartsWith("bc1"u8)
                || token.StartsWith("tb1"u8)
                || token.StartsWith("ltc1"u8)
                || token.StartsWith("addr1"u8)
            )
            && !token.ContainsAnyInRange((byte)'A', (byte)'Z');
    }

    // Tag of one or two bytes, length, so many bytes; a value is reached behind its length.
    private static bool IsReachedByTags(ReadOnlySpan<byte> token, int target, bool isTag)
    {
        var position = 0;
        while (position < target && position + 4 <= token.Length)
        {
            var tag = ByteAt(token, position);
            position += (tag & 0x1F) == 0x1F ? 4 : 2;
            if (position + 2 > token.Length)
            {
                return false;
            }

            var length = ByteAt(token, position);
            position += 2;
            if (!isTag && position == target)
            {
                return true;
            }

            if (length > LongestValue)
            {
                return false;
            }

            // What is constructed holds tags again.
            position += (tag & 0x20) != 0 ? 0 : 2 * length;
        }

        return isTag && position == target;
    }

    private static int ByteAt(ReadOnlySpan<byte> token, int position) =>
        Utf8Parser.TryParse(token.Slice(position, 2), out byte value, out _, 'X') ? value : 0;

    private static bool IsOf(byte value, bool withDashes) => char.IsAsciiHexDigit((char)value) || (withDashes && value == '-');
}
