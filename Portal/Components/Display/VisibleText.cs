using System.Globalization;
using System.Text;

namespace Portal.Components.Display;

/// <summary>
/// Makes visible what a text could hide from whoever reads it: control characters, bidirectional overrides, zero-width and tag
/// characters, lone surrogates. Everything else stays as it is.
/// </summary>
internal static class VisibleText
{
    public static string Of(string? text)
    {
        if (string.IsNullOrEmpty(text) || !text.AsSpan().ContainsAnyExceptInRange(' ', '~'))
        {
            return text ?? "";
        }

        var visible = new StringBuilder(text.Length + 16);
        for (var index = 0; index < text.Length;)
        {
            if (!Rune.TryGetRuneAt(text, index, out var rune))
            {
                visible.Append(CultureInfo.InvariantCulture, $"\\u{(int)text[index]:X4}");
                index++;
                continue;
            }

            Append(visible, rune);
            index += rune.Utf16SequenceLength;
        }

        return visible.ToString();
    }

    private static void Append(StringBuilder visible, Rune rune)
    {
        if (!IsHidden(rune))
        {
            visible.Append(rune);
        }
        else if (rune.Value <= 0xFFFF)
        {
            visible.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:X4}");
        }
        else
        {
            visible.Append(CultureInfo.InvariantCulture, $"\\u{{{rune.Value:X}}}");
        }
    }

    private static bool IsHidden(Rune rune) => rune.Value is not ('\n' or '\t') && Rune.GetUnicodeCategory(rune) is
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
        or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
