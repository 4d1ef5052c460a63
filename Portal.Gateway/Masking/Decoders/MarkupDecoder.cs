using System.Text;

namespace Portal.Gateway.Masking.Decoders;

/// <summary>
/// HTML and XML, read twice: as the text that somebody sees, and as fields with their names. Each says false when there was nothing to decode.
/// </summary>
internal static class MarkupDecoder
{
    private const int LongestSignName = 16;
    private const int LongestComment = 4096;

    /// <summary>Character references are characters; cells and lines of tables stay apart, and so do elements that follow each other; other tags are nothing.</summary>
    public static bool Text(ReadOnlySpan<byte> text, ref DecodedText decoded)
    {
        var any = false;
        var isTable = text.IndexOf("<td"u8) >= 0 || text.IndexOf("<TD"u8) >= 0;
        var lastEnd = -1;
        for (var position = 0; position < text.Length;)
        {
            var length = text[position] switch
            {
                (byte)'&' => CharacterReferences.Decode(text, position, ref decoded),
                (byte)'<' => Tag(text, position, ref lastEnd, ref decoded),
                (byte)']' or (byte)'-' => ClosingLength(text[position..]),
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

    /// <summary>
    /// Elements with names of their own are lines of a name and a value: <c>&lt;cvv type="n"&gt;123&lt;/cvv&gt;</c>, <c>&lt;field name="cvv"&gt;123&lt;/field&gt;</c>,
    /// <c>&lt;input id="cvv" value="123"/&gt;</c>.
    /// </summary>
    public static bool Fields(ReadOnlySpan<byte> text, ref DecodedText decoded)
    {
        var any = false;
        for (var position = 0; position < text.Length;)
        {
            var length = text[position] switch
            {
                (byte)'&' => CharacterReferences.Decode(text, position, ref decoded),
                (byte)'<' => Field(text, position, ref any, ref decoded),
                (byte)']' or (byte)'-' => ClosingLength(text[position..]),
                _ => 0,
            };
            if (length > 0)
            {
                position += length;
                continue;
            }

            decoded.Add(text[position], position, ++position);
        }

        return any;
    }

    private static int Tag(ReadOnlySpan<byte> text, int position, ref int lastEnd, ref DecodedText decoded)
    {
        if (OpeningLength(text[position..]) is > 0 and var opening)
        {
            return opening;
        }

        var tag = MarkupTag.At(text, position);
        if (tag.Length == 0)
        {
            return 0;
        }

        var sign = SignOf(text[tag.Name], tag.IsEnd);
        if (sign == '|' && text[(position + tag.Length)..].TrimStart(" \t\r\n"u8).StartsWith("<td"u8) && text[tag.Name] is [_, (byte)'h' or (byte)'H'])
        {
            // The head of a line, not of a column.
            sign = (byte)':';
        }

        if (tag.Content.Contains((byte)'&'))
        {
            Unfold(text, position, tag.Length, ref decoded);
        }
        else if (sign != 0)
        {
            decoded.Add(sign, position, position + tag.Length);
        }
        else if (!tag.IsEnd && lastEnd == position)
        {
            decoded.Add((byte)' ', position, position + tag.Length);
        }

        lastEnd = tag.IsEnd ? position + tag.Length : lastEnd;
        return tag.Length;
    }

    // What attributes hold, where it is written in references: a line of its own.
    private static void Unfold(ReadOnlySpan<byte> text, int start, int length, ref DecodedText decoded)
    {
        decoded.Add((byte)'\n', start, start + 1);
        var end = start + length - 1;
        for (var position = start + 1; position < end;)
        {
            var reference = text[position] == '&' ? CharacterReferences.Decode(text[..end], position, ref decoded) : 0;
            if (reference > 0)
            {
                position += reference;
                continue;
            }

            decoded.Add(text[position], position, ++position);
        }

        decoded.Add((byte)'\n', end, end + 1);
    }

    private static int Field(ReadOnlySpan<byte> text, int position, ref bool any, ref DecodedText decoded)
    {
        if (OpeningLength(text[position..]) is > 0 and var opening)
        {
            return opening;
        }

        var tag = MarkupTag.At(text, position);
        if (tag.Length == 0)
        {
            return 0;
        }

        if (tag.IsEnd || text[position + 1] is (byte)'!' or (byte)'?')
        {
            decoded.Add((byte)'\n', position, position + tag.Length);
            return tag.Length;
        }

        var label = tag.Label(out var value);
        if (tag.IsForm && label.Equals(tag.Name))
        {
            if (SignOf(text[tag.Name], isEnd: false) is not 0 and var sign)
            {
                decoded.Add(sign, position, position + tag.Length);
            }

            return tag.Length;
        }

        any = true;
        decoded.Add((byte)'\n', position, position + 1);
        decoded.Copy(text[label], label.Start.Value);
        decoded.Add((byte)':', label.End.Value, label.End.Value + 1);
        if (!text[value].IsEmpty)
        {
            decoded.Copy(text[value], value.Start.Value);
            decoded.Add((byte)'\n', value.End.Value, value.End.Value + 1);
        }

        return tag.Length;
    }

    // What stands in a comment is read where it hides references; without any it is read already.
    private static int OpeningLength(ReadOnlySpan<byte> rest)
    {
        if (rest.StartsWith("<![CDATA["u8))
        {
            return "<![CDATA[".Length;
        }

        if (!rest.StartsWith("<!--"u8))
        {
            return 0;
        }

        var end = rest[..Math.Min(rest.Length, LongestComment)].IndexOf("-->"u8);
        return end < 0 || rest[..end].Contains((byte)'&') ? "<!--".Length : end + "-->".Length;
    }

    private static int ClosingLength(ReadOnlySpan<byte> rest) => rest.StartsWith("]]>"u8) || rest.StartsWith("-->"u8) ? 3 : 0;

    // What a tag is to somebody who reads the page.
    private static byte SignOf(ReadOnlySpan<byte> name, bool isEnd)
    {
        Span<byte> lower = stackalloc byte[LongestSignName];
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
}
