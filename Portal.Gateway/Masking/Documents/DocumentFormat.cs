namespace Portal.Gateway.Masking.Documents;

/// <summary>Names the containers of documents that are told by their first bytes.</summary>
internal enum DocumentFormat
{
    /// <summary>None of them.</summary>
    None,

    /// <summary>A zip archive: docx, xlsx, pptx, OpenDocument, epub, or plain files.</summary>
    Zip,

    /// <summary>A PDF (ISO 32000).</summary>
    Pdf,

    /// <summary>An OLE compound file: Office before 2007, or an encrypted newer one. Nobody here reads it.</summary>
    Compound,
}
