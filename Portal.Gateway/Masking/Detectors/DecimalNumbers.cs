using System.Buffers;

namespace Portal.Gateway.Masking.Detectors;

/// <summary>Tells fractions and other parts of decimal numbers from digits of their own.</summary>
internal static class DecimalNumbers
{
    private const int LongestInteger = 10;
    private const int LongestLine = 256;

    // Shorter ones are groups of a card number, or cents.
    private const int ShortestFraction = 5;

    // What a fraction without an integer in front of it stands behind.
    private static readonly SearchValues<byte> BeforeFractions = SearchValues.Create(" \t\r\n-+([{,;:=|"u8);

    /// <summary>Whether groups of a chain are decimal numbers or hold a part of one.</summary>
    /// <param name="text">The text.</param>
    /// <param name="groups">The groups of the chain.</param>
    /// <param name="first">The first that is asked for.</param>
    /// <param name="last">The last.</param>
    /// <param name="start">Where the first begins in the text.</param>
    /// <param name="end">Where the last ends.</param>
    public static bool Hold(ReadOnlySpan<byte> text, ReadOnlySpan<DigitChain.Group> groups, int first, int last, int start, int end)
    {
        if (first == last)
        {
            return IsFractionByComma(text, start, end) || IsFraction(text, start) && !(first >= 2 && groups[first - 1].Separator == CodePointKind.Dot);
        }

        // Two groups with one full stop between them are a decimal number unless they are halves of a card's.
        return (last == first + 1 && groups[last].Separator == CodePointKind.Dot && groups[first].Count != groups[last].Count) || HoldsDecimal(text, groups, first, last, start);
    }

    // 0.6228648528833874 3: what begins as a fraction, or ends as the integer in front of one.
    private static bool HoldsDecimal(ReadOnlySpan<byte> text, ReadOnlySpan<DigitChain.Group> groups, int first, int last, int start)
    {
        if (groups[first].Count >= ShortestFraction && groups[first + 1].Separator != CodePointKind.Dot && IsFraction(text, start))
        {
            return true;
        }

        for (var index = first + 1; index <= last + 1 && index < groups.Length; index++)
        {
            if (IsPointOfDecimal(groups, index))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsPointOfDecimal(ReadOnlySpan<DigitChain.Group> groups, int index) =>
        groups[index].Separator == CodePointKind.Dot && groups[index].Count >= ShortestFraction && groups[index - 1].Count != groups[index].Count
        && (index < 2 || groups[index - 1].Separator != CodePointKind.Dot) && (index + 1 == groups.Length || groups[index + 1].Separator != CodePointKind.Dot);

    /// <summary>Whether digits are the fraction of a decimal number.</summary>
    public static bool IsFraction(ReadOnlySpan<byte> text, int start)
    {
        if (start < 1 || text[start - 1] != '.')
        {
            return false;
        }

        var integer = start - 1;
        while (integer > 0 && char.IsAsciiDigit((char)text[integer - 1]))
        {
            integer--;
        }

        // 0.5433…, 48.2081…, 1760000000.1234…, -.5425…; not 4111.1111.1111.1111 and not the end of a sentence.
        return (start - 1 - integer) switch
        {
            0 => integer == 0 || BeforeFractions.Contains(text[integer - 1]),
            <= LongestInteger => integer == 0 || text[integer - 1] != '.',
            _ => false,
        };
    }

    // With a comma: behind a single zero where no other comma says that it separates columns, or behind an integer in a line whose columns are separated by semicolons.
    private static bool IsFractionByComma(ReadOnlySpan<byte> text, int start, int end)
    {
        if (start < 2 || text[start - 1] != ',' || !char.IsAsciiDigit((char)text[start - 2]) || (end < text.Length && text[end] == ','))
        {
            return false;
        }

        var integer = start - 1;
        while (integer > 0 && start - integer <= LongestInteger && char.IsAsciiDigit((char)text[integer - 1]))
        {
            integer--;
        }

        var before = text[Math.Max(0, integer - LongestLine)..integer];
        return before is [.., (byte)';'] || (start - 1 - integer == 1 && text[integer] == '0' && !before.Contains((byte)',') && (before.IsEmpty || before[^1] is not ((byte)'"' or (byte)'\'')));
    }
}
