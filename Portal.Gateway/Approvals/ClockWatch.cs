using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Portal.Data;
using Portal.Data.Approvals;
using Portal.Data.Sessions;
using Portal.Gateway.Journal;

namespace Portal.Gateway.Approvals;

/// <summary>
/// Notices that the wall clock was set back, by comparing it with the one that only goes forward. Permissions that are open then
/// would last longer than anybody granted, so they end: approvals that no call has used, and windows. Who needs them asks again.
/// </summary>
internal sealed partial class ClockWatch(
    IDbContextFactory<PortalDbContext> contexts,
    TicketWriteLock writeLock,
    PortalJournal journal,
    TimeProvider time,
    ILogger<ClockWatch> logger
) : BackgroundService
{
    // Clocks that are kept in step by slewing stay below.
    private static readonly TimeSpan Tolerated = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    private DateTimeOffset _wall = time.GetUtcNow();
    private long _stamp = time.GetTimestamp();
    private bool _isOwed;

    /// <summary>Compares the clocks once.</summary>
    internal async Task CheckAsync(CancellationToken cancellationToken)
    {
        var (wall, stamp) = (time.GetUtcNow(), time.GetTimestamp());
        var behind = _wall + time.GetElapsedTime(_stamp, stamp) - wall;
        (_wall, _stamp) = (wall, stamp);
        if (behind > Tolerated)
        {
            _isOwed = true;
            LogSetBack(logger, (long)behind.TotalSeconds);
            await journal.RecordAsync(
                "clock-set-back",
                RecordActor.Portal,
                null,
                RecordOutcome.Error,
                ("seconds", ((long)behind.TotalSeconds).ToString()),
                ("effect", "open approvals and windows end")
            );
        }

        if (_isOwed)
        {
            await EndAsync(wall, cancellationToken);
            _isOwed = false;
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await CheckAsync(stoppingToken);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                // The database is away; tried again at the next look.
                LogFailed(logger, exception.GetType().Name);
            }
        }
    }

    private async Task EndAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        using var turn = await writeLock.EnterAsync(cancellationToken);
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await context
            .ApprovalTickets.Where(ticket =>
                ticket.State == TicketState.Approved && ticket.Claimed == null && ticket.GrantExpires > now
            )
            .ExecuteUpdateAsync(set => set.SetProperty(ticket => ticket.GrantExpires, now), cancellationToken);
        await context
            .ApprovalWindows.Where(window => window.Revoked == null && window.Until > now)
            .ExecuteUpdateAsync(
                set =>
                    set.SetProperty(window => window.Revoked, now)
                        .SetProperty(window => window.RevokedBy, "the portal: its clock was set back"),
                cancellationToken
            );
    }

    [LoggerMessage(
        Level = LogLevel.Critical,
        Message = "The clock was set back by {Seconds} s. Approvals that no call has used and just-in-time windows end now"
    )]
    private static partial void LogSetBack(ILogger logger, long seconds);

    [LoggerMessage(Level = LogLevel.Error, Message = "The clock was set back, and open approvals could not be ended: {Type}")]
    private static partial void LogFailed(ILogger logger, string type);
}
