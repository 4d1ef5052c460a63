namespace Portal.Gateway.Masking;

/// <summary>What people and programs put between the groups of a card number.</summary>
internal static class Separators
{
    /// <summary>Bytes of the separator at a position of UTF-8 text; 0 when there is none.</summary>
    public static int LengthAt(ReadOnlySpan<byte> text, int position) => position >= text.Length ? 0 : text[position] switch
    {
        (byte)' ' or (byte)'-' or (byte)'.' or (byte)'/' or (byte)'_' or (byte)'\t' or (byte)'\n' or (byte)':' => 1,
        0xC2 => text[position..].StartsWith("\u00A0"u8) || text[position..].StartsWith("\u00AD"u8) ? 2 : 0,
        0xE2 => text[position..] is [_, 0x80, (>= 0x80 and <= 0x95) or 0xAF, ..] || text[position..].StartsWith("\u2212"u8) ? 3 : 0,
        0xE3 => text[position..].StartsWith("\u3000"u8) ? 3 : 0,
        _ => 0,
    };
}
