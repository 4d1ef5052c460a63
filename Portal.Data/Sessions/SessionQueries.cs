using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;

namespace Portal.Data.Sessions;

/// <summary>Searches sessions and records, newest first.</summary>
public static class SessionQueries
{
    /// <summary>Sessions that match, newest first.</summary>
    public static IQueryable<Session> Search(this PortalDbContext context, SessionFilter filter)
    {
        var sessions = Narrow(context.Sessions.AsNoTracking(), filter);
        if (filter.Masked is { } masked)
        {
            sessions = sessions.Where(session => (session.Masked > 0) == masked);
        }

        if (filter is { Tool: not null } or { Text: not null } or { Outcome: not null })
        {
            var records = NarrowRecords(context, context.Records, filter);
            sessions = sessions.Where(session => records.Any(record => record.SessionId == session.Id));
        }

        return sessions.OrderByDescending(session => session.Started).ThenByDescending(session => session.Id);
    }

    /// <summary>Records that match, newest first.</summary>
    public static IQueryable<Record> SearchRecords(this PortalDbContext context, SessionFilter filter)
    {
        var records = NarrowRecords(context, context.Records.AsNoTracking(), filter);
        if (filter is { Caller: not null } or { Server: not null } or { OnlyCaller: not null })
        {
            var sessions = Narrow(context.Sessions, filter with { From = null, To = null });
            records = records.Where(record => sessions.Any(session => session.Id == record.SessionId));
        }

        if (filter.Masked is { } masked)
        {
            records = records.Where(record => (record.MaskedCount > 0) == masked);
        }

        if (filter.From is { } from)
        {
            records = records.Where(record => record.Time >= from);
        }

        if (filter.To is { } to)
        {
            records = records.Where(record => record.Time < to);
        }

        return records.OrderByDescending(record => record.Time).ThenByDescending(record => record.Position);
    }

    /// <summary>The records of one session in the order they passed.</summary>
    public static IQueryable<Record> Timeline(this PortalDbContext context, Guid session) =>
        context
            .Records.AsNoTracking()
            .Where(record => record.SessionId == session)
            .OrderBy(record => record.Time)
            .ThenBy(record => record.Position);

    /// <summary>The key of a record named by stream and sequence; null when there cannot be such a record.</summary>
    public static async Task<long?> FindPositionAsync(
        this PortalDbContext context,
        Guid stream,
        long sequence,
        CancellationToken cancellationToken
    )
    {
        var number = await context
            .RecordStreams.Where(row => row.Stream == stream)
            .Select(row => (int?)row.Number)
            .FirstOrDefaultAsync(cancellationToken);
        return number is null ? null : RecordPosition.OfAny(number.Value, sequence);
    }

    /// <summary>Joins each record with its text.</summary>
    public static IQueryable<RecordWithPayload> WithPayload(this IQueryable<Record> records, PortalDbContext context) =>
        records.Select(record => new RecordWithPayload(
            record,
            context
                .RecordPayloads.Where(payload => payload.Position == record.Position)
                .Select(payload => payload.Text)
                .FirstOrDefault(),
            context
                .RecordPayloads.Where(payload => payload.Position == record.Position)
                .Select(payload => payload.Headers)
                .FirstOrDefault()
        ));

    // A session counts for a span of time when it was alive in it.
    private static IQueryable<Session> Narrow(IQueryable<Session> sessions, SessionFilter filter)
    {
        if (filter.Caller is { } caller)
        {
            sessions = Guid.TryParse(caller, out var id)
                ? sessions.Where(session => session.CallerId == id)
                : sessions.Where(session => EF.Functions.Like(session.CallerName, Contains(caller), Escape));
        }

        if (filter.OnlyCaller is { } only)
        {
            sessions = sessions.Where(session => session.CallerId == only);
        }

        if (filter.Server is { } server)
        {
            sessions = sessions.Where(session => session.Server == server);
        }

        if (filter.From is { } from)
        {
            sessions = sessions.Where(session => session.LastSeen >= from);
        }

        if (filter.To is { } to)
        {
            sessions = sessions.Where(session => session.Started < to);
        }

        return sessions;
    }

    private static IQueryable<Record> NarrowRecords(PortalDbContext context, IQueryable<Record> records, SessionFilter filter)
    {
        if (filter.Tool is { } tool)
        {
            records = records.Where(NamedLike(tool));
        }

        if (filter.Outcome is { } outcome)
        {
            records = records.Where(record => record.Outcome == outcome);
        }

        if (filter.Text is { } text)
        {
            records = records.Where(record =>
                context.RecordPayloads.Any(payload =>
                    payload.Position == record.Position && EF.Functions.Like(payload.Text, Contains(text), Escape)
                )
            );
        }

        return records;
    }

    private static Expression<Func<Record, bool>> NamedLike(string tool)
    {
        if (!tool.EndsWith('*'))
        {
            return record => record.Tool == tool;
        }

        var pattern = EscapeLike(tool[..^1]) + "%";
        return record => EF.Functions.Like(record.Tool!, pattern, Escape);
    }

    private const string Escape = "\\";

    private static string Contains(string text) => $"%{EscapeLike(text)}%";

    private static string EscapeLike(string text) =>
        text.Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace("%", "\\%", StringComparison.Ordinal)
            .Replace("_", "\\_", StringComparison.Ordinal)
            .Replace("[", "\\[", StringComparison.Ordinal);
}
