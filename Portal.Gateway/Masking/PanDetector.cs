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

    private static int GroupEnd(ReadOnlySpan<byte> text, int start)
    {
        var length = text[start..].IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        return length < 0 ? text.Length : start + length;
    }
}
