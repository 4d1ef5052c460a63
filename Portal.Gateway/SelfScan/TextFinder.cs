using System.Text.Json;
using Portal.Gateway.Masking;
using Portal.Gateway.Masking.Words;

namespace Portal.Gateway.SelfScan;

/// <summary>Asks the masking engine what it would mask in a stored text: what it masked once, it leaves alone.</summary>
internal static class TextFinder
{
    /// <summary>Returns what the engine would replace; null when nothing.</summary>
    /// <param name="text">UTF-8, JSON or not.</param>
    public static List<Edit>? Find(ReadOnlySpan<byte> text)
    {
        if (!CandidateScan.MayHold(text))
        {
            return null;
        }

        List<Edit>? edits = null;
        if (text.TrimStart(" \t\r\n"u8) is [(byte)'{' or (byte)'[', ..])
        {
            try
            {
                var scan = new MaskingScan(MaskingProfile.Default, text.Length);
                JsonScan.FindInMessage(text, keepsIdentifiers: false, scan, ref edits);
                return edits;
            }
            catch (JsonException)
            {
                edits = null;
            }
        }

        TextScan.Find(text, default, 0, new MaskingScan(MaskingProfile.Default, text.Length), ref edits);
        return edits;
    }
}
