using Portal.Gateway.Masking.Detectors;

namespace Portal.Gateway.Masking.Scanning;

/// <summary>Says whether what stands around or within digits makes them part of a track, or the value of a chip's tag; see <see cref="TrackDetector"/>.</summary>
internal static class TrackMarks
{
    private const int LongestTag = 8;
    private const int LeastBytes = 6;
    private const int MostBytes = 19;

    /// <summary>Whether something says so.</summary>
    /// <param name="text">The text.</param>
    /// <param name="start">The first digit.</param>
    /// <param name="end">Behind the last one.</param>
    /// <param name="digits">The last of the digits, without what stands between them.</param>
    public static bool Surround(ReadOnlySpan<byte> text, int start, int end, ReadOnlySpan<byte> digits) =>
        IsSeparator(text, end)
        || IsBehindTag(text, start)
        || HoldsTag(digits, end < text.Length && char.IsAsciiHexDigit((char)text[end]));

    /// <summary>Whether digits hold a tag with its value: 57 13 and sixteen digits.</summary>
    /// <param name="digits">The digits.</param>
    /// <param name="goesOn">Whether the value may go on in hexadecimal.</param>
    public static bool HoldsTag(ReadOnlySpan<byte> digits, bool goesOn)
    {
        for (var place = 0; place + 4 + CardNetworks.MinLength <= digits.Length; place++)
        {
            if (digits[place] != '5' || digits[place + 1] != '7')
            {
                continue;
            }

            var length = ((digits[place + 2] - '0') * 16) + digits[place + 3] - '0';
            var value = digits[(place + 4)..];
            if (
                length is >= LeastBytes and <= MostBytes
                && (goesOn || value.Length > CardNetworks.MaxLength || MayBe(value, 2 * length))
            )
            {
                return true;
            }
        }

        return false;
    }

    // ^ of track 1; D of track 2 in hexadecimal. The equals sign joins digits.
    private static bool IsSeparator(ReadOnlySpan<byte> text, int end) =>
        end < text.Length
        && (
            text[end] is (byte)'^' or (byte)'='
            || (text[end] is (byte)'D' or (byte)'d' && end + 1 < text.Length && char.IsAsciiDigit((char)text[end + 1]))
        );

    // 5A 08, 57 0F, 9F6B 13: a letter of the tag or of the length ends what stands before the digits.
    private static bool IsBehindTag(ReadOnlySpan<byte> text, int start)
    {
        var last = start - 1;
        while (last >= 0 && start - last <= LongestTag && text[last] is (byte)' ' or (byte)':' or (byte)'-' or (byte)'=')
        {
            last--;
        }

        if (last < 1 || !(char.IsAsciiHexDigit((char)text[last]) && char.IsAsciiLetter((char)text[last])))
        {
            return false;
        }

        for (var place = last; place > 0 && last - place < LongestTag; place--)
        {
            if ((text[place - 1], (byte)(text[place] | 0x20)) is ((byte)'5', (byte)'a' or ('7' | 0x20)) or ((byte)'6', (byte)'b'))
            {
                return true;
            }
        }

        return false;
    }

    private static bool MayBe(ReadOnlySpan<byte> value, int length) =>
        length <= value.Length
        && (
            CardNetworks.Evaluate(value[..length]) != CardEvidence.None
            || (value[0] == '0' && CardNetworks.Evaluate(value[1..length]) != CardEvidence.None)
        );
}
