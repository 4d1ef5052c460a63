using System.Globalization;
using System.Text;

namespace Portal.Components.Display;

/// <summary>
/// Makes visible what a text could hide from whoever reads it: control characters, bidirectional overrides, zero-width and tag
/// characters, blanks that are no space, variation selectors, lone surrogates. Everything else stays as it is.
/// </summary>
internal static class VisibleText
{
    /// <summary>The text with escapes, for where there is no markup: titles, labels, notifications.</summary>
    public static string Of(string? text)
    {
        if (string.IsNullOrEmpty(text) || !text.AsSpan().ContainsAnyExceptInRange(' ', '~'))
        {
            return text ?? "";
        }

        var visible = new StringBuilder(text.Length + 16);
        foreach (var (part, _) in Split(text, lines: true))
        {
            visible.Append(part);
        }

        return visible.ToString();
    }

    /// <summary>The text with escapes on one line, cut where it is too long.</summary>
    /// <param name="text">The text.</param>
    /// <param name="max">Most characters of it.</param>
    public static string Short(string? text, int max)
    {
        var cut = Cut(text ?? "", max);
        var visible = string.Concat(Split(cut, lines: false).Select(part => part.Text));
        return cut.Length < (text?.Length ?? 0) ? visible + "…" : visible;
    }

    /// <summary>The beginning of a text, never half of a character.</summary>
    public static string Cut(string text, int max) =>
        text.Length <= max ? text : text[..(max > 0 && char.IsHighSurrogate(text[max - 1]) ? max - 1 : max)];

    /// <summary>The text in turns of what is seen anyway and what is not, the latter escaped.</summary>
    /// <param name="text">The text.</param>
    /// <param name="lines">Whether line breaks and tabs may stay; they are escaped where a text must fit on one line.</param>
    public static IEnumerable<(string Text, bool IsHidden)> Split(string text, bool lines)
    {
        var part = new StringBuilder();
        var hidden = false;
        for (var index = 0; index < text.Length; )
        {
            var isRune = Rune.TryGetRuneAt(text, index, out var rune);
            var hides = !isRune || IsHidden(rune, lines);
            if (hides != hidden && part.Length > 0)
            {
                yield return (part.ToString(), hidden);
                part.Clear();
            }

            hidden = hides;
            Append(part, text, index, isRune ? rune : null, hides);
            index += isRune ? rune.Utf16SequenceLength : 1;
        }

        if (part.Length > 0)
        {
            yield return (part.ToString(), hidden);
        }
    }

    private static void Append(StringBuilder part, string text, int index, Rune? rune, bool hides)
    {
        if (rune is not { } known)
        {
            part.Append(CultureInfo.InvariantCulture, $"\\u{(int)text[index]:X4}");
        }
        else if (!hides)
        {
            part.Append(known);
        }
        else if (known.Value <= 0xFFFF)
        {
            part.Append(CultureInfo.InvariantCulture, $"\\u{known.Value:X4}");
        }
        else
        {
            part.Append(CultureInfo.InvariantCulture, $"\\u{{{known.Value:X}}}");
        }
    }

    private static bool IsHidden(Rune rune, bool lines) =>
        rune.Value switch
        {
            ' ' => false,
            '\n' or '\t' => !lines,

            // Letters and marks by category that have no shape: joiners, Hangul and Khmer fillers, the braille blank, variation
            // selectors.
            0x034F
            or 0x115F
            or 0x1160
            or 0x17B4
            or 0x17B5
            or (>= 0x180B and <= 0x180F)
            or 0x2800
            or 0x3164
            or 0xFFA0
            or (>= 0xFE00 and <= 0xFE0F)
            or (>= 0xE0100 and <= 0xE01EF) => true,
            _ => Rune.GetUnicodeCategory(rune)
                is UnicodeCategory.Control
                    or UnicodeCategory.Format
                    or UnicodeCategory.Surrogate
                    or UnicodeCategory.PrivateUse
                    or UnicodeCategory.OtherNotAssigned
                    or UnicodeCategory.LineSeparator
                    or UnicodeCategory.ParagraphSeparator
                    or UnicodeCategory.SpaceSeparator,
        };
}
