using System.Globalization;
using Portal.Gateway.Masking.Views;

namespace Portal.Gateway.Masking.Detectors;

/// <summary>International bank account numbers (ISO 13616): two letters, two check digits, and modulo 97 over the whole.</summary>
internal static class Iban
{
    private const int Shortest = 15;
    private const int Longest = 34;

    // With a wide space behind every fourth character.
    private const int MostBytes = 2 * Longest;

    /// <summary>Whether a place of a text lies within one, however its groups are set apart.</summary>
    /// <param name="text">The text.</param>
    /// <param name="start">First byte of the place.</param>
    /// <param name="end">First byte behind it.</param>
    public static bool IsAround(ReadOnlySpan<byte> text, int start, int end)
    {
        for (var from = start; from >= Math.Max(0, start - MostBytes); from--)
        {
            if (
                from + 4 <= text.Length
                && AreCountry(text[from], text[from + 1])
                && (from == 0 || !char.IsAsciiLetterOrDigit((char)text[from - 1]) || text[..from].EndsWith("IBAN"u8))
                && char.IsAsciiDigit((char)text[from + 2])
                && char.IsAsciiDigit((char)text[from + 3])
                && EndOf(text, from) >= end
            )
            {
                return true;
            }
        }

        return false;
    }

    private static bool AreCountry(byte first, byte second) =>
        (char.IsAsciiLetterUpper((char)first) && char.IsAsciiLetterUpper((char)second))
        || (char.IsAsciiLetterLower((char)first) && char.IsAsciiLetterLower((char)second));

    // The end of the IBAN that begins here; -1 when none does.
    private static int EndOf(ReadOnlySpan<byte> text, int from)
    {
        Span<byte> characters = stackalloc byte[Longest];
        var count = 0;
        var end = -1;
        for (var position = from; position < text.Length; position++)
        {
            var value = text[position];
            if (
                CodePoints.At(text, position) is
                { Kind: CodePointKind.Space or CodePointKind.Dash or CodePointKind.Ignorable } gap
            )
            {
                position += gap.Length - 1;
                continue;
            }

            if (!char.IsAsciiLetterOrDigit((char)value) || count == Longest)
            {
                break;
            }

            characters[count++] = value;
            var isWhole = position + 1 == text.Length || !char.IsAsciiLetterOrDigit((char)text[position + 1]);
            if (isWhole && count >= Shortest && Remainder(characters[..count]) == 1)
            {
                end = position + 1;
            }
        }

        return end;
    }

    private static int Remainder(ReadOnlySpan<byte> iban)
    {
        var remainder = 0;
        for (var index = 0; index < iban.Length; index++)
        {
            var character = (char)iban[(index + 4) % iban.Length];
            remainder = char.IsAsciiDigit(character)
                ? ((remainder * 10) + CharUnicodeInfo.GetDecimalDigitValue(character)) % 97
                : ((remainder * 100) + char.ToUpperInvariant(character) - 'A' + 10) % 97;
        }

        return remainder;
    }
}
