using System.Text;
using Portal.Gateway.Masking.Documents;

namespace Portal.Tests.Gateway.Masking.Documents;

/// <summary>Reads documents and keeps their text.</summary>
internal static class Readings
{
    public static (DocumentReading Reading, List<string> Parts) Read(byte[] document, DocumentBudget? budget = null)
    {
        var parts = new List<string>();
        var reading = DocumentReader.Read(document, budget ?? new DocumentBudget(), text =>
        {
            parts.Add(Encoding.UTF8.GetString(text.Span));
            return false;
        });
        return (reading, parts);
    }

    public static string TextOf(byte[] document)
    {
        var (reading, parts) = Read(document);
        Assert.Equal(DocumentReading.Whole, reading);
        return string.Concat(parts);
    }

    public static string ReasonOf(byte[] document, DocumentBudget? budget = null)
    {
        var (reading, _) = Read(document, budget);
        Assert.False(reading.IsRead);
        return Assert.IsType<string>(reading.Reason);
    }
}
