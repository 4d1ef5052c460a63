using System.Text;

namespace Portal.Gateway.Masking.Views;

/// <summary>
/// Reads escapes of JSON, JavaScript, C, Python and Markdown: <c>\n</c>, <c>\-</c>, <c>\x34</c>, <c>\u0034</c>, <c>\u{34}</c>.
/// </summary>
internal static class BackslashEscape
{
    private const int UnitWidth = 6;
    private const int ByteWidth = 4;
    private const int LongWidth = 10;
    private const int LongestBraces = 11;

    /// <summary>Reads the escape of a backslash and the last character.</summary>
    public static Escape ReadSingle(char last) =>
        last switch
        {
            'n' or 'f' or 'v' => new(2, '\n'),
            'r' => new(2, '\r'),
            't' => new(2, '\t'),
            ' ' => new(2, ' '),

            // These may begin an escape of an inner layer, whose character then stands behind the backslash.
            '&' or '%' or '=' => default,

            // Markdown lets a backslash stand in front of any of them. In front of a letter it is part of a path.
            _ => char.IsAscii(last) && (char.IsPunctuation(last) || char.IsSymbol(last)) ? new(2, last) : default,
        };

    /// <summary>Reads an escape that a hexadecimal digit ends.</summary>
    public static Escape ReadDigits(ViewBuffer buffer, byte next)
    {
        var text = buffer.Characters;
        if (IsAt(text, ByteWidth, 'x') && ByteEscape.Value(text[^2], text[^1]) >= 0)
        {
            return ReadByte(text, next);
        }

        // The capital one of C and Python has eight digits.
        if (IsAt(text, UnitWidth, 'u') && !buffer.Has(text.Length - UnitWidth + 1, ViewFlags.Upper))
        {
            return ReadUnit(text);
        }

        return IsAt(text, LongWidth, 'u') && buffer.Has(text.Length - LongWidth + 1, ViewFlags.Upper)
            ? OfValue(LongWidth, Number(text[^8..]))
            : default;
    }

    /// <summary>Reads an escape that a brace ends.</summary>
    public static Escape ReadBraces(ReadOnlySpan<char> text)
    {
        var from = Math.Max(0, text.Length - LongestBraces);
        var begin = text[from..].LastIndexOf('{') + from;
        var isEscape = begin >= from + 2 && text[begin - 1] is 'u' or 'x' && text[begin - 2] == '\\' && text.Length - begin > 2;
        return isEscape ? OfValue(text.Length - begin + 2, Number(text[(begin + 1)..^1])) : default;
    }

    private static Escape ReadByte(ReadOnlySpan<char> text, byte next)
    {
        var isUtf8 = ByteEscape.Read(text, ByteWidth, out var escape);

        // A byte that begins a sequence waits for the rest; one without any is of Latin-1, as JavaScript has it.
        return escape.Length > 0 || (isUtf8 && next == '\\') ? escape : new(ByteWidth, ByteEscape.Value(text[^2], text[^1]));
    }

    private static Escape ReadUnit(ReadOnlySpan<char> text)
    {
        var value = Number(text[^4..]);
        if (value is < 0xDC00 or > 0xDFFF || !IsAt(text, 2 * UnitWidth, 'u'))
        {
            return OfValue(UnitWidth, value);
        }

        var high = Number(text.Slice(text.Length - (2 * UnitWidth) + 2, 4));
        return high >= 0 && Rune.TryCreate((char)high, (char)value, out var rune) ? new(2 * UnitWidth, rune.Value) : default;
    }

    private static bool IsAt(ReadOnlySpan<char> text, int width, char letter) =>
        text.Length >= width && text[^width] == '\\' && text[^(width - 1)] == letter;

    private static Escape OfValue(int length, int value) => Rune.IsValid(value) ? new(length, value) : default;

    private static int Number(ReadOnlySpan<char> digits)
    {
        var value = 0;
        foreach (var digit in digits)
        {
            if (!char.IsAsciiHexDigit(digit))
            {
                return -1;
            }

            value = (value << 4) | ByteEscape.Digit(digit);
        }

        return value;
    }
}
