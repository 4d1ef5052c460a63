namespace Portal.Gateway.Masking.Documents;

/// <summary>Tells how the reading of a document ended.</summary>
/// <param name="IsRead">All text was visited, or the visitor stopped.</param>
/// <param name="Stopped">The visitor found something and wants no more.</param>
/// <param name="Reason">Why the document, or something in it, was not read; never holds a name or text of the document.</param>
internal readonly record struct DocumentReading(bool IsRead, bool Stopped, string? Reason)
{
    public static DocumentReading Whole => new(true, false, null);

    public static DocumentReading Found => new(true, true, null);

    public static DocumentReading Unread(string reason) => new(false, false, reason);
}
