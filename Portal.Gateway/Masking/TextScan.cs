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

    // White space, and the bytes of a byte order mark.
    private static ReadOnlySpan<byte> Blanks => " \t\r\n\uFEFF"u8;

    /// <summary>Adds what was found, in order and without overlaps.</summary>
    /// <param name="text">Unescaped UTF-8.</param>
    /// <param name="meaning">What the name over the text says.</param>
    /// <param name="depth">How many encodings deep the text lies.</param>
    /// <param name="profile">What is done with what is found, where that shows inside an encoded text.</param>
    /// <param name="edits">Receives the edits.</param>
    public static void Find(ReadOnlySpan<byte> text, FieldMeaning meaning, int depth, MaskingProfile profile, ref List<Edit>? edits) =>
        Find(text, meaning, depth, profile, readings: null, ref edits);

    private static void Find(ReadOnlySpan<byte> text, FieldMeaning meaning, int depth, MaskingProfile profile, DecodedReadings? readings, ref List<Edit>? edits)
    {
        if (text.Length < ShortestSecret || (!meaning.HasAny(~(FieldMeaning.Reference | FieldMeaning.Brief | FieldMeaning.Place)) && !CandidateScan.MayHold(text)))
        {
            return;
        }

        List<Edit>? found = null;
        if (!FieldValue.Find(text, meaning, ref found) && !FindInJson(text, meaning, depth, profile, ref found))
        {
            FindInText(text, meaning, depth, profile, readings, ref found);
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
        if (depth >= MaxDepth || text.TrimStart(Blanks) is not [(byte)'{' or (byte)'[', ..])
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

    private static void FindInText(ReadOnlySpan<byte> text, FieldMeaning meaning, int depth, MaskingProfile profile, DecodedReadings? readings, ref List<Edit>? edits)
    {
        var embedded = depth < MaxDepth ? FindInEmbedded(text, depth, profile, ref edits) : [];
        FindPlain(text, meaning, embedded, ref edits);
        if (depth >= MaxDepth)
        {
            return;
        }

        EncodedTexts.Find(text, MaskEncoded, depth + 1, profile, ref edits);
        foreach (var decoder in InlineDecoders.All)
        {
            if (decoder.IsWorthwhile(text))
            {
                FindDecoded(text, decoder, meaning, depth, profile, readings ??= new DecodedReadings(text.Length), ref edits);
            }
        }
    }

    // What stands in JSON within the text is found there, where names and neighbours are known: as words of the text it may seem to be something else.
    private static void FindPlain(ReadOnlySpan<byte> text, FieldMeaning meaning, List<EmbeddedJson.Place> embedded, ref List<Edit>? edits)
    {
        List<Edit>? found = null;
        TrackDetector.Find(text, ref found);
        PanDetector.Find(text, meaning, ref found);
        ScientificNumbers.Find(text, ref found);
        LabelFinder.Find(text, ref found);
        TableEdits.Find(text, ref found);
        if (found is not null)
        {
            _ = embedded.Count > 0 ? found.RemoveAll(edit => EmbeddedJson.IsWithin(embedded, edit)) : 0;
            (edits ??= []).AddRange(found);
        }
    }

    private static List<EmbeddedJson.Place> FindInEmbedded(ReadOnlySpan<byte> text, int depth, MaskingProfile profile, ref List<Edit>? edits)
    {
        List<EmbeddedJson.Place> places = [];
        var position = 0;
        var tries = 0;
        while (EmbeddedJson.Next(text, ref position, ref tries) is { } place)
        {
            List<Edit>? found = null;
            var label = Surroundings.LabelBefore(text, place.Start) & (FieldMeaning.Secret | FieldMeaning.Pan | FieldMeaning.Card);
            if (!FindInJson(text[place.Start..place.End], label, depth, profile, ref found))
            {
                continue;
            }

            places.Add(place);
            foreach (var edit in found ?? [])
            {
                (edits ??= []).Add(edit with { Start = edit.Start + place.Start });
            }
        }

        return places;
    }

    private static void FindDecoded(ReadOnlySpan<byte> text, InlineDecoder decoder, FieldMeaning meaning, int depth, MaskingProfile profile, DecodedReadings readings, ref List<Edit>? edits)
    {
        var decoded = new DecodedText(text.Length);
        try
        {
            if (!decoder.Decode(text, ref decoded) || !readings.Add(decoded.Bytes, depth + 1))
            {
                return;
            }

            List<Edit>? found = null;
            Find(decoded.Bytes, meaning, depth + 1, profile, readings, ref found);
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
