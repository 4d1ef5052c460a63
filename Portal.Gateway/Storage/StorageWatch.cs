using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Portal.Gateway.Journal;

namespace Portal.Gateway.Storage;

/// <summary>
/// Looks at the free space of the evidence's volume every ten seconds, raises the alarm when it is low, and says when calls must
/// be refused.
/// </summary>
public sealed partial class StorageWatch(
    IFreeSpace space,
    ControlFailures failures,
    IOptions<EvidenceOptions> options,
    TimeProvider time,
    ILogger<StorageWatch> logger
) : BackgroundService
{
    private const long Gigabyte = 1L << 30;

    private static readonly TimeSpan Period = TimeSpan.FromSeconds(10);

    private volatile StorageState _state;

    /// <summary>How much room there is.</summary>
    public StorageState State => _state;

    /// <summary>Whether calls are refused now.</summary>
    public bool IsFull => _state == StorageState.Full;

    /// <summary>Looks once.</summary>
    internal async Task CheckAsync()
    {
        if (options.Value.MinFreeGB == 0)
        {
            return;
        }

        try
        {
            if (space.Measure() is { } free)
            {
                await EnterAsync(StateOf(free), free);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Whether records can still be written is for recording itself to find out.
            LogUnreadable(logger, exception.GetType().Name);
            await failures.FailedAsync(PortalControls.DiskSpace, "The free space of the evidence's volume cannot be measured.");
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, time);
        do
        {
            await CheckAsync();
        } while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    // Out of a state only with a twentieth more than what led into it, so that it does not change with every record.
    private StorageState StateOf(long free)
    {
        var least = options.Value.MinFreeGB * Gigabyte;
        var full = least / 2;
        return free < full || (IsFull && free < full / 20 * 21) ? StorageState.Full
            : free < least || (_state != StorageState.Ample && free < least / 20 * 21) ? StorageState.Low
            : StorageState.Ample;
    }

    private async Task EnterAsync(StorageState next, long free)
    {
        if (next == _state && !(next == StorageState.Ample && failures.IsFailed(PortalControls.DiskSpace)))
        {
            return;
        }

        var was = _state;
        _state = next;
        var megabytes = free / (1024 * 1024);
        if (next == StorageState.Ample)
        {
            await failures.RestoredAsync(PortalControls.DiskSpace, $"There are {megabytes} MB free again.");
            return;
        }

        if (next == StorageState.Full)
        {
            LogFull(logger, megabytes, options.Value.MinFreeGB);
        }
        else if (was == StorageState.Full)
        {
            LogRoom(logger, megabytes);
        }

        await failures.FailedAsync(
            PortalControls.DiskSpace,
            $"The evidence's volume has {megabytes} MB free, less than the {options.Value.MinFreeGB} GB of Evidence:MinFreeGB; "
                + "below half of that calls are refused."
        );
    }

    [LoggerMessage(
        Level = LogLevel.Critical,
        Message = "The evidence's volume has {Megabytes} MB free, less than half of Evidence:MinFreeGB ({Gigabytes}). Calls "
            + "are refused until there is room"
    )]
    private static partial void LogFull(ILogger logger, long megabytes, int gigabytes);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "The evidence's volume has {Megabytes} MB free again. Calls go on; it is still low"
    )]
    private static partial void LogRoom(ILogger logger, long megabytes);

    [LoggerMessage(Level = LogLevel.Error, Message = "The free space of the evidence's volume cannot be measured: {Type}")]
    private static partial void LogUnreadable(ILogger logger, string type);
}
