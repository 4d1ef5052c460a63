using System.Text;

namespace Portal.Gateway.Masking.Documents;

/// <summary>Reads a part that is text itself: CSV, JSON, XML, HTML, Markdown.</summary>
internal static class PlainPart
{
    /// <summary>Visits the text of a part line by line; false when it is another archive or binary.</summary>
    public static bool TryRead(ReadOnlySpan<byte> part, DocumentText text)
    {
        if (part is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..])
        {
            part = Encoding.UTF8.GetBytes((part[0] == 0xFF ? Encoding.Unicode : Encoding.BigEndianUnicode).GetString(part));
        }

        if (DocumentFormats.IsPacked(part) || part.Contains((byte)0))
        {
            return false;
        }

        for (var end = part.IndexOf((byte)'\n'); end >= 0 && !text.Stopped; end = part.IndexOf((byte)'\n'))
        {
            text.Write(part[..end]);
            text.EndLine();
            part = part[(end + 1)..];
        }

        text.Write(part);
        return true;
    }
}
