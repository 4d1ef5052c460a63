namespace Portal.Gateway.Masking.Documents;

/// <summary>Names how a part of an archive is read.</summary>
internal enum ZipPart
{
    /// <summary>Not at all: folders, pictures, sound, fonts, looks and programs hold no text.</summary>
    Skipped,

    /// <summary>As the strings that the cells of a workbook point to.</summary>
    SharedStrings,

    /// <summary>As a sheet of a workbook.</summary>
    Sheet,

    /// <summary>As XML whose paragraphs and tables are text: Word, PowerPoint, OpenDocument, comments.</summary>
    Flow,

    /// <summary>As text.</summary>
    Plain,

    /// <summary>Nobody reads it, and it may hold text.</summary>
    Unreadable,
}
