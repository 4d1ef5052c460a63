using Portal.Gateway.Masking.Context;
using Portal.Gateway.Masking.Decoders;
using Portal.Gateway.Masking.Detectors;

namespace Portal.Gateway.Masking;

/// <summary>Finds what must be masked in one unescaped text, in whatever way it is written there.</summary>
internal static class TextScan
{
    /// <summary>Encodings within encodings that are followed.</summary>
    public const int MaxDepth = 6;

    private const int ShortestSecret = 3;

    /// <summary>Adds what was found, in order and without overlaps.</summary>
    /// <param name="text">Unescaped UTF-8.</param>
    /// <param name="meaning">What the name over the text says.</param>
    /// <param name="depth">How many encodings deep the text lies.</param>
    /// <param name="profile">What is done with what is found, where that shows inside an encoded text.</param>
    /// <param name="edits">Receives the edits.</param>
    public static void Find(ReadOnlySpan<byte> text, FieldMeaning meaning, int depth, MaskingProfile profile, ref List<Edit>? edits)
    {
        if (text.Length < ShortestSecret || (!meaning.HasAny(~FieldMeaning.Reference) && !CandidateScan.MayHold(text)))
        {
            return;
        }

        List<Edit>? found = null;
        if (!FieldValue.Find(text, meaning, ref found) && !FindInJson(text, meaning, depth, profile, ref found))
        {
            FindInText(text, meaning, depth, profile, ref found);
        }

        if (found is not null)
        {
            Edits.Resolve(found);
            (edits ??= []).AddRange(found);
        }
    }

    // A text that is JSON, or lines of it.
    private static bool FindInJson(ReadOnlySpan<byte> text, FieldMeaning meaning, int depth, MaskingProfile profile, ref List<Edit>? edits)
    {
        if (depth >= MaxDepth || text.TrimStart(" \t\r\n"u8) is not [(byte)'{' or (byte)'[', ..])
        {
            return false;
        }

        try
        {
            JsonScan.FindNested(text, meaning, depth + 1, profile, ref edits);
            return true;
        }
        catch (System.Text.Json.JsonException)
        {
            // Not JSON after all: it is looked at as text.
            edits = null;
            return false;
        }
    }

    private static void FindInText(ReadOnlySpan<byte> text, FieldMeaning meaning, int depth, MaskingProfile profile, ref List<Edit>? edits)
    {
        TrackDetector.Find(text, ref edits);
        PanDetector.Find(text, meaning, ref edits);
        ScientificNumbers.Find(text, ref edits);
        LabelFinder.Find(text, ref edits);
        TableEdits.Find(text, ref edits);
        if (depth >= MaxDepth)
        {
            return;
        }

        EncodedTexts.Find(text, MaskEncoded, depth + 1, profile, ref edits);
        foreach (var decoder in InlineDecoders.All)
        {
            if (decoder.IsWorthwhile(text))
            {
                FindDecoded(text, decoder, meaning, depth, profile, ref edits);
            }
        }
    }

    private static void FindDecoded(ReadOnlySpan<byte> text, InlineDecoder decoder, FieldMeaning meaning, int depth, MaskingProfile profile, ref List<Edit>? edits)
    {
        var decoded = new DecodedText(text.Length);
        try
        {
            if (!decoder.Decode(text, ref decoded))
            {
                return;
            }

            List<Edit>? found = null;
            Find(decoded.Bytes, meaning, depth + 1, profile, ref found);
            foreach (var edit in found ?? [])
            {
                (edits ??= []).Add(decoded.ToOriginal(edit));
            }
        }
        finally
        {
            decoded.Dispose();
        }
    }

    private static EncodedTexts.MaskedPart? MaskEncoded(ReadOnlySpan<byte> text, int depth, MaskingProfile profile)
    {
        List<Edit>? found = null;
        Find(text, FieldMeaning.None, depth, profile, ref found);
        if (found is null)
        {
            return null;
        }

        var cards = new List<CardNumber>();
        found.ForEach(edit => edit.AddCards(cards));
        return new EncodedTexts.MaskedPart(Edits.Apply(text, found, profile), found[0].Kind, found.Sum(edit => edit.Count), [.. cards]);
    }
}
