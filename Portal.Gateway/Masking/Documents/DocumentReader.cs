using System.Xml;

namespace Portal.Gateway.Masking.Documents;

/// <summary>
/// Reads the text of Office files, OpenDocument files and plain archives within a budget. Throws nothing but what the visitor throws: a document that is encrypted,
/// damaged or beyond the budget, or that holds something nobody reads, is unread by a reason. What was read before was visited all the same.
/// </summary>
internal static class DocumentReader
{
    /// <summary>Visits the text of each part (a sheet, a slide, a page) as UTF-8 until the visitor answers true.</summary>
    public static DocumentReading Read(ReadOnlyMemory<byte> bytes, DocumentBudget budget, Func<ReadOnlyMemory<byte>, bool> visit)
    {
        if (bytes.Length > budget.MaxFileBytes)
        {
            return DocumentReading.Unread("It is larger than the budget.");
        }

        var work = new DocumentWork(budget);
        using var text = new DocumentText(work, visit);
        try
        {
            Read(bytes, work, text);
        }
        catch (DocumentRefusedException refused) when (!text.IsVisiting)
        {
            work.Skip(refused.Message);
        }
        catch (XmlException) when (!text.IsVisiting)
        {
            work.Skip("A part is no well-formed XML.");
        }
        catch (Exception) when (!text.IsVisiting)
        {
            // The libraries throw what they like at a damaged file; its messages may hold text of the file.
            work.Skip("It is damaged.");
        }

        text.EndPart();
        return text.Stopped ? DocumentReading.Found
            : work.Reason is null ? DocumentReading.Whole
            : DocumentReading.Unread(work.Reason);
    }

    private static void Read(ReadOnlyMemory<byte> bytes, DocumentWork work, DocumentText text)
    {
        switch (DocumentFormats.Of(bytes.Span))
        {
            case DocumentFormat.Zip:
                new ZipDocument(work, text).Read(bytes);
                break;
            case DocumentFormat.Pdf:
                work.Skip("It is a PDF.");
                break;
            case DocumentFormat.Compound:
                work.Skip("It is an encrypted or an old Office file.");
                break;
            default:
                work.Skip("It is no document.");
                break;
        }
    }
}
