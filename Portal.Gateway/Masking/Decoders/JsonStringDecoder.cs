using System.Buffers.Text;
using System.Text;

namespace Portal.Gateway.Masking.Decoders;

/// <summary>Unescapes a JSON string (RFC 8259, 7) while remembering where each byte came from.</summary>
internal static class JsonStringDecoder
{
    /// <summary>Decodes the raw text between the quotes.</summary>
    /// <param name="raw">Well-formed JSON string content, UTF-8, with escapes.</param>
    /// <param name="decoded">Receives the text; a lone surrogate becomes U+FFFD.</param>
    public static void Decode(ReadOnlySpan<byte> raw, ref DecodedText decoded)
    {
        var read = 0;
        while (read < raw.Length)
        {
            var plain = raw[read..].IndexOf((byte)'\\');
            plain = plain < 0 ? raw.Length - read : plain;
            decoded.Copy(raw.Slice(read, plain), read);
            read += plain;
            if (read < raw.Length)
            {
                var start = read;
                var value = DecodeEscape(raw, ref read);
                decoded.Add(value, start, read);
            }
        }
    }

    private static Rune DecodeEscape(ReadOnlySpan<byte> raw, ref int read)
    {
        var escape = raw[read + 1];
        if (escape != 'u')
        {
            read += 2;
            return new Rune(
                escape switch
                {
                    (byte)'b' => '\b',
                    (byte)'f' => '\f',
                    (byte)'n' => '\n',
                    (byte)'r' => '\r',
                    (byte)'t' => '\t',
                    _ => (char)escape,
                }
            );
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
