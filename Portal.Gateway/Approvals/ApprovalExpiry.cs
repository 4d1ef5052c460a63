using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Portal.Data;
using Portal.Data.Approvals;

namespace Portal.Gateway.Approvals;

/// <summary>
/// Ends tickets whose time is over, once a second, and those whose rule has changed, when it does. Expiry means denied.
/// </summary>
internal sealed partial class ApprovalExpiry(
    IDbContextFactory<PortalDbContext> contexts,
    TicketExpirer expirer,
    TicketRules rules,
    TimeProvider time,
    ILogger<ApprovalExpiry> logger
) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    private TicketRules.State? _rules;

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await SweepAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException)
        {
            // The portal stops; the next one goes on.
        }
    }

    /// <summary>Ends what is over now.</summary>
    internal async Task SweepAsync(CancellationToken cancellationToken)
    {
        try
        {
            var state = rules.Current;
            foreach (var ticket in await OverdueAsync(everything: state != _rules, cancellationToken))
            {
                if (expirer.IsOver(ticket) && !await expirer.ExpireAsync(ticket))
                {
                    return;
                }
            }

            _rules = state;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            LogFailed(logger, exception.GetType().Name);
        }
    }

    private async Task<List<ApprovalTicket>> OverdueAsync(bool everything, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var now = time.GetUtcNow();
        return await context
            .ApprovalTickets.AsNoTracking()
            .Where(ticket =>
                ticket.State == TicketState.Pending && (everything || ticket.Expires <= now || ticket.Method != "tools/call")
            )
            .OrderBy(ticket => ticket.Expires)
            .ToListAsync(cancellationToken);
    }

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "Tickets whose time is over could not be ended: {Type}. Nobody can approve them all the same"
    )]
    private static partial void LogFailed(ILogger logger, string type);
}
