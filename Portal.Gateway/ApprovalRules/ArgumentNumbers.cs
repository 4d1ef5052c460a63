using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Portal.Gateway.ApprovalRules;

/// <summary>Reads numbers as servers do that are less strict than JSON, or less exact.</summary>
internal static class ArgumentNumbers
{
    private static readonly Regex OtherDigits = Pattern(@"^\s*[+-]?\p{Nd}[\p{Nd}.,_\s]*\z");

    private static readonly Regex Grouped = Pattern(@"^\s*[+-]?(?:0[oObB][0-7_]+|[0-9]+(?:[_,'][0-9]+)+(?:\.[0-9]+)?)n?\s*\z");

    private static readonly Regex Beginning = Pattern(@"^\s*[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?");

    // More than any server's number has.
    private const int MaxHexDigits = 256;

    // So many a double keeps.
    private const int RoundTripDigits = 15;

    /// <summary>Reads a text that is a number and nothing else: JSON's, with a plus or a bare point, or hexadecimal.</summary>
    public static bool TryRead(ReadOnlySpan<char> text, out ExactNumber number)
    {
        if (ExactNumber.TryParse(text, out number))
        {
            return true;
        }

        text = text.Trim();
        var isNegative = text is ['-', ..];
        var digits = text is ['-' or '+', ..] ? text[1..] : text;
        return digits is ['0', 'x' or 'X', ..]
            && digits.Length <= MaxHexDigits
            && BigInteger.TryParse($"0{digits[2..]}", NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value)
            && ExactNumber.TryParse((isNegative ? -value : value).ToString(CultureInfo.InvariantCulture), out number);
    }

    /// <summary>
    /// Whether a text may be a number to some server, though not to <see cref="TryRead"/>: grouped digits, other notations,
    /// digits of other scripts.
    /// </summary>
    public static bool MayBeNumber(string text) => Grouped.IsMatch(text) || (!Ascii.IsValid(text) && OtherDigits.IsMatch(text));

    /// <summary>The number that a text begins with, such as 12 in <c>12 pieces</c>; null when it begins with none.</summary>
    public static ExactNumber? Leading(string text) =>
        Beginning.Match(text) is { Success: true } found && ExactNumber.TryParse(found.ValueSpan, out var number) ? number : null;

    /// <summary>
    /// A number as a server has it that keeps numbers in binary floating point (IEEE 754, double); null where that changes
    /// nothing.
    /// </summary>
    public static JsonElement? Rounded(JsonElement number)
    {
        var raw = number.GetRawText();
        if (raw.Length <= RoundTripDigits && !raw.AsSpan().ContainsAny('e', 'E'))
        {
            return null;
        }

        var isRounded =
            number.TryGetDouble(out var rounded)
            && double.IsFinite(rounded)
            && ExactNumber.TryParse(raw, out var exact)
            && ExactNumber.TryParse(rounded.ToString("R", CultureInfo.InvariantCulture), out var other)
            && ExactNumber.Compare(exact, other) != 0;
        return isRounded ? JsonSerializer.SerializeToElement(rounded) : null;
    }

    private static Regex Pattern(string expression) =>
        new(expression, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
}
