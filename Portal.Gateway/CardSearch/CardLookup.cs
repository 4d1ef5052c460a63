using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Data.Sessions;
using Portal.Gateway.Journal;

namespace Portal.Gateway.CardSearch;

/// <summary>
/// Finds every record that touched a card by its whole number, which is hashed and forgotten: it is in no query, log, record or
/// exception. For holders of <c>admin</c> or <c>auditor</c>; the caller checks that. Each search is a record itself, with who
/// asked and how much was found, and without the number.
/// </summary>
public sealed class CardLookup(IDbContextFactory<PortalDbContext> contexts, CardIndexer indexer, PortalJournal journal)
{
    /// <summary>Most sessions in one answer.</summary>
    public const int MaxSessions = 500;

    /// <summary>Searches.</summary>
    /// <param name="number">The number, with or without separators, digits of any script.</param>
    /// <param name="actor">Who asks.</param>
    /// <param name="sourceIp">From where.</param>
    /// <param name="after">Where the page before ended; null for the first one.</param>
    /// <param name="take">Records a page.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<CardLookupResult> FindAsync(
        string? number,
        RecordActor actor,
        string? sourceIp,
        long? after,
        int take,
        CancellationToken cancellationToken
    )
    {
        if (!CardInput.TryRead(number, out var card))
        {
            return CardLookupResult.Refused(CardLookupOutcome.NotACardNumber);
        }

        var hashes = indexer.HashesOf(card);
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var touched = context
            .CardIndex.AsNoTracking()
            .Where(entry => hashes.Contains(entry.Hash))
            .Select(entry => entry.Position)
            .Distinct();
        var count = await touched.CountAsync(cancellationToken);
        if (
            !await journal.RecordAsync(
                "card-search",
                actor,
                sourceIp,
                RecordOutcome.Ok,
                ("records", count.ToString()),
                ("keys", hashes.Count.ToString())
            )
        )
        {
            return CardLookupResult.Refused(CardLookupOutcome.Unrecorded);
        }

        var page = await PageAsync(context, touched, after, take + 1, cancellationToken);
        var sessions = await SessionsAsync(context, touched, cancellationToken);
        return new CardLookupResult(
            CardLookupOutcome.Searched,
            count,
            [.. page.Take(take)],
            sessions,
            page.Count > take ? page[take - 1].Record.Position : null
        );
    }

    private static Task<List<RecordWithPayload>> PageAsync(
        PortalDbContext context,
        IQueryable<long> touched,
        long? after,
        int take,
        CancellationToken cancellationToken
    ) =>
        context
            .Records.AsNoTracking()
            .Where(record => touched.Contains(record.Position) && (after == null || record.Position < after))
            .OrderByDescending(record => record.Position)
            .Take(take)
            .WithPayload(context)
            .ToListAsync(cancellationToken);

    private static Task<List<Session>> SessionsAsync(
        PortalDbContext context,
        IQueryable<long> touched,
        CancellationToken cancellationToken
    )
    {
        var ids = context.Records.Where(record => touched.Contains(record.Position)).Select(record => record.SessionId);
        return context
            .Sessions.AsNoTracking()
            .Where(session => ids.Contains(session.Id))
            .OrderByDescending(session => session.Started)
            .ThenByDescending(session => session.Id)
            .Take(MaxSessions)
            .ToListAsync(cancellationToken);
    }
}
