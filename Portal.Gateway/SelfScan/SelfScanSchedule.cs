using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Portal.Gateway.Keys;

namespace Portal.Gateway.SelfScan;

/// <summary>Runs the self-scan each day at its time, and soon after a start when the last one is more than a day old.</summary>
internal sealed class SelfScanSchedule(SelfScanner scanner, IOptions<SelfScanOptions> options, TimeProvider time)
    : BackgroundService
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    // A start has better things to do than to read the whole database.
    private static readonly TimeSpan AfterStart = TimeSpan.FromMinutes(5);

    /// <summary>When the next one runs.</summary>
    internal static DateTimeOffset Next(DateTimeOffset now, TimeOnly dailyAt, DateTimeOffset? last)
    {
        if (now - last > Day)
        {
            return now + AfterStart;
        }

        var today = new DateTimeOffset(DateOnly.FromDateTime(now.UtcDateTime), dailyAt, TimeSpan.Zero);
        return today > now ? today : today + Day;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var last = await scanner.ResumeAsync(stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            var now = time.GetUtcNow();
            await Task.Delay(Next(now, options.Value.DailyAt, last) - now, time, stoppingToken);
            last = null;
            await scanner.RunAsync(KeyActor.Portal, stoppingToken);
        }
    }
}
