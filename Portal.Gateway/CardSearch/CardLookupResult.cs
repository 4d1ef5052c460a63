using Portal.Data.Sessions;

namespace Portal.Gateway.CardSearch;

/// <summary>Represents what a card search found.</summary>
/// <param name="Outcome">Whether it was made.</param>
/// <param name="Count">How many records touched the card, on all pages.</param>
/// <param name="Records">A page of them, newest first.</param>
/// <param name="Sessions">The sessions of all of them, newest first, at most <see cref="CardLookup.MaxSessions"/>.</param>
/// <param name="Next">Where the next page begins; null on the last one.</param>
public sealed record CardLookupResult(
    CardLookupOutcome Outcome,
    int Count,
    IReadOnlyList<RecordWithPayload> Records,
    IReadOnlyList<Session> Sessions,
    long? Next
)
{
    internal static CardLookupResult Refused(CardLookupOutcome outcome) => new(outcome, 0, [], [], null);
}
