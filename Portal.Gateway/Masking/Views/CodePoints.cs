using System.Buffers;
using System.Globalization;
using System.Text;

namespace Portal.Gateway.Masking.Views;

/// <summary>Classifies characters for those who look for digits and what stands between them.</summary>
internal static class CodePoints
{
    /// <summary>Reads the character at a position of UTF-8 text.</summary>
    public static CodePoint At(ReadOnlySpan<byte> text, int position)
    {
        if (text[position] < 0x80)
        {
            return Of(new Rune(text[position]));
        }

        return Rune.DecodeFromUtf8(text[position..], out var rune, out var length) == OperationStatus.Done
            ? Of(rune)
            : new(CodePointKind.Other, Math.Max(length, 1));
    }

    /// <summary>Classifies a character.</summary>
    public static CodePoint Of(Rune rune)
    {
        var digit = DigitOf(rune);
        return digit >= 0
            ? new(CodePointKind.Digit, rune.Utf8SequenceLength, digit)
            : new(rune.IsAscii ? Ascii(rune.Value) : Wide(rune), rune.Utf8SequenceLength);
    }

    private static CodePointKind Ascii(int value) =>
        value switch
        {
            ' ' => CodePointKind.Space,
            '\t' => CodePointKind.Tab,
            '\n' or '\r' or 0x0B or 0x0C => CodePointKind.Newline,
            '-' => CodePointKind.Dash,
            '.' => CodePointKind.Dot,
            '/' => CodePointKind.Slash,
            '_' => CodePointKind.Underscore,
            ':' => CodePointKind.Colon,
            _ => CodePointKind.Other,
        };

    private static CodePointKind Wide(Rune rune) =>
        Rune.GetUnicodeCategory(rune) switch
        {
            UnicodeCategory.Format or UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark => CodePointKind.Ignorable,
            UnicodeCategory.SpaceSeparator => CodePointKind.Space,
            UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => CodePointKind.Newline,
            UnicodeCategory.DashPunctuation => CodePointKind.Dash,
            _ => Sign(rune.Value),
        };

    private static CodePointKind Sign(int value) =>
        value switch
        {
            0x2212 or 0x2043 => CodePointKind.Dash,
            0x00B7 or 0x2022 or 0x2024 or 0x2027 or 0x30FB or 0xFF0E or 0x3002 => CodePointKind.Dot,
            0x2044 or 0x2215 or 0xFF0F => CodePointKind.Slash,
            0xFF1A => CodePointKind.Colon,
            0xFF3F or 0x203F => CodePointKind.Underscore,
            0x0085 => CodePointKind.Newline,

            // Letters and symbols without ink: Hangul fillers, the empty Braille pattern.
            0x2800 or 0x3164 or 0x115F or 0x1160 or 0xFFA0 => CodePointKind.Space,
            _ => CodePointKind.Other,
        };

    private static int DigitOf(Rune rune) =>
        Rune.GetUnicodeCategory(rune) switch
        {
            UnicodeCategory.DecimalDigitNumber => (int)Rune.GetNumericValue(rune),
            UnicodeCategory.OtherNumber => OtherDigitOf(rune),
            _ => -1,
        };

    // Superscripts, subscripts, circled and parenthesised digits have a digit value but are no decimal digits.
    private static int OtherDigitOf(Rune rune)
    {
        if (rune.Value is 0x24EA or 0x24FF or 0x1F10B or 0x1F10C)
        {
            return 0;
        }

        var value = rune.IsBmp ? CharUnicodeInfo.GetDigitValue((char)rune.Value) : -1;
        if (value is >= 0 and <= 9)
        {
            return value;
        }

        var number = Rune.GetNumericValue(rune);
        return IsEnclosed(rune.Value) && number is >= 0 and <= 9 && number == Math.Floor(number) ? (int)number : -1;
    }

    private static bool IsEnclosed(int value) =>
        value
            is (>= 0x2460 and <= 0x2487)
                or (>= 0x24F5 and <= 0x24FE)
                or (>= 0x2776 and <= 0x2793)
                or (>= 0x3220 and <= 0x3229)
                or (>= 0x3280 and <= 0x3289);
}
