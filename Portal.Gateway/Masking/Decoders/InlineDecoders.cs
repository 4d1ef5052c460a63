using System.Buffers;
using System.Buffers.Text;
using System.Net;
using System.Text;

namespace Portal.Gateway.Masking.Decoders;

/// <summary>
/// The ways text is written inside text: percent encoding, character references and tags, backslash escapes, quoted-printable, PDF strings. Each
/// says false when there was nothing to decode.
/// </summary>
internal static class InlineDecoders
{
    private const int LongestTag = 512;
    private const int LongestReference = 12;

    private static readonly SearchValues<byte> Letters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-:"u8);

    /// <summary>All of them.</summary>
    public static readonly InlineDecoder[] All =
    [
        new((byte)'%', (byte)'+', Percent),
        new((byte)'&', (byte)'<', Markup),
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

    /// <summary>HTML and XML: character references are characters, cells and lines of tables stay apart, other tags are nothing.</summary>
    public static bool Markup(ReadOnlySpan<byte> text, ref DecodedText decoded)
    {
        var any = false;
        var isTable = text.IndexOf("<td"u8) >= 0 || text.IndexOf("<TD"u8) >= 0;
        for (var position = 0; position < text.Length;)
        {
            var length = text[position] switch
            {
                (byte)'&' => Reference(text, position, ref decoded),
                (byte)'<' => Tag(text, position, ref decoded),
                _ => 0,
            };
            if (length > 0)
            {
                any = true;
                position += length;
                continue;
            }

            // Line ends in a table's source are no lines of the table.
            decoded.Add(isTable && text[position] is (byte)'\n' or (byte)'\r' ? (byte)' ' : text[position], position, ++position);
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

    private static int Reference(ReadOnlySpan<byte> text, int position, ref DecodedText decoded)
    {
        var window = text[position..Math.Min(text.Length, position + LongestReference)];
        var end = window.IndexOf((byte)';');
        if (end < 2)
        {
            return 0;
        }

        Span<char> reference = stackalloc char[LongestReference];
        var length = Encoding.Latin1.GetChars(window[..(end + 1)], reference);
        var value = SignNamed(reference[1..(length - 1)]) is { } sign ? sign : WebUtility.HtmlDecode(new string(reference[..length]));
        if (value.Length == 0 || value[0] == '&' && value.Length > 1)
        {
            return 0;
        }

        // Two units come from at least seven bytes, so there is room for four.
        Rune.DecodeFromUtf16(value, out var rune, out _);
        decoded.Add(rune, position, position + end + 1);
        return end + 1;
    }

    // Names of HTML 5 that the platform's decoder, which knows HTML 4, leaves out and that may stand between digits.
    private static string? SignNamed(ReadOnlySpan<char> name) => name switch
    {
        "hyphen" or "dash" or "horbar" => "-",
        "sol" => "/",
        "period" => ".",
        "lowbar" => "_",
        "colon" => ":",
        "numsp" or "puncsp" or "hairsp" or "emsp13" or "emsp14" or "Tab" or "NewLine" => " ",
        "NoBreak" => "\u2060",
        _ => null,
    };

    private static int Tag(ReadOnlySpan<byte> text, int position, ref DecodedText decoded)
    {
        var rest = text[(position + 1)..Math.Min(text.Length, position + LongestTag)];
        if (rest.IsEmpty || !(char.IsAsciiLetter((char)rest[0]) || rest[0] is (byte)'/' or (byte)'!' or (byte)'?'))
        {
            return 0;
        }

        var end = rest.IndexOf((byte)'>');
        if (end < 0 || rest[..end].Contains((byte)'<'))
        {
            return 0;
        }

        var isEnd = rest[0] == '/';
        var name = rest[(isEnd ? 1 : 0)..end];
        var letters = name.IndexOfAnyExcept(Letters);
        name = letters < 0 ? name : name[..letters];
        var sign = SignOf(name, isEnd);
        if (sign != 0)
        {
            decoded.Add(sign, position, position + end + 2);
        }

        return end + 2;
    }

    // What a tag is to somebody who reads the page.
    private static byte SignOf(ReadOnlySpan<byte> name, bool isEnd)
    {
        Span<byte> lower = stackalloc byte[16];
        if (name.Length > lower.Length)
        {
            return 0;
        }

        Ascii.ToLower(name, lower, out var length);
        return lower[..length] switch
        {
            [(byte)'t', (byte)'d' or (byte)'h'] => isEnd ? (byte)'|' : (byte)0,
            [(byte)'d', (byte)'d'] => isEnd ? (byte)0 : (byte)' ',
            [(byte)'t', (byte)'r'] => isEnd ? (byte)0 : (byte)'\n',
            [(byte)'b', (byte)'r'] or [(byte)'p'] or [(byte)'l', (byte)'i'] or [(byte)'d', (byte)'t'] or [(byte)'d', (byte)'i', (byte)'v'] or [(byte)'h', >= (byte)'1' and <= (byte)'6'] => (byte)'\n',
            _ => 0,
        };
    }

    // The code unit of \uXXXX; -1 where none stands.
    private static int UnitAt(ReadOnlySpan<byte> text, int position) =>
        position + 6 <= text.Length && text[position] == '\\' && text[position + 1] == 'u' && HexAt(text, position + 2) is >= 0 and var high && HexAt(text, position + 4) is >= 0 and var low
            ? (high << 8) | low
            : -1;

    private static int HexAt(ReadOnlySpan<byte> text, int position) =>
        position + 2 <= text.Length && Utf8Parser.TryParse(text.Slice(position, 2), out byte value, out var consumed, 'X') && consumed == 2 ? value : -1;
}
