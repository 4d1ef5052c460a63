using System.Buffers;
using System.Runtime.InteropServices;
using Portal.Gateway.Masking.Decoders;
using Portal.Gateway.Masking.Detectors;
using Portal.Gateway.Masking.Labels;
using Portal.Gateway.Masking.Numbers;
using Portal.Gateway.Masking.Views;
using Portal.Gateway.Masking.Words;

namespace Portal.Gateway.Masking;

/// <summary>
/// Finds what must be masked in one unescaped text, in whatever way it is written there:
/// <list type="number">
/// <item>a value that is what its name says: <see cref="FieldValue"/>;</item>
/// <item>JSON, as a whole or somewhere within: <see cref="JsonScan"/>;</item>
/// <item>Base64 and hexadecimal, whose text is a text again: <see cref="EncodedTexts"/>;</item>
/// <item>everything else in a view of the text in which escapes are decoded: stripes, card numbers, labelled codes, cells of tables.</item>
/// </list>
/// </summary>
internal static class TextScan
{
    /// <summary>Encodings within encodings that are followed.</summary>
    public const int MaxDepth = 6;

    private const int ShortestSecret = 3;
    private const Senses Telling = ~(
        Senses.Reference | Senses.Place | Senses.OtherKind | Senses.Payment | Senses.OtherCode | Senses.About
    );

    // White space, and the bytes of a byte order mark.
    private static ReadOnlySpan<byte> Blanks => " \t\r\n\uFEFF"u8;

    /// <summary>Adds what was found, in order and without overlaps.</summary>
    /// <param name="text">Unescaped UTF-8.</param>
    /// <param name="field">What is known about the text from outside.</param>
    /// <param name="depth">How many encodings deep the text lies.</param>
    /// <param name="scan">The message it is of.</param>
    /// <param name="edits">Receives the edits.</param>
    public static void Find(ReadOnlySpan<byte> text, FieldContext field, int depth, MaskingScan scan, ref List<Edit>? edits)
    {
        scan.Spend(1);
        if (text.Length < ShortestSecret || (!field.All.HasAny(Telling) && !CandidateScan.MayHold(text, scan.Sensitivity)))
        {
            return;
        }

        scan.Spend(2L * text.Length);
        List<Edit>? found = null;
        if (!FieldValue.Find(text, field, scan, ref found) && !FindInJson(text, field, depth, scan, ref found))
        {
            FindInText(text, field, depth, scan, ref found);
        }

        if (found is not null)
        {
            Edits.Resolve(found);
            (edits ??= []).AddRange(found);
        }
    }

    // A text that is JSON, or lines of it.
    private static bool FindInJson(
        ReadOnlySpan<byte> text,
        FieldContext field,
        int depth,
        MaskingScan scan,
        ref List<Edit>? edits
    )
    {
        if (depth >= MaxDepth || text.TrimStart(Blanks) is not [(byte)'{' or (byte)'[', ..])
        {
            return false;
        }

        try
        {
            JsonScan.FindNested(text, field.Name, depth + 1, scan, ref edits);
            return true;
        }
        catch (System.Text.Json.JsonException exception) when (exception is not MessageRefusedException)
        {
            // Not JSON after all: it is looked at as text.
            edits = null;
            return false;
        }
    }

    private static void FindInText(
        ReadOnlySpan<byte> text,
        FieldContext field,
        int depth,
        MaskingScan scan,
        ref List<Edit>? edits
    )
    {
        var view = TextView.Of(text);
        var mentions = scan.TakeMentions();
        try
        {
            Mentions.Find(view, mentions);
            var scanned = new ScannedText(text, view, CollectionsMarshal.AsSpan(mentions), field, scan);
            var embedded = depth < MaxDepth ? FindInEmbedded(scanned, depth, ref edits) : [];
            FindPlain(scanned, embedded, ref edits);
        }
        finally
        {
            scan.Return(mentions);
            view.Dispose();
        }

        if (depth < MaxDepth)
        {
            EncodedTexts.Find(text, MaskEncoded, depth + 1, scan, ref edits);
        }
    }

    // What stands in JSON within the text is found there, where names and neighbours are known: as words of the text it may seem to be something else.
    private static void FindPlain(in ScannedText text, List<EmbeddedJson.Place> embedded, ref List<Edit>? edits)
    {
        List<Edit>? found = null;
        FindTracks(text, ref found);
        PanScan.Find(text, ref found);
        ExponentNumbers.Find(text.Bytes, ref found);
        LabelFinder.Find(text, ref found);
        TableEdits.Find(text, ref found);
        if (found is not null)
        {
            _ = embedded.Count > 0 ? found.RemoveAll(edit => EmbeddedJson.IsWithin(embedded, edit)) : 0;
            (edits ??= []).AddRange(found);
        }
    }

    // In the text as it stands, and where escapes are decoded in it, as it reads.
    private static void FindTracks(in ScannedText text, ref List<Edit>? edits)
    {
        TrackDetector.Find(text.Bytes, ref edits);
        if (text.View.Length == text.Bytes.Length)
        {
            return;
        }

        var narrow = ArrayPool<byte>.Shared.Rent(text.View.Length);
        try
        {
            var characters = text.Characters;
            for (var index = 0; index < characters.Length; index++)
            {
                narrow[index] = characters[index] < 0x80 ? (byte)characters[index] : byte.MaxValue;
            }

            List<Edit>? found = null;
            TrackDetector.Find(narrow.AsSpan(0, characters.Length), ref found);
            foreach (var edit in found ?? [])
            {
                var (start, end) = text.BytesOf(edit.Start, edit.End);
                (edits ??= []).Add(edit with { Start = start, Length = end - start });
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(narrow, clearArray: true);
        }
    }

    private static List<EmbeddedJson.Place> FindInEmbedded(in ScannedText text, int depth, ref List<Edit>? edits)
    {
        List<EmbeddedJson.Place> places = [];
        var position = 0;
        var tries = 0;
        while (EmbeddedJson.Next(text.Bytes, ref position, ref tries) is { } place)
        {
            List<Edit>? found = null;
            text.Scan.Spend(2L * (place.End - place.Start));
            var field = new FieldContext(LabelBefore(text, place.Start) & (Senses.Secret | Senses.Pan | Senses.Card));
            if (!FindInJson(text.Bytes[place.Start..place.End], field, depth, text.Scan, ref found))
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

    private static Senses LabelBefore(in ScannedText text, int start)
    {
        var low = 0;
        var high = text.View.Length;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (text.View.StartOf(middle) < start)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return text.Words.LabelOf(low);
    }

    private static EncodedTexts.MaskedPart? MaskEncoded(ReadOnlySpan<byte> text, int depth, MaskingScan scan)
    {
        List<Edit>? found = null;
        Find(text, default, depth, scan, ref found);
        if (found is null)
        {
            return null;
        }

        var cards = new List<CardNumber>();
        found.ForEach(edit => edit.AddCards(cards));
        return new EncodedTexts.MaskedPart(
            Edits.Apply(text, found, scan.Profile),
            found[0].Kind,
            found.Sum(edit => edit.Count),
            [.. cards]
        );
    }
}
