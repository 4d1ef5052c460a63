using System.Buffers;

namespace Portal.Gateway.Masking;

/// <summary>
/// Finds card numbers in UTF-8 text: 14 to 19 digits, in one run or in groups of three and more with one separator between them, that begin
/// with a known IIN and pass Luhn.
/// </summary>
internal static class PanDetector
{
    private const int MinGroup = 3;

    // Longest chain of groups looked at together; a card number has at most six groups.
    private const int MaxGroups = 6;

    private static readonly SearchValues<byte> HexDigits = SearchValues.Create("0123456789abcdefABCDEF"u8);

    /// <summary>Adds an edit for every card number in the text.</summary>
    public static void Find(ReadOnlySpan<byte> text, ref List<Edit>? edits)
    {
        var position = 0;
        while (position < text.Length)
        {
            var digit = text[position..].IndexOfAnyInRange((byte)'0', (byte)'9');
            if (digit < 0)
            {
                return;
            }

            position += digit;
            if (EscapeEnd(text, position) is > 0 and var escapeEnd)
            {
                position = escapeEnd;
                continue;
            }

            var end = Match(text, position, out var digits);
            if (end > 0)
            {
                (edits ??= []).Add(new Edit(position, end - position, PanReplacement.InText(digits), MaskingKinds.Pan));
                position = end;
            }
            else
            {
                position = GroupEnd(text, position);
            }
        }
    }

    /// <summary>Whether ASCII digits alone are a card number.</summary>
    public static bool IsPan(ReadOnlySpan<byte> digits) => CardNetworks.Find(digits) is not null;

    // Tries chains of 1, 2, 3 … groups from here and takes the longest that is a card number.
    private static int Match(ReadOnlySpan<byte> text, int start, out byte[] number)
    {
        number = [];
        var matchEnd = -1;
        Span<byte> digits = stackalloc byte[CardNetworks.MaxLength];
        var count = 0;
        var position = start;
        for (var group = 0; group < MaxGroups; group++)
        {
            var end = GroupEnd(text, position);
            var length = end - position;
            if (length < MinGroup || count + length > CardNetworks.MaxLength)
            {
                break;
            }

            text[position..end].CopyTo(digits[count..]);
            count += length;
            if (count >= CardNetworks.MinLength && IsPan(digits[..count]) && !PanVetoes.Apply(text, start, end))
            {
                matchEnd = end;
                number = digits[..count].ToArray();
            }

            var separator = Separators.LengthAt(text, end);
            if (separator == 0 || end + separator >= text.Length || !char.IsAsciiDigit((char)text[end + separator]))
            {
                break;
            }

            position = end + separator;
        }

        return matchEnd;
    }

    // Where the digit at a position belongs to an escape such as \u0022, in JSON quoted inside the text: the end of the escape. Otherwise 0.
    private static int EscapeEnd(ReadOnlySpan<byte> text, int position)
    {
        for (var back = 2; back <= 5 && back <= position; back++)
        {
            if (text[position - back] == '\\')
            {
                var escape = text[(position - back)..];
                return escape is [_, (byte)'u', _, _, _, _, ..] && !escape[2..6].ContainsAnyExcept(HexDigits) ? position - back + 6 : 0;
            }
        }

        return 0;
    }

    private static int GroupEnd(ReadOnlySpan<byte> text, int start)
    {
        var length = text[start..].IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        return length < 0 ? text.Length : start + length;
    }
}
