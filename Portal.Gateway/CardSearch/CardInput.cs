using System.Globalization;
using System.Text;
using Portal.Gateway.Masking;
using Portal.Gateway.Masking.Detectors;

namespace Portal.Gateway.CardSearch;

/// <summary>
/// Reads a card number as a person types or pastes it: digits of any script, with spaces, dashes, dots, slashes or invisible
/// marks between them.
/// </summary>
internal static class CardInput
{
    // More than any way of writing nineteen digits needs.
    private const int MaxCharacters = 256;

    /// <summary>
    /// Reads a number of 12 to 19 digits. Says no more than false about anything else, so that nothing of it can be repeated
    /// anywhere.
    /// </summary>
    public static bool TryRead(ReadOnlySpan<char> text, out CardNumber card)
    {
        card = default;
        if (text.Length > MaxCharacters)
        {
            return false;
        }

        Span<byte> digits = stackalloc byte[CardNumber.MaxLength];
        var count = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.GetUnicodeCategory(rune) == UnicodeCategory.DecimalDigitNumber)
            {
                if (count == digits.Length)
                {
                    return false;
                }

                digits[count++] = (byte)('0' + (int)Rune.GetNumericValue(rune));
            }
            else if (!IsSeparator(rune))
            {
                return false;
            }
        }

        card = count < CardNetworks.MinLength ? default : CardNumber.Of(digits[..count]);
        digits.Clear();
        return !card.IsNone;
    }

    private static bool IsSeparator(Rune rune) =>
        rune.Value is '.' or '/' or '_' or ':' or '\t' or '\r' or '\n'
        || Rune.GetUnicodeCategory(rune)
            is UnicodeCategory.SpaceSeparator
                or UnicodeCategory.DashPunctuation
                or UnicodeCategory.Format
                or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator;
}
