namespace Portal.Gateway.Masking.Decoders;

/// <summary>One way of writing text inside text.</summary>
/// <param name="marker">A byte without which there is nothing to decode.</param>
/// <param name="decode">Decodes.</param>
internal sealed class InlineDecoder(byte marker, byte otherMarker, InlineDecoder.Decoding decode)
{
    /// <summary>Decodes a text into another that has room for as many bytes. False when there was nothing to decode.</summary>
    internal delegate bool Decoding(ReadOnlySpan<byte> text, ref DecodedText decoded);

    /// <summary>Whether a text has the marks of it.</summary>
    public bool IsWorthwhile(ReadOnlySpan<byte> text) => text.ContainsAny(marker, otherMarker);

    /// <summary>Decodes.</summary>
    public bool Decode(ReadOnlySpan<byte> text, ref DecodedText decoded) => decode(text, ref decoded);
}
