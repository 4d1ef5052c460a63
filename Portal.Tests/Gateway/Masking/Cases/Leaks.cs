using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Portal.Tests.Gateway.Masking.Cases;

/// <summary>
/// What of a value can still be read in a message. Of a card number, nine digits in a row are too many: first six and last four may stay (PCI DSS
/// 3.4.1). Of a code or a PIN, all of it standing alone; of anything else, all of it.
/// </summary>
internal static partial class Leaks
{
    private const int Timeout = 10_000;
    private const int ShortestCard = 12;
    private const int ShortestRun = 7;
    private const int TooMany = 9;

    /// <summary>The values among some that can still be read.</summary>
    public static List<string> Of(IEnumerable<string> values, Readings readings)
    {
        var texts = readings.Texts.ConvertAll(Plain);
        var runs = texts.SelectMany(text => Runs().Matches(Separators().Replace(text, "")).Select(match => match.Value)).ToHashSet(StringComparer.Ordinal);
        var joined = readings.Texts.Append(string.Concat(readings.Leaves)).Concat(readings.ByName.Values.Select(value => value.ToString())).Select(text => Digits(Plain(text))).ToList();
        return [.. values.Where(value => IsReadable(value, texts, runs, joined))];
    }

    private static bool IsReadable(string value, List<string> texts, HashSet<string> runs, List<string> joined)
    {
        if (!value.All(char.IsAsciiDigit))
        {
            return texts.Exists(text => text.Contains(value, StringComparison.OrdinalIgnoreCase));
        }

        if (value.Length >= ShortestCard)
        {
            return joined.Exists(digits => digits.Contains(value, StringComparison.Ordinal)) || Parts(value).Exists(part => runs.Any(run => run.Contains(part, StringComparison.Ordinal)));
        }

        return value.Length >= ShortestRun
            ? runs.Any(run => run.Contains(value, StringComparison.Ordinal))
            : texts.Exists(text => Regex.IsMatch(text, $"(?<![0-9]){value}(?![0-9])", RegexOptions.None, TimeSpan.FromSeconds(5)));
    }

    // Zeros in a row say nothing.
    private static List<string> Parts(string value) =>
        [.. Enumerable.Range(0, value.Length - TooMany + 1).Select(start => value.Substring(start, TooMany)).Where(part => part.Distinct().Count() >= 3), value];

    private static string Digits(string text) => string.Concat(text.Where(char.IsAsciiDigit));

    // Digits of any script as ASCII, spaces and dashes of any kind as one, nothing that is not seen.
    private static string Plain(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            var digit = rune.IsAscii ? -1 : rune.IsBmp ? CharUnicodeInfo.GetDigitValue((char)rune.Value) : Rune.IsDigit(rune) ? (int)Rune.GetNumericValue(rune) : -1;
            plain.Append((rune.IsAscii, digit, Rune.GetUnicodeCategory(rune)) switch
            {
                (true, _, _) => rune.ToString(),
                (_, >= 0, _) => digit.ToString(CultureInfo.InvariantCulture),
                (_, _, UnicodeCategory.Format or UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark) => "",
                (_, _, UnicodeCategory.SpaceSeparator) => " ",
                (_, _, UnicodeCategory.DashPunctuation) => "-",
                _ => rune.Value == 0x2212 ? "-" : rune.ToString(),
            });
        }

        return plain.ToString();
    }

    [GeneratedRegex("[0-9]+", RegexOptions.None, Timeout)]
    private static partial Regex Runs();

    [GeneratedRegex("""(?<=[0-9])(?:[\s\-./_,:;|'"()\[\]<>=+\\`*…]{1,4}|\s{1,12})(?=[0-9])""", RegexOptions.None, Timeout)]
    private static partial Regex Separators();
}
