using System.Text.RegularExpressions;

namespace Portal.Bench.Masking;

/// <summary>
/// What most products do: a compiled regular expression for runs of digits, then Luhn. It reads text that is decoded already.
/// </summary>
internal static partial class RegexBaseline
{
    /// <summary>Number of card numbers in a text.</summary>
    public static int Count(string text)
    {
        int count = 0;
        foreach (ValueMatch match in Candidate().EnumerateMatches(text))
        {
            count += Passes(text.AsSpan(match.Index, match.Length)) ? 1 : 0;
        }

        return count;
    }

    /// <summary>The text with its card numbers masked.</summary>
    public static string Mask(string text) =>
        Candidate()
            .Replace(text, static match =>
                Passes(match.ValueSpan) ? $"{match.ValueSpan[..6]}******{match.ValueSpan[^4..]}" : match.Value
            );

    private static bool Passes(ReadOnlySpan<char> candidate)
    {
        int sum = 0;
        bool doubled = false;
        for (int index = candidate.Length - 1; index >= 0; index--)
        {
            if (!char.IsAsciiDigit(candidate[index]))
            {
                continue;
            }

            int digit = candidate[index] - '0';
            digit = doubled ? (digit > 4 ? (digit * 2) - 9 : digit * 2) : digit;
            sum += digit;
            doubled = !doubled;
        }

        return sum % 10 == 0;
    }

    [GeneratedRegex(@"(?<!\d)(?:\d[ -]?){12,18}\d(?!\d)", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Candidate();
}
