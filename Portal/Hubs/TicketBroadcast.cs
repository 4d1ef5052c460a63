using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Data.Approvals;

namespace Portal.Hubs;

/// <summary>
/// Reads each ticket that has changed once, however many connections there are, and hands it to those that may see it.
/// </summary>
internal sealed partial class TicketBroadcast(
    TicketSubscribers subscribers,
    IDbContextFactory<PortalDbContext> contexts,
    ILogger<TicketBroadcast> logger
) : BackgroundService
{
    private const int MostAtOnce = 100;

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var batch in subscribers.Changed.ReadAsync(stoppingToken))
        {
            try
            {
                await AnnounceAsync(batch, stoppingToken);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                LogFailed(logger, exception.GetType().Name);
                Resync();
            }
        }
    }

    private async Task AnnounceAsync(IReadOnlyList<Guid> ids, CancellationToken cancellationToken)
    {
        if (ids.Count == 0)
        {
            Resync();
        }

        foreach (var chunk in ids.Distinct().Chunk(MostAtOnce))
        {
            await using var context = await contexts.CreateDbContextAsync(cancellationToken);
            var rows = await context
                .ApprovalTickets.AsNoTracking()
                .Where(ticket => chunk.Contains(ticket.Id))
                .WithoutLargeTexts()
                .ToListAsync(cancellationToken);
            foreach (var row in rows.OrderBy(row => Array.IndexOf(chunk, row.Id)))
            {
                var message = TicketMessage.Of(row);
                foreach (var subscriber in subscribers.Open)
                {
                    subscriber.Announce(row, message);
                }
            }
        }
    }

    private void Resync()
    {
        foreach (var subscriber in subscribers.Open)
        {
            subscriber.Resync();
        }
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "A change of a ticket could not be read for the hub: {Type}. Clients are told to read anew"
    )]
    private static partial void LogFailed(ILogger logger, string type);
}
