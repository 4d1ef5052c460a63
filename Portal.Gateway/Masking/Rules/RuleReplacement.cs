using System.Text;
using System.Text.RegularExpressions;

namespace Portal.Gateway.Masking.Rules;

/// <summary>Represents what stands in place of values that rules of one's own replace.</summary>
internal static partial class RuleReplacement
{
    /// <summary>In place of a redacted or blocked text.</summary>
    public static readonly byte[] Redacted = "[redacted]"u8.ToArray();

    /// <summary>In place of a masked, redacted or blocked JSON number.</summary>
    public static readonly byte[] Number = "0"u8.ToArray();

    /// <summary>Whether a part of a text is a replacement already, or lies within one.</summary>
    public static bool IsWithinReplacement(ReadOnlySpan<char> text, int start, int end)
    {
        foreach (var made in Made().EnumerateMatches(text))
        {
            if (made.Index <= start && end <= made.Index + made.Length)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether masking puts an asterisk in place of a character: letters, their marks, digits. Punctuation and blanks stay.</summary>
    public static bool IsMasked(Rune rune) => Rune.GetUnicodeCategory(rune) <= System.Globalization.UnicodeCategory.OtherNumber;

    [GeneratedRegex(
        @"\[redacted\]|\[track data removed\]|\[PIN removed\]|\[[A-Za-z0-9_-]{1,32}(?::[a-z]{1,16})?:[a-z2-7]{16}\]",
        RegexOptions.CultureInvariant | RegexOptions.NonBacktracking
    )]
    private static partial Regex Made();
}
