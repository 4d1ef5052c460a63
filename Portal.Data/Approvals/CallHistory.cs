using Microsoft.EntityFrameworkCore;
using Portal.Data.Sessions;

namespace Portal.Data.Approvals;

/// <summary>Represents what a caller did before with the tool of a held call, from the records.</summary>
/// <param name="Calls">Its calls, newest first: one record for each, with how it was let through or refused.</param>
/// <param name="IsComplete">Whether every session of the span was looked through; false where there were too many.</param>
public sealed record CallHistory(IReadOnlyList<Record> Calls, bool IsComplete)
{
    /// <summary>Sessions that are looked through at most, the latest first.</summary>
    public const int MaxSessions = 4000;

    private const int Batch = 200;

    // The records by which the portal lets a call pass that a rule is, or was, about; its own record may say that it was held.
    private static readonly string[] Passages = [RecordMethods.ApprovalUsed, RecordMethods.ApprovalReleased];

    /// <summary>
    /// Reads earlier calls of the same caller to the same tool on the same server; the held call itself is not among them. A call
    /// that was held and then approved counts as one that ran, by the record of its passage; one that was held and never passed
    /// does not.
    /// </summary>
    /// <param name="context">The database.</param>
    /// <param name="ticket">The held call.</param>
    /// <param name="span">How far back from the held call.</param>
    /// <param name="take">Most calls.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public static async Task<CallHistory> ReadAsync(
        PortalDbContext context,
        ApprovalTicket ticket,
        TimeSpan span,
        int take,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(ticket);
        var since = ticket.Created - span;
        var sessions = await context
            .Sessions.Where(session => session.CallerId == ticket.CallerId && session.Server == ticket.Server)
            .Where(session => session.LastSeen >= since && session.Started < ticket.Created)
            .OrderByDescending(session => session.LastSeen)
            .ThenByDescending(session => session.Id)
            .Select(session => session.Id)
            .Take(MaxSessions + 1)
            .ToListAsync(cancellationToken);
        var calls = new List<Record>();
        foreach (var batch in sessions.Take(MaxSessions).Chunk(Batch))
        {
            calls.AddRange(await CallsIn(context, batch, ticket, since).Take(take).ToListAsync(cancellationToken));
            if (calls.Count >= take)
            {
                break;
            }
        }

        var newest = calls.OrderByDescending(call => call.Time).ThenByDescending(call => call.Position).Take(take);
        return new CallHistory([.. newest], sessions.Count <= MaxSessions);
    }

    private static IQueryable<Record> CallsIn(
        PortalDbContext context,
        Guid[] sessions,
        ApprovalTicket ticket,
        DateTimeOffset since
    ) =>
        context
            .Records.AsNoTracking()
            .Where(record => record.SessionId != null && sessions.Contains(record.SessionId.Value))
            .Where(record => record.Time >= since && record.Time < ticket.Created && record.Tool == ticket.Tool)
            .Where(record =>
                (record.Direction == RecordDirection.Control && Passages.Contains(record.Method))
                || (
                    record.Direction == RecordDirection.Request
                    && record.From == RecordOrigin.Client
                    && record.Method == ticket.Method
                    && record.Outcome != RecordOutcome.Held
                    && record.Outcome != RecordOutcome.Approved
                )
            )
            .OrderByDescending(record => record.Time)
            .ThenByDescending(record => record.Position);
}
