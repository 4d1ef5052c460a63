namespace Portal.Gateway.Masking.Documents;

/// <summary>Tells a document's container by its first bytes.</summary>
internal static class DocumentFormats
{
    private const int PdfLead = 1024;

    private static ReadOnlySpan<byte> CompoundMark => [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

    /// <summary>Gets the container of a file. A PDF's mark may stand anywhere in the first 1,024 bytes, as readers accept it.</summary>
    public static DocumentFormat Of(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith("PK\u0003\u0004"u8) || bytes.StartsWith("PK\u0005\u0006"u8))
        {
            return DocumentFormat.Zip;
        }

        if (bytes.StartsWith(CompoundMark))
        {
            return DocumentFormat.Compound;
        }

        return bytes[..Math.Min(bytes.Length, PdfLead)].IndexOf("%PDF-"u8) >= 0 ? DocumentFormat.Pdf : DocumentFormat.None;
    }

    /// <summary>Tells whether a file packs others in a way that is not read within a document.</summary>
    public static bool IsPacked(ReadOnlySpan<byte> bytes) =>
        Of(bytes) != DocumentFormat.None
        || bytes is [0x1F, 0x8B, ..] or [0x28, 0xB5, 0x2F, 0xFD, ..] or [(byte)'7', (byte)'z', 0xBC, 0xAF, ..]
        || bytes.StartsWith("Rar!"u8)
        || bytes.StartsWith("BZh"u8);
}
