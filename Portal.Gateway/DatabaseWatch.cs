using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Portal.Data.Locking;
using Portal.Data.Sessions;
using Portal.Gateway.Journal;

namespace Portal.Gateway;

/// <summary>
/// Asks every other second whether the database is still this process's alone and its files the right ones. A lost lock is taken
/// again where nobody else has it; calls pass again when everything that is kept in memory has been read anew.
/// </summary>
internal sealed partial class DatabaseWatch(
    DatabaseLease lease,
    IRecordStore store,
    IServiceProvider services,
    TimeProvider time,
    ILogger<DatabaseWatch> logger
) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(2);

    /// <summary>Looks once.</summary>
    internal async Task LookAsync(CancellationToken cancellationToken)
    {
        if (lease.Probe() is { } reason)
        {
            await services.GetRequiredService<ControlFailures>().FailedAsync(PortalControls.DatabaseLock, reason);
            if (!lease.TryRegain())
            {
                return;
            }

            await services.ReloadGatewayAsync(cancellationToken);
            lease.Resume();
            if (lease.Lost is null)
            {
                await services
                    .GetRequiredService<ControlFailures>()
                    .RestoredAsync(
                        PortalControls.DatabaseLock,
                        "The lock was free and is held again; policies, servers and tokens were read again."
                    );
            }
        }
        else if (store.Fault is not null && services.GetRequiredService<RecordWriter>().FailingSince is null)
        {
            // Nobody calls, so nobody would find out: this record cannot be stored, and that is what raises the alarm.
            await services
                .GetRequiredService<PortalJournal>()
                .RecordAsync("recording-checked", RecordActor.Portal, null, RecordOutcome.Ok);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await LookAsync(stoppingToken);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                // The next look tries again; until then nothing passes that did not before.
                LogFailed(logger, exception.GetType().Name, exception.Message);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The database could not be checked: {Type} {Reason}")]
    private static partial void LogFailed(ILogger logger, string type, string reason);
}
