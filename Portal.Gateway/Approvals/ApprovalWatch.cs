using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Portal.Data;

namespace Portal.Gateway.Approvals;

/// <summary>
/// The one clock of all held calls, and the tail of what other replicas decide: the database is where replicas meet. Does nothing
/// while nobody waits or watches.
/// </summary>
internal sealed partial class ApprovalWatch(
    IDbContextFactory<PortalDbContext> contexts,
    ApprovalWaiters waiters,
    ApprovalFeed feed,
    IHostApplicationLifetime lifetime,
    TimeProvider time,
    ILogger<ApprovalWatch> logger
) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(250);

    // How far clocks of replicas may differ, and how long a change may take from its time stamp to its commit.
    private static readonly TimeSpan Overlap = TimeSpan.FromSeconds(3);

    private DateTimeOffset _seen = time.GetUtcNow();

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var stopping = lifetime.ApplicationStopping.Register(waiters.Close);
        using var timer = new PeriodicTimer(Period, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                waiters.Tick();
                await TailAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException)
        {
            // The portal stops.
        }
    }

    private async Task TailAsync(CancellationToken cancellationToken)
    {
        if (waiters.IsEmpty && !feed.IsWatched)
        {
            _seen = time.GetUtcNow();
            feed.Forget(_seen - (Overlap * 2));
            return;
        }

        // Behind a clock that was set back, changes would look old until it has caught up.
        var now = time.GetUtcNow();
        _seen = _seen < now ? _seen : now;
        try
        {
            foreach (var notice in await ReadAsync(_seen - Overlap, cancellationToken))
            {
                feed.Announce(notice);
                _seen = notice.Changed > _seen ? notice.Changed : _seen;
            }

            feed.Forget(_seen - (Overlap * 2));
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // The database is away; a call that waits reads its row at its deadline anyway.
            LogFailed(logger, exception.GetType().Name);
        }
    }

    private async Task<List<ApprovalNotice>> ReadAsync(DateTimeOffset since, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context
            .ApprovalTickets.AsNoTracking()
            .Where(ticket => ticket.Changed > since)
            .OrderBy(ticket => ticket.Changed)
            .Select(ticket => new ApprovalNotice(
                ticket.Id,
                ticket.State,
                ticket.CallerId,
                ticket.OwnerId,
                ticket.CallerName,
                ticket.Server,
                ticket.Tool,
                ticket.Rule,
                ticket.Approvals,
                ticket.Quorum,
                ticket.Created,
                ticket.Expires,
                ticket.Changed
            )
            {
                Method = ticket.Method,
            })
            .ToListAsync(cancellationToken);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Changes of tickets could not be read: {Type}")]
    private static partial void LogFailed(ILogger logger, string type);
}
