using System.Buffers;
using System.Text;
using Portal.Gateway.Masking.Decisions;
using Portal.Gateway.Masking.Detectors;

namespace Portal.Gateway.Masking.Numbers;

/// <summary>Tells fractions of decimal numbers from digits of their own.</summary>
internal static class Decimals
{
    private const int LongestInteger = 10;
    private const int LongestLine = 256;
    private const int ShortestFraction = 5;
    private const int LongestListNumber = 3;

    // What a fraction without an integer in front of it stands behind.
    private static readonly SearchValues<char> BeforeFractions = SearchValues.Create(" \t\n-+*/%^!?&<>~([{,;:=|\"'");

    /// <summary>Whether groups of a chain hold a decimal number or a part of one.</summary>
    /// <param name="characters">The text.</param>
    /// <param name="chain">The chain.</param>
    /// <param name="first">The first group.</param>
    /// <param name="last">The last group.</param>
    public static bool Hold(ReadOnlySpan<char> characters, in DigitChain chain, int first, int last)
    {
        var groups = chain.Groups;
        var start = chain.PlaceOf(groups[first].First);
        if (first == last)
        {
            return IsBehindComma(characters, start, chain.PlaceOf(groups[last].End - 1) + 1)
                || (
                    IsFraction(characters, start)
                    && !(first >= 2 && groups[first].Gap == GapKinds.Dot && groups[first - 1].Gap == GapKinds.Dot)
                );
        }

        // Groups as embossed have signs of any kind between them.
        if (
            last > first + 1
            && GroupForms.Of(groups, first, last) is var forms
            && (forms.Has(PanFeature.Printed) || forms.Has(PanFeature.PrintedMixed))
        )
        {
            return false;
        }

        for (var index = first; index <= last + 1 && index < groups.Length; index++)
        {
            if (IsPoint(groups, index) && (index > first || first > 0))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a fraction is no such thing but a number of a list: <c>3.4111…</c> below or above <c>2.5500…</c>.</summary>
    /// <param name="characters">The text.</param>
    /// <param name="start">Where the digits behind the full stop begin.</param>
    public static bool IsInList(ReadOnlySpan<char> characters, int start)
    {
        var integer = start - 1;
        while (integer > 0 && start - 1 - integer < LongestListNumber && char.IsAsciiDigit(characters[integer - 1]))
        {
            integer--;
        }

        if (
            integer == start - 1
            || (integer > 0 && characters[integer - 1] != '\n')
            || !int.TryParse(characters[integer..(start - 1)], out var number)
        )
        {
            return false;
        }

        var before = characters[Math.Max(0, integer - LongestLine)..Math.Max(0, integer - 1)];
        var behind = characters[start..Math.Min(characters.Length, start + LongestLine)];
        var next = behind.IndexOf('\n');
        return (integer > 0 && IsItem(before[(before.LastIndexOf('\n') + 1)..], number - 1))
            || (next >= 0 && IsItem(behind[(next + 1)..], number + 1));
    }

    // A line of that number, or one whose digits are a card number by themselves.
    private static bool IsItem(ReadOnlySpan<char> line, int number)
    {
        var length = line.IndexOfAnyExceptInRange('0', '9');
        if (length is not (> 0 and <= LongestListNumber) || line[length] != '.' || !int.TryParse(line[..length], out var found))
        {
            return false;
        }

        var digits = line[(length + 1)..];
        var count = digits.IndexOfAnyExceptInRange('0', '9');
        digits = count < 0 ? digits : digits[..count];
        Span<byte> ascii = stackalloc byte[CardNetworks.MaxLength];
        return digits.Length is >= CardNetworks.MinLength and <= CardNetworks.MaxLength
            && (
                found == number
                || (
                    Encoding.ASCII.GetBytes(digits, ascii) is var size
                    && CardNetworks.Evaluate(ascii[..size]) == CardEvidence.Strong
                )
            );
    }

    // 12.34567: one full stop between two groups of different sizes, and none beside them.
    private static bool IsPoint(ReadOnlySpan<DigitGroup> groups, int index) =>
        index > 0
        && groups[index].Gap == GapKinds.Dot
        && groups[index].Count >= ShortestFraction
        && groups[index - 1].Count != groups[index].Count
        && (index < 2 || groups[index - 1].Gap != GapKinds.Dot)
        && (index + 1 == groups.Length || groups[index + 1].Gap != GapKinds.Dot);

    // 0.5433…, 48.2081…, -.5425…; not 4111.1111.1111.1111 and not the end of a sentence.
    private static bool IsFraction(ReadOnlySpan<char> characters, int start)
    {
        if (start < 1 || characters[start - 1] != '.')
        {
            return false;
        }

        var integer = start - 1;
        while (integer > 0 && start - integer <= LongestInteger + 1 && char.IsAsciiDigit(characters[integer - 1]))
        {
            integer--;
        }

        return (start - 1 - integer) switch
        {
            0 => integer == 0 || BeforeFractions.Contains(characters[integer - 1]),
            <= LongestInteger => integer == 0 || characters[integer - 1] != '.',
            _ => false,
        };
    }

    // With a comma: behind a single zero where no other comma says that it separates columns, or in a line whose columns are separated by semicolons.
    private static bool IsBehindComma(ReadOnlySpan<char> characters, int start, int end)
    {
        if (
            start < 2
            || characters[start - 1] != ','
            || !char.IsAsciiDigit(characters[start - 2])
            || (end < characters.Length && characters[end] == ',')
        )
        {
            return false;
        }

        var integer = start - 1;
        while (integer > 0 && start - integer <= LongestInteger && char.IsAsciiDigit(characters[integer - 1]))
        {
            integer--;
        }

        var before = characters[Math.Max(0, integer - LongestLine)..integer];
        return before is [.., ';']
            || (
                start - 1 - integer == 1
                && characters[integer] == '0'
                && !before.Contains(',')
                && (before.IsEmpty || before[^1] is not ('"' or '\''))
            );
    }
}
