using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Portal.Gateway.Tasks;

/// <summary>Forgets old tasks once an hour.</summary>
internal sealed partial class TaskExpiry(TaskDirectory tasks, TimeProvider time, ILogger<TaskExpiry> logger) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromHours(1);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await tasks.ForgetAsync(stoppingToken);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                // The next hour tries again; keeping them longer does no harm.
                LogFailed(logger, exception.GetType().Name);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Old tasks could not be forgotten: {Type}")]
    private static partial void LogFailed(ILogger logger, string type);
}
