using System.Buffers.Text;
using System.Text;

namespace Portal.Gateway.Masking.Decoders;

/// <summary>
/// The ways text is written inside text: percent encoding, markup (<see cref="MarkupDecoder"/>), backslash escapes, quoted-printable, PDF strings. Each says
/// false when there was nothing to decode.
/// </summary>
internal static class InlineDecoders
{
    /// <summary>All of them.</summary>
    public static readonly InlineDecoder[] All =
    [
        new((byte)'%', (byte)'+', Percent),
        new((byte)'&', (byte)'<', MarkupDecoder.Text),
        new((byte)'<', (byte)'<', MarkupDecoder.Fields),
        new((byte)'\\', (byte)'\\', Backslash),
        new((byte)'=', (byte)'=', QuotedPrintable),
        new((byte)'T', (byte)'T', PdfStrings),
    ];

    /// <summary>RFC 3986, 2.1; between digits the plus sign of forms is a space, elsewhere it may be a telephone number's.</summary>
    public static bool Percent(ReadOnlySpan<byte> text, ref DecodedText decoded)
    {
        var any = false;
        for (var position = 0; position < text.Length;)
        {
            if (text[position] == '%' && HexAt(text, position + 1) is >= 0 and var value)
            {
                decoded.Add((byte)value, position, position + 3);
                position += 3;
                any = true;
                continue;
            }

            var isSpace = text[position] == '+' && position > 0 && char.IsAsciiDigit((char)text[position - 1]);
            any |= isSpace;
            decoded.Add(isSpace ? (byte)' ' : text[position], position, ++position);
        }

        return any;
    }

    /// <summary>Escapes of JSON, JavaScript, C and shells.</summary>
    public static bool Backslash(ReadOnlySpan<byte> text, ref DecodedText decoded)
    {
        if (!text.Contains((byte)'\\'))
        {
            return false;
        }

        for (var position = 0; position < text.Length;)
        {
            if (text[position] != '\\' || position + 1 == text.Length)
            {
                decoded.Add(text[position], position, ++position);
                continue;
            }

            var next = text[position + 1];
            if (next == 'u' && UnitAt(text, position) is >= 0 and var unit)
            {
                var low = char.IsHighSurrogate((char)unit) ? UnitAt(text, position + 6) : -1;
                var isPair = low >= 0 && char.IsLowSurrogate((char)low);
                var length = isPair ? 12 : 6;
                decoded.Add(isPair ? new Rune((char)unit, (char)low) : Rune.TryCreate((char)unit, out var rune) ? rune : Rune.ReplacementChar, position, position + length);
                position += length;
            }
            else if (next == 'x' && HexAt(text, position + 2) is >= 0 and var value)
            {
                decoded.Add(new Rune(value), position, position + 4);
                position += 4;
            }
            else
            {
                decoded.Add(next switch { (byte)'n' or (byte)'r' => (byte)'\n', (byte)'t' => (byte)'\t', _ => next }, position, position + 2);
                position += 2;
            }
        }

        return true;
    }

    /// <summary>RFC 2045, 6.7.</summary>
    public static bool QuotedPrintable(ReadOnlySpan<byte> text, ref DecodedText decoded)
    {
        var any = false;
        for (var position = 0; position < text.Length;)
        {
            if (text[position] == '=')
            {
                var softBreak = text[(position + 1)..] switch { [(byte)'\r', (byte)'\n', ..] => 3, [(byte)'\n', ..] => 2, _ => 0 };
                if (softBreak > 0)
                {
                    position += softBreak;
                    any = true;
                    continue;
                }

                if (HexAt(text, position + 1) is >= 0 and var value && IsQuoted(text, position, value))
                {
                    decoded.Add((byte)value, position, position + 3);
                    position += 3;
                    any = true;
                    continue;
                }
            }

            decoded.Add(text[position], position, ++position);
        }

        return any;
    }

    // What somebody who writes quoted-printable would quote: bytes that are no ASCII, the equals sign itself, and digits and separators only where
    // others are quoted beside them. In "x=47954098-1183" nothing is.
    private static bool IsQuoted(ReadOnlySpan<byte> text, int position, int value)
    {
        var beside = (position >= 3 && text[position - 3] == '=' && HexAt(text, position - 2) >= 0) || (position + 3 < text.Length && text[position + 3] == '=' && HexAt(text, position + 4) >= 0);
        return value switch
        {
            >= 0x80 => IsOfCharacter(text, position, value),
            '=' => true,
            >= '0' and <= '9' => beside,
            < 0x20 or (> 0x20 and < '0') or ':' or '_' or ' ' => beside || (position > 0 && char.IsAsciiDigit((char)text[position - 1])),
            _ => beside,
        };
    }

    // Bytes of one character in UTF-8 stand together, all quoted. One of an older character set stands among letters; in "iban=DE02" and "sha1=ab12" it does not.
    private static bool IsOfCharacter(ReadOnlySpan<byte> text, int position, int value)
    {
        var before = position >= 3 && text[position - 3] == '=' ? HexAt(text, position - 2) : -1;
        var behind = text[(position + 3)..] is [(byte)'=', ..] ? HexAt(text, position + 4) : -1;
        return before >= 0x80 || behind is >= 0x80 and < 0xC0 || text[(position + 3)..] is [(byte)'=', (byte)'\n' or (byte)'\r', ..] || text[..position] is [.., (byte)'=', (byte)'\n'] or [.., (byte)'=', (byte)'\r', (byte)'\n']
            || (!text.Slice(position + 1, 2).ContainsAnyInRange((byte)'a', (byte)'f') && (position + 3 == text.Length || !char.IsAsciiDigit((char)text[position + 3])) && value >= 0xC0);
    }

    /// <summary>ISO 32000, 9.4.3: strings shown one after the other, <c>(4111) Tj (1111) Tj</c>.</summary>
    public static bool PdfStrings(ReadOnlySpan<byte> text, ref DecodedText decoded)
    {
        if (text.IndexOf("Tj"u8) < 0 && text.IndexOf("TJ"u8) < 0)
        {
            return false;
        }

        for (var position = 0; position < text.Length;)
        {
            if (text[position] == ')' && PdfGap(text, position) is > 0 and var gap)
            {
                position += gap;
                continue;
            }

            decoded.Add(text[position], position, ++position);
        }

        return true;
    }

    // From a closing bracket over operators and kerning to the next opening one.
    private static int PdfGap(ReadOnlySpan<byte> text, int position)
    {
        var end = position + 1;
        while (end < text.Length && end - position < 24 && (text[end] is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'-' or (byte)'.' or (byte)'T' or (byte)'j' or (byte)'d' || char.IsAsciiDigit((char)text[end])))
        {
            end++;
        }

        return end < text.Length && text[end] == '(' ? end - position + 1 : 0;
    }

    // The code unit of \uXXXX; -1 where none stands.
    private static int UnitAt(ReadOnlySpan<byte> text, int position) =>
        position + 6 <= text.Length && text[position] == '\\' && text[position + 1] == 'u' && HexAt(text, position + 2) is >= 0 and var high && HexAt(text, position + 4) is >= 0 and var low
            ? (high << 8) | low
            : -1;

    private static int HexAt(ReadOnlySpan<byte> text, int position) =>
        position + 2 <= text.Length && Utf8Parser.TryParse(text.Slice(position, 2), out byte value, out var consumed, 'X') && consumed == 2 ? value : -1;
}
