namespace Portal.Data.Servers;

/// <summary>
/// Represents what happens to a server's results with files that masking cannot read: Office files, PDFs and archives. Images,
/// audio and video always pass.
/// </summary>
public enum UnreadableSetting : byte
{
    /// <summary>The result is withheld.</summary>
    Block = 0,

    /// <summary>The result passes with the file unread and unmasked.</summary>
    Pass = 1,
}
