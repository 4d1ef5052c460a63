using Microsoft.EntityFrameworkCore;
using Portal.Data.Sessions;

namespace Portal.Data.Approvals;

/// <summary>What a caller did before with the tool of a held call, from the records.</summary>
public static class CallHistory
{
    // The caller's last sessions on that server; a caller with more than this in the span of time has made its habits known.
    private const int MaxSessions = 200;

    /// <summary>Earlier calls of the same caller to the same tool on the same server, newest first; the held call itself is not among them.</summary>
    /// <param name="context">The database.</param>
    /// <param name="ticket">The held call.</param>
    /// <param name="span">How far back from the held call.</param>
    public static IQueryable<Record> CallsBefore(this PortalDbContext context, ApprovalTicket ticket, TimeSpan span)
    {
        var since = ticket.Created - span;
        var sessions = context.Sessions
            .Where(session => session.CallerId == ticket.CallerId && session.Server == ticket.Server && session.LastSeen >= since)
            .OrderByDescending(session => session.Started).ThenByDescending(session => session.Id)
            .Select(session => session.Id)
            .Take(MaxSessions);
        return context.Records
            .AsNoTracking()
            .Where(record => record.SessionId != null && sessions.Contains(record.SessionId.Value)
                && record.Time >= since && record.Time < ticket.Created
                && record.Direction == RecordDirection.Request && record.From == RecordOrigin.Client && record.Method == ticket.Method && record.Tool == ticket.Tool
                && record.Outcome != RecordOutcome.Held)
            .OrderByDescending(record => record.Time).ThenByDescending(record => record.Position);
    }
}
