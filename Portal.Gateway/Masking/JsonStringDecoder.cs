using System.Buffers.Text;
using System.Text;

namespace Portal.Gateway.Masking;

/// <summary>Unescapes a JSON string while remembering where each byte came from, so that a replacement can be put back in place.</summary>
internal static class JsonStringDecoder
{
    /// <summary>Decodes the raw text between the quotes.</summary>
    /// <param name="raw">Well-formed JSON string content, UTF-8, with escapes.</param>
    /// <param name="text">Receives the unescaped UTF-8; as long as <paramref name="raw"/> is enough.</param>
    /// <param name="offsets">Receives, for each byte of <paramref name="text"/>, the offset in <paramref name="raw"/> it came from, and one more for the end.</param>
    /// <returns>Number of bytes of text. A lone surrogate becomes U+FFFD.</returns>
    public static int Decode(ReadOnlySpan<byte> raw, Span<byte> text, Span<int> offsets)
    {
        var read = 0;
        var written = 0;
        while (read < raw.Length)
        {
            var plain = raw[read..].IndexOf((byte)'\\');
            plain = plain < 0 ? raw.Length - read : plain;
            raw.Slice(read, plain).CopyTo(text[written..]);
            for (var index = 0; index < plain; index++)
            {
                offsets[written + index] = read + index;
            }

            read += plain;
            written += plain;
            if (read == raw.Length)
            {
                break;
            }

            var start = read;
            var length = DecodeEscape(raw, ref read).EncodeToUtf8(text[written..]);
            offsets.Slice(written, length).Fill(start);
            written += length;
        }

        offsets[written] = raw.Length;
        return written;
    }

    private static Rune DecodeEscape(ReadOnlySpan<byte> raw, ref int read)
    {
        var escape = raw[read + 1];
        if (escape != 'u')
        {
            read += 2;
            return new Rune(escape switch
            {
                (byte)'b' => '\b',
                (byte)'f' => '\f',
                (byte)'n' => '\n',
                (byte)'r' => '\r',
                (byte)'t' => '\t',
                _ => (char)escape,
            });
        }

        var unit = CodeUnit(raw[(read + 2)..]);
        read += 6;
        if (char.IsHighSurrogate(unit) && raw[read..].StartsWith("\\u"u8))
        {
            var low = CodeUnit(raw[(read + 2)..]);
            if (char.IsLowSurrogate(low))
            {
                read += 6;
                return new Rune(unit, low);
            }
        }

        return char.IsSurrogate(unit) ? Rune.ReplacementChar : new Rune(unit);
    }

    private static char CodeUnit(ReadOnlySpan<byte> hex) =>
        Utf8Parser.TryParse(hex[..4], out ushort unit, out _, 'x') ? (char)unit : char.MaxValue;
}
