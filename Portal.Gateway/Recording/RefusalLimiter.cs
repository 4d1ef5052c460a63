using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Portal.Data.Sessions;
using Portal.Gateway.Configuration;
using Portal.Gateway.Journal;

namespace Portal.Gateway.Recording;

/// <summary>
/// Keeps refusals from filling the evidence: so many a minute from one source, and in all, are recorded one by one; of the others
/// there is one record a minute and source that says how many they were. No call passes by that: what is refused is refused.
/// </summary>
public sealed class RefusalLimiter(PortalJournal journal, IOptions<LimitOptions> options, TimeProvider time)
    : IHostedService,
        IDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan Slowness = TimeSpan.FromMilliseconds(500);

    private RefusalMinute _minute = new(time.GetUtcNow());
    private ITimer? _timer;

    /// <summary>Seconds until refusals are recorded one by one again.</summary>
    public int RetryAfterSeconds =>
        (int)
            Math.Clamp(
                Math.Ceiling((Period - (time.GetUtcNow() - Volatile.Read(ref _minute).Begun)).TotalSeconds),
                1,
                Period.TotalSeconds
            );

    /// <summary>Counts a refusal; false when it is one too many to be recorded by itself.</summary>
    public bool Takes(RefusalSource source) =>
        Volatile.Read(ref _minute).Takes(source, options.Value.RefusedPerAddressPerMinute, options.Value.RefusedPerMinute);

    /// <summary>
    /// Waits before a refusal by a limit is answered. Who asks again at once, whatever <c>Retry-After</c> says, would keep the
    /// processors busy with refusals.
    /// </summary>
    /// <param name="cancellationToken">Cancelled when the client leaves, which ends the wait quietly.</param>
    public async Task SlowDownAsync(CancellationToken cancellationToken) =>
        await Task.Delay(Slowness, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        _timer = time.CreateTimer(_ => _ = SummarizeAsync(), null, Period, Period);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => SummarizeAsync();

    /// <inheritdoc/>
    public void Dispose() => _timer?.Dispose();

    /// <summary>Records what was not recorded one by one, and begins a new minute.</summary>
    internal async Task SummarizeAsync()
    {
        var now = time.GetUtcNow();
        var over = Interlocked.Exchange(ref _minute, new RefusalMinute(now));
        foreach (var (source, number) in over.Unrecorded)
        {
            await journal.RecordAsync(
                "refusals-counted",
                source.Caller ?? RecordActor.Anonymous,
                source.Address,
                RecordOutcome.Denied,
                ("number", number.ToString()),
                ("from", Text(over.Begun)),
                ("to", Text(now))
            );
        }
    }

    private static string Text(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'");
}
