using System.Globalization;
using Microsoft.Extensions.Logging;
using Portal.Gateway.Journal;
using Portal.Gateway.Keys;
using Row = Portal.Data.SelfScans.SelfScan;

namespace Portal.Gateway.SelfScan;

/// <summary>
/// Searches the portal's own storage for card data (PCI DSS 3.2.1, A3.2.5), signs what came of it, and records it. One at a time.
/// What is found is an alarm and a failed control until a later scan finds nothing.
/// </summary>
public sealed partial class SelfScanner(
    StoreScan scan,
    ScanJournal journal,
    ControlFailures failures,
    TimeProvider time,
    ILogger<SelfScanner> logger
)
{
    private readonly SemaphoreSlim _running = new(1, 1);

    /// <summary>Runs one scan now.</summary>
    /// <param name="actor">Who asks; the portal itself for the daily one.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<SelfScanResult> RunAsync(KeyActor actor, CancellationToken cancellationToken)
    {
        if (!await _running.WaitAsync(TimeSpan.Zero, cancellationToken))
        {
            return new SelfScanResult(SelfScanOutcome.AlreadyRunning, null, null);
        }

        try
        {
            var report = await ScanAsync(cancellationToken);
            var (row, isRecorded) = await journal.SaveAsync(report, actor, cancellationToken);
            await JudgeAsync(report);
            return new SelfScanResult(isRecorded ? SelfScanOutcome.Done : SelfScanOutcome.Unrecorded, row, null);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // A scan that could not be made says nothing, and that is a failure too.
            LogFailed(logger, exception.GetType().Name, exception.Message);
            await failures.FailedAsync(
                PortalControls.SelfScan,
                $"The portal's storage could not be searched: {exception.GetType().Name}."
            );
            return new SelfScanResult(SelfScanOutcome.Failed, null, exception.Message);
        }
        finally
        {
            _running.Release();
        }
    }

    /// <summary>
    /// Searches and describes what was found, and neither records nor changes anything: for a program beside the portal.
    /// </summary>
    public async Task<Row> InspectAsync(CancellationToken cancellationToken) =>
        journal.Describe(await ScanAsync(cancellationToken));

    /// <summary>Takes up what the last scan found: it is still there until another one finds nothing.</summary>
    /// <returns>When the last scan began; null when there was none.</returns>
    internal async Task<DateTimeOffset?> ResumeAsync(CancellationToken cancellationToken)
    {
        try
        {
            var last = await journal.LastAsync(cancellationToken);
            if (last is { Findings: > 0 })
            {
                failures.Resume(new ControlFailure(PortalControls.SelfScan, last.Ended, CauseOf(last.Id, last.Findings)));
            }

            return last?.Started;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            LogLastUnknown(logger, exception.GetType().Name);
            return null;
        }
    }

    private async Task<ScanReport> ScanAsync(CancellationToken cancellationToken)
    {
        var started = time.GetUtcNow();
        var (scope, bytes, findings, places) = await Task.Run(() => scan.Run(cancellationToken), cancellationToken);
        return new ScanReport(Guid.CreateVersion7(started), started, time.GetUtcNow(), scope, bytes, findings, places);
    }

    private async Task JudgeAsync(ScanReport report)
    {
        if (report.Findings == 0)
        {
            await failures.RestoredAsync(PortalControls.SelfScan, $"Self-scan {report.Id} found nothing.");
            LogClean(logger, report.Bytes);
            return;
        }

        var places = string.Join(
            ", ",
            report
                .Places.Take(20)
                .Select(place => $"{place.Place} ({place.Kind}, {place.Values.ToString(CultureInfo.InvariantCulture)})")
        );
        LogFound(logger, report.Findings, places);
        await failures.FailedAsync(PortalControls.SelfScan, CauseOf(report.Id, report.Findings));
    }

    private static string CauseOf(Guid scan, int findings) =>
        $"Self-scan {scan} found {findings} value(s) of card data in the portal's own storage.";

    [LoggerMessage(Level = LogLevel.Information, Message = "Self-scan found no card data in {Bytes} bytes")]
    private static partial void LogClean(ILogger logger, long bytes);

    [LoggerMessage(Level = LogLevel.Critical, Message = "Self-scan found {Count} value(s) of card data: {Places}")]
    private static partial void LogFound(ILogger logger, int count, string places);

    [LoggerMessage(Level = LogLevel.Critical, Message = "Self-scan could not be made: {Type} {Reason}")]
    private static partial void LogFailed(ILogger logger, string type, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "The last self-scan could not be read: {Type}")]
    private static partial void LogLastUnknown(ILogger logger, string type);
}
