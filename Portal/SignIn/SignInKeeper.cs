namespace Portal.SignIn;

/// <summary>
/// Writes the activity of sign-ins twice a minute and when the portal stops, and removes what is too old to count.
/// </summary>
internal sealed partial class SignInKeeper(
    SignInStore store,
    SignInLocks locks,
    SignInLimits limits,
    TimeProvider time,
    ILogger<SignInKeeper> logger
) : BackgroundService
{
    private const int RoundsBetweenRemovals = 120;

    private static readonly TimeSpan Period = TimeSpan.FromSeconds(30);

    /// <inheritdoc/>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        limits.Trust(await locks.KnownNetworksAsync(cancellationToken));
        await base.StartAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await TryAsync(() => store.SaveAsync(all: true, cancellationToken));
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, time);
        for (var round = 0; await timer.WaitForNextTickAsync(stoppingToken); round++)
        {
            await TryAsync(() => store.SaveAsync(all: false, stoppingToken));
            if (round % RoundsBetweenRemovals == 0)
            {
                await TryAsync(() => store.RemoveOldAsync(stoppingToken));
                await TryAsync(() => locks.RemoveOldAsync(stoppingToken));
            }
        }
    }

    private async Task TryAsync(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // The next round tries again; until then a restart takes whoever is signed in for idle a little too early.
            LogFailed(logger, exception.GetType().Name);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Activity of sign-ins could not be written: {Type}")]
    private static partial void LogFailed(ILogger logger, string type);
}
