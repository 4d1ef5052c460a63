using Portal.Data.Masking;
using Portal.Data.Sessions;
using Portal.Gateway.CardSearch;
using Portal.Gateway.Masking;

namespace Portal.Gateway.Recording;

/// <summary>
/// Represents what a record keeps of its message's masking: how many values, the masking log's rows, the card index's rows.
/// </summary>
internal sealed class MaskingEvidence(CardIndexer indexer)
{
    /// <summary>
    /// Most card numbers of a refused message of a client that are indexed. Nobody got to see them, and whoever may do nothing
    /// here must not be able to fill the index.
    /// </summary>
    public const int MostOfRefused = 1000;

    private static readonly string[] Actions =
    [
        .. Enum.GetValues<MaskingAction>().Select(action => action.ToString().ToLowerInvariant()),
    ];

    /// <summary>The record with what was masked in its message.</summary>
    /// <param name="record">The record.</param>
    /// <param name="masked">The message after masking.</param>
    /// <param name="again">The same message after what had been kept on the wire was masked too.</param>
    public PendingRecord Attach(PendingRecord record, MaskedMessage masked, MaskedMessage? again = null)
    {
        var (hits, cards) = again is { } more
            ? ([.. masked.Hits, .. more.Hits], [.. masked.Cards, .. more.Cards])
            : (masked.Hits, masked.Cards);
        return hits.Count == 0 && cards.Count == 0
            ? record
            : record with
            {
                MaskedCount = hits.Sum(hit => hit.Count),
                Hits = [.. hits.Select(Row)],
                Cards = indexer.Index(cards, IsRefused(record) ? MostOfRefused : int.MaxValue),
            };
    }

    private static bool IsRefused(PendingRecord record) =>
        record is { From: RecordOrigin.Client, Outcome: RecordOutcome.Denied or RecordOutcome.Error };

    private static PendingHit Row(MaskingHit hit) =>
        new(
            hit.Kind,
            Clip(hit.Path),
            hit.Rule,
            hit.RuleVersion,
            Actions[(int)hit.Action],
            hit.Count,
            MaskingReasonNames.Join(hit.Reasons)
        );

    // Never between the two halves of a character.
    private static string Clip(string path)
    {
        if (path.Length <= MaskingLogEntry.MaxPath)
        {
            return path;
        }

        var end = MaskingLogEntry.MaxPath - 1;
        return string.Concat(path.AsSpan(0, char.IsHighSurrogate(path[end - 1]) ? end - 1 : end), "…");
    }
}
