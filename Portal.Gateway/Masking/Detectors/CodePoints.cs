using System.Globalization;
using System.Text;

namespace Portal.Gateway.Masking.Detectors;

/// <summary>Represents what a character of UTF-8 text is to somebody who looks for digits.</summary>
internal static class CodePoints
{
    /// <summary>Represents what one character is.</summary>
    /// <param name="Kind">Its class.</param>
    /// <param name="Length">Bytes of it.</param>
    /// <param name="Digit">Its value where it is a digit.</param>
    internal readonly record struct CodePoint(CodePointKind Kind, int Length, int Digit = 0);

    /// <summary>Reads the character at a position.</summary>
    public static CodePoint At(ReadOnlySpan<byte> text, int position)
    {
        var value = text[position];
        return value < 0x80 ? Ascii(value) : Wide(text[position..]);
    }

    private static CodePoint Ascii(byte value) => value switch
    {
        >= (byte)'0' and <= (byte)'9' => new(CodePointKind.Digit, 1, value - '0'),
        (byte)' ' => new(CodePointKind.Space, 1),
        (byte)'\t' => new(CodePointKind.Tab, 1),
        (byte)'\n' or (byte)'\r' or 0x0B or 0x0C => new(CodePointKind.Newline, 1),
        (byte)'-' => new(CodePointKind.Dash, 1),
        (byte)'.' => new(CodePointKind.Dot, 1),
        (byte)'/' => new(CodePointKind.Slash, 1),
        (byte)'_' => new(CodePointKind.Underscore, 1),
        (byte)':' => new(CodePointKind.Colon, 1),
        _ => new(CodePointKind.Other, 1),
    };

    private static CodePoint Wide(ReadOnlySpan<byte> text)
    {
        if (Rune.DecodeFromUtf8(text, out var rune, out var length) != System.Buffers.OperationStatus.Done)
        {
            return new(CodePointKind.Other, Math.Max(length, 1));
        }

        return Rune.GetUnicodeCategory(rune) switch
        {
            UnicodeCategory.DecimalDigitNumber => new(CodePointKind.Digit, length, (int)Rune.GetNumericValue(rune)),
            UnicodeCategory.OtherNumber when DigitOf(rune) is >= 0 and var digit => new(CodePointKind.Digit, length, digit),
            UnicodeCategory.Format or UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark => new(CodePointKind.Ignorable, length),
            UnicodeCategory.SpaceSeparator => new(CodePointKind.Space, length),
            UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => new(CodePointKind.Newline, length),
            UnicodeCategory.DashPunctuation => new(CodePointKind.Dash, length),
            _ => rune.Value switch
            {
                0x2212 or 0x2043 => new(CodePointKind.Dash, length),
                0x00B7 or 0x2022 or 0x2024 or 0x2027 or 0x30FB or 0xFF0E or 0x3002 => new(CodePointKind.Dot, length),
                0x2044 or 0x2215 or 0xFF0F => new(CodePointKind.Slash, length),
                0xFF1A => new(CodePointKind.Colon, length),
                0xFF3F or 0x203F => new(CodePointKind.Underscore, length),
                0x0085 => new(CodePointKind.Newline, length),

                // Letters and symbols without ink: Hangul fillers, the empty Braille pattern.
                0x2800 or 0x3164 or 0x115F or 0x1160 or 0xFFA0 => new(CodePointKind.Space, length),
                _ => new(CodePointKind.Other, length),
            },
        };
    }

    // Superscripts, subscripts, circled and parenthesised digits have a digit value but are no decimal digits.
    private static int DigitOf(Rune rune)
    {
        if (rune.Value == 0x24EA || rune.Value == 0x24FF || rune.Value == 0x1F10B || rune.Value == 0x1F10C)
        {
            return 0;
        }

        var value = rune.IsBmp ? CharUnicodeInfo.GetDigitValue((char)rune.Value) : -1;
        return value is >= 0 and <= 9 ? value : Rune.GetNumericValue(rune) is >= 0 and <= 9 and var number && number == Math.Floor(number) && IsEnclosed(rune.Value) ? (int)number : -1;
    }

    private static bool IsEnclosed(int value) => value is (>= 0x2460 and <= 0x2487) or (>= 0x24F5 and <= 0x24FE) or (>= 0x2776 and <= 0x2793) or (>= 0x3220 and <= 0x3229) or (>= 0x3280 and <= 0x3289);
}
