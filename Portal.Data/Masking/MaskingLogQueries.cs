using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Portal.Data.Sessions;

namespace Portal.Data.Masking;

/// <summary>Searches the masking log, newest first.</summary>
public static class MaskingLogQueries
{
    /// <summary>The rows of some records, by record.</summary>
    /// <param name="context">The database.</param>
    /// <param name="positions">The records' keys, at most a page of them.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public static async Task<ILookup<long, MaskingLogEntry>> MaskingOfAsync(
        this PortalDbContext context,
        IReadOnlyCollection<long> positions,
        CancellationToken cancellationToken
    )
    {
        if (positions.Count == 0)
        {
            return Array.Empty<MaskingLogEntry>().ToLookup(entry => entry.Position);
        }

        var rows = await context
            .MaskingLog.AsNoTracking()
            .Where(entry => positions.Contains(entry.Position))
            .OrderBy(entry => entry.Position)
            .ThenBy(entry => entry.Ordinal)
            .ToListAsync(cancellationToken);
        return rows.ToLookup(entry => entry.Position);
    }

    /// <summary>Rows that match, with their records and sessions, newest record first.</summary>
    public static IQueryable<MaskingLogRow> SearchMaskingLog(this PortalDbContext context, MaskingLogFilter filter)
    {
        var entries = Narrow(context.MaskingLog.AsNoTracking(), filter);
        var records = context.SearchRecords(filter.Records);
        return entries
            .Join(records, entry => entry.Position, record => record.Position, (entry, record) => new { entry, record })
            .LeftJoin(
                context.Sessions,
                row => row.record.SessionId,
                session => session.Id,
                (row, session) =>
                    new
                    {
                        row.entry,
                        row.record,
                        session,
                    }
            )
            .OrderByDescending(row => row.entry.Position)
            .ThenBy(row => row.entry.Ordinal)
            .Select(row => new MaskingLogRow(row.entry, row.record, row.session));
    }

    private static IQueryable<MaskingLogEntry> Narrow(IQueryable<MaskingLogEntry> entries, MaskingLogFilter filter)
    {
        if (filter.Kind is { } kind)
        {
            entries = entries.Where(entry => entry.Kind == kind);
        }

        if (filter.Rule is { } rule)
        {
            entries = entries.Where(entry => entry.Rule == rule);
        }

        if (filter.Action is { } action)
        {
            entries = entries.Where(entry => entry.Action == action);
        }

        return filter is { AfterPosition: { } position, AfterOrdinal: var ordinal }
            ? entries.Where(After(position, ordinal))
            : entries;
    }

    private static Expression<Func<MaskingLogEntry, bool>> After(long position, int ordinal) =>
        entry => entry.Position < position || (entry.Position == position && entry.Ordinal > ordinal);
}
