using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Data.Sessions;
using Portal.Gateway.Journal;

namespace Portal.Components.Policies;

/// <summary>
/// Finds recorded messages for the test bench. Taking one is a view of the evidence and recorded as such (PCI DSS 10.2.1.3).
/// </summary>
internal sealed partial class RecordedMessages(IDbContextFactory<PortalDbContext> contexts, PortalJournal journal)
{
    private const int Latest = 20;

    /// <summary>The latest messages that passed.</summary>
    public async Task<IReadOnlyList<RecordedMessage>> LatestAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await DescribeAsync(
            context,
            context
                .SearchRecords(new SessionFilter())
                .Where(record => record.SessionId != null && record.Method == "tools/call")
                .Take(Latest),
            cancellationToken
        );
    }

    /// <summary>
    /// The message of a record id or permalink, or the latest of a session's id or address; null when there is none.
    /// </summary>
    public async Task<RecordedMessage?> FindAsync(string text, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        if (RecordPattern().Match(text) is { Success: true } record)
        {
            var position = await context.FindPositionAsync(
                Guid.Parse(record.Groups["stream"].ValueSpan),
                long.Parse(record.Groups["sequence"].ValueSpan, CultureInfo.InvariantCulture),
                cancellationToken
            );
            return (
                await DescribeAsync(
                    context,
                    context.Records.AsNoTracking().Where(row => row.Position == position),
                    cancellationToken
                )
            ).FirstOrDefault();
        }

        if (SessionPattern().Match(text) is not { Success: true } session)
        {
            return null;
        }

        var id = Guid.Parse(session.ValueSpan);
        var latest = context
            .Records.AsNoTracking()
            .Where(row => row.SessionId == id && row.From == RecordOrigin.Server)
            .OrderByDescending(row => row.Time)
            .ThenByDescending(row => row.Position)
            .Take(1);
        return (await DescribeAsync(context, latest, cancellationToken)).FirstOrDefault();
    }

    /// <summary>The masked text of a message; null when it cannot be read or its being read cannot be recorded.</summary>
    public async Task<string?> ReadAsync(RecordedMessage message, RecordActor person, CancellationToken cancellationToken)
    {
        if (!await journal.RecordAsync("policy-tested", person, null, RecordOutcome.Ok, ("record", message.Id)))
        {
            return null;
        }

        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context
            .RecordPayloads.AsNoTracking()
            .Where(payload => payload.Position == message.Position)
            .Select(payload => payload.Text)
            .FirstOrDefaultAsync(cancellationToken);
    }

    private static async Task<IReadOnlyList<RecordedMessage>> DescribeAsync(
        PortalDbContext context,
        IQueryable<Record> records,
        CancellationToken cancellationToken
    )
    {
        var rows = await records
            .Select(record => new
            {
                Record = record,
                Server = context
                    .Sessions.Where(session => session.Id == record.SessionId)
                    .Select(session => session.Server)
                    .FirstOrDefault(),
            })
            .ToListAsync(cancellationToken);
        return
        [
            .. rows.Select(row => new RecordedMessage(
                string.Create(CultureInfo.InvariantCulture, $"{row.Record.Stream:N}.{row.Record.Sequence}"),
                row.Record.Position,
                row.Record.Time,
                row.Server,
                row.Record.Tool,
                row.Record.Method,
                row.Record.From == RecordOrigin.Client,
                row.Record.MaskedCount
            )),
        ];
    }

    [GeneratedRegex(
        @"\b(?<stream>[0-9a-f]{32}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.(?<sequence>[0-9]{1,18})\b",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking
    )]
    private static partial Regex RecordPattern();

    [GeneratedRegex(@"\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex SessionPattern();
}
