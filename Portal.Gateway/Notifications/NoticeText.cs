using System.Globalization;
using System.Text;

namespace Portal.Gateway.Notifications;

/// <summary>
/// Texts that callers and servers chose, for a message outside the portal: on one line, bounded, and with everything shown that
/// could hide or turn other text: control, bidirectional, zero-width and tag characters, private use, lone surrogates.
/// </summary>
internal static class NoticeText
{
    private const int MaxLength = 300;

    public static string Of(string? text)
    {
        var shown = new StringBuilder();
        for (var index = 0; index < text?.Length; )
        {
            var isRune = Rune.TryGetRuneAt(text, index, out var rune);
            if (shown.Length >= MaxLength)
            {
                return shown.Append('…').ToString();
            }

            _ =
                isRune && !IsHidden(rune)
                    ? shown.Append(rune)
                    : shown.Append(CultureInfo.InvariantCulture, $"\\u{{{(isRune ? rune.Value : text[index]):X4}}}");
            index += isRune ? rune.Utf16SequenceLength : 1;
        }

        return shown.ToString();
    }

    private static bool IsHidden(Rune rune) =>
        Rune.GetUnicodeCategory(rune)
            is UnicodeCategory.Control
                or UnicodeCategory.Format
                or UnicodeCategory.Surrogate
                or UnicodeCategory.PrivateUse
                or UnicodeCategory.OtherNotAssigned
                or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator
        || IsBlank(rune);

    // Not spaces to Unicode, and yet nothing to see: Hangul fillers, the combining grapheme joiner, variation selectors, the
    // Khmer inherent vowels, blank Braille.
    private static bool IsBlank(Rune rune) =>
        rune.Value
            is 0x034F
                or 0x115F
                or 0x1160
                or 0x17B4
                or 0x17B5
                or 0x2800
                or 0x3164
                or 0xFFA0
                or (>= 0x180B and <= 0x180F)
                or (>= 0xFE00 and <= 0xFE0F)
                or (>= 0xE0100 and <= 0xE01EF);
}
