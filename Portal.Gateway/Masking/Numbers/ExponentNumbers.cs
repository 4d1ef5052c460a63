using Portal.Gateway.Masking.Detectors;

namespace Portal.Gateway.Masking.Numbers;

/// <summary>
/// Finds card numbers that a spreadsheet has turned into scientific notation: <c>4.111111111111111E+15</c>. With a small letter it is a program's float, and stays.
/// </summary>
internal static class ExponentNumbers
{
    // Fewer digits, the point counted, are a rounded number, of which zeros were made.
    private const int LeastDigits = 12;

    /// <summary>Adds an edit for every such number in a text.</summary>
    /// <param name="text">Unescaped UTF-8.</param>
    /// <param name="edits">Receives what was found.</param>
    public static void Find(ReadOnlySpan<byte> text, ref List<Edit>? edits)
    {
        Span<byte> digits = stackalloc byte[2 * CardNetworks.MaxLength];
        var position = 0;
        while (text[position..].IndexOf((byte)'E') is >= 0 and var next)
        {
            var mark = position + next;
            position = mark + 1;
            if (mark == 0 || !char.IsAsciiDigit((char)text[mark - 1]))
            {
                continue;
            }

            var start = StartOf(text, mark);
            var end = EndOf(text, mark);
            if (mark - start <= LeastDigits || end < 0)
            {
                continue;
            }

            var count = NumberDigits.Of(text[start..end], digits);
            if (
                count is >= CardNetworks.MinLength and <= CardNetworks.MaxLength
                && CardNetworks.Evaluate(digits[..count]) == CardEvidence.Strong
            )
            {
                (edits ??= []).Add(
                    new Edit(
                        start,
                        end - start,
                        PanReplacement.InText(digits[..count]),
                        MaskingKind.Pan,
                        card: CardNumber.Of(digits[..count])
                    )
                    {
                        Reasons = new MaskingReasons(MaskingReason.NetworkCheckDigit),
                    }
                );
                position = end;
            }
        }
    }

    private static int StartOf(ReadOnlySpan<byte> text, int mark)
    {
        var start = mark;
        while (
            start > 0
            && mark - start <= 2 * CardNetworks.MaxLength
            && (char.IsAsciiDigit((char)text[start - 1]) || text[start - 1] == '.')
        )
        {
            start--;
        }

        return start == 0 || !char.IsAsciiLetterOrDigit((char)text[start - 1]) ? start : mark;
    }

    private static int EndOf(ReadOnlySpan<byte> text, int mark)
    {
        var first = mark + (mark + 1 < text.Length && text[mark + 1] == '+' ? 2 : 1);
        var end = first;
        while (end < text.Length && char.IsAsciiDigit((char)text[end]))
        {
            end++;
        }

        return end > first && end - first <= 2 && (end == text.Length || !char.IsAsciiLetterOrDigit((char)text[end])) ? end : -1;
    }
}
