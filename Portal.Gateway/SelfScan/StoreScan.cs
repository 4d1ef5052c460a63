using System.Text;
using Microsoft.Extensions.Options;
using Portal.Data.SelfScans;
using Portal.Data.Sessions;
using Portal.Gateway.Masking;

namespace Portal.Gateway.SelfScan;

/// <summary>
/// Searches everything the portal stores for card data. Raw files come first, so that what is written meanwhile can only be seen
/// again in the tables, where its surroundings say what it is.
/// </summary>
public sealed class StoreScan(IStoredValues values, IOptions<SelfScanOptions> options, MessageMasker masker)
{
    /// <summary>Searches.</summary>
    /// <returns>What was read, how many bytes, what was found.</returns>
    /// <exception cref="IOException">Something could not be read, so nothing can be said.</exception>
    internal (IReadOnlyList<string> Scope, long Bytes, int Findings, IReadOnlyList<ScanPlace> Places) Run(
        CancellationToken cancellationToken
    )
    {
        using var findings = new ScanFindings();
        var scope = new List<string>();
        var bytes = 0L;
        foreach (var file in values.Files)
        {
            var place = Path.GetExtension(file).EndsWith("-wal", StringComparison.Ordinal) ? "database log" : "database file";
            scope.Add(place);
            using var pages = values.Open(file);
            bytes += SqlitePages.Visit(
                pages,
                (page, isCut) =>
                    RawFinder.Find(page, isCut, masker.BuiltIn, card => findings.Suspected(MaskingKinds.Pan, place, card)),
                cancellationToken
            );
        }

        scope.Add("database");
        values.Visit(value => bytes += Look(value, findings), cancellationToken);
        foreach (var (name, folder) in new[] { ("logs", options.Value.LogDirectory), ("exports", options.Value.ExportDirectory) })
        {
            if (folder is { Length: > 0 })
            {
                scope.Add(name);
                bytes += LookInto(name, folder, findings, cancellationToken);
            }
        }

        var (count, places) = findings.Conclude();
        return (scope, bytes, count, places);
    }

    private long Look(in StoredValue value, ScanFindings findings)
    {
        var bytes = value.Bytes.Span;
        if (value.IsText && CandidateScan.MayHold(bytes, masker.BuiltIn.Sensitivity))
        {
            LookAtText(bytes, PlaceOf(value), findings);
        }
        else if (!value.IsText && RawFinder.MayHold(bytes, masker.BuiltIn))
        {
            var place = PlaceOf(value);
            RawFinder.Find(bytes, isCut: false, masker.BuiltIn, card => findings.Found(MaskingKinds.Pan, place, card));
        }

        return bytes.Length;
    }

    private void LookAtText(ReadOnlySpan<byte> text, string place, ScanFindings findings)
    {
        var cards = Look(text, place, findings);
        RawFinder.Find(text, isCut: false, masker.BuiltIn, card =>
        {
            if (!cards.Contains(card))
            {
                findings.Allowed(card);
            }
        });
    }

    // Returns the cards found, which are nothing but findings.
    private HashSet<CardNumber> Look(ReadOnlySpan<byte> text, string place, ScanFindings findings)
    {
        var all = new HashSet<CardNumber>();
        var cards = new List<CardNumber>();
        foreach (var edit in TextFinder.Find(text, masker.BuiltIn) ?? [])
        {
            cards.Clear();
            edit.AddCards(cards);
            cards.ForEach(card => findings.Found(MaskingKinds.NameOf(edit.Kind), place, card));
            all.UnionWith(cards);
            if (cards.Count == 0)
            {
                findings.Found(MaskingKinds.NameOf(edit.Kind), place, text[edit.Start..edit.End]);
            }
        }

        return all;
    }

    private long LookInto(string name, string folder, ScanFindings findings, CancellationToken cancellationToken)
    {
        var bytes = 0L;
        foreach (
            var file in Directory.EnumerateFiles(
                folder,
                "*",
                new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = false }
            )
        )
        {
            var relative = Path.GetRelativePath(folder, file);
            var place = $"{name}: {masker.MaskText(relative)}";
            Look(Encoding.UTF8.GetBytes(relative), place, findings);
            bytes += FileTexts.Visit(file, piece => LookAtPiece(piece.Span, place, findings), cancellationToken);
        }

        return bytes;
    }

    // Line by line, so that one line's words do not speak for another's numbers; then raw, for what is no UTF-8.
    private void LookAtPiece(ReadOnlySpan<byte> piece, string place, ScanFindings findings)
    {
        if (CandidateScan.MayHold(piece, masker.BuiltIn.Sensitivity))
        {
            foreach (var line in piece.Split((byte)'\n'))
            {
                Look(piece[line], place, findings);
            }
        }

        RawFinder.FindWide(piece, masker.BuiltIn, card => findings.Found(MaskingKinds.Pan, place, card));
    }

    // A record is named by the number of its stream and its sequence: its key in one piece could pass for a card number.
    private static string PlaceOf(in StoredValue value) =>
        value.Record is { } position
            ? $"{value.Table}.{value.Column} of record {RecordPosition.NumberOf(position)}/{RecordPosition.SequenceOf(position)}"
            : $"{value.Table}.{value.Column}";
}
