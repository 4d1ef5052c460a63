using System.Text.Json;
using Portal.Gateway.Masking;
using Portal.Gateway.Masking.Words;

namespace Portal.Gateway.SelfScan;

/// <summary>Asks the masking engine what it would mask in a stored text: what it masked once, it leaves alone.</summary>
internal static class TextFinder
{
    /// <summary>Returns what the engine would replace; null when nothing.</summary>
    /// <param name="text">UTF-8, JSON or not.</param>
    /// <param name="profile">The profile with which texts are masked before they are stored.</param>
    public static List<Edit>? Find(ReadOnlySpan<byte> text, MaskingProfile profile)
    {
        if (!CandidateScan.MayHold(text, profile.Sensitivity))
        {
            return null;
        }

        List<Edit>? edits = null;
        if (text.TrimStart(" \t\r\n"u8) is [(byte)'{' or (byte)'[', ..])
        {
            // The scan of a message reads what is JSON for certain.
            try
            {
                ReadToEnd(text);
                JsonScan.FindInMessage(text, keepsIdentifiers: false, new MaskingScan(profile, text.Length), ref edits);
                return edits;
            }
            catch (JsonException)
            {
                edits = null;
            }
        }

        TextScan.Find(text, default, 0, new MaskingScan(profile, text.Length), ref edits);
        return edits;
    }

    private static void ReadToEnd(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = MessageMasker.MaxDepth });
        while (reader.Read()) { }
    }
}
