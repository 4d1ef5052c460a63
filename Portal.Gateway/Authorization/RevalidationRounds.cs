using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Portal.Gateway.Callers;
using Portal.Gateway.Exchanges;

namespace Portal.Gateway.Authorization;

/// <summary>
/// Looks every two seconds at all exchanges that are open for longer than that, and cuts off those whose caller may not go on.
/// One timer and one reading of the
/// database for all of them.
/// </summary>
internal sealed partial class RevalidationRounds(
    OpenExchanges open,
    CallerRevalidation revalidation,
    StoredCallers stored,
    TimeProvider time,
    ILogger<RevalidationRounds> logger
) : BackgroundService
{
    /// <summary>Time between two rounds: within twice as much whoever may not go on is cut off.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromSeconds(2);

    /// <summary>Looks once at all that is due.</summary>
    internal async Task LookAsync(CancellationToken cancellationToken)
    {
        var due = open.OlderThan(Period);
        if (due.Count == 0)
        {
            return;
        }

        var callers = await ReadAsync(due, cancellationToken);
        foreach (var exchange in due)
        {
            if ((revalidation.Check(exchange) ?? Check(exchange, callers)) is { } refusal)
            {
                exchange.CutOff = refusal;
                LogCutOff(logger, exchange.Server, exchange.Caller.Id, refusal.Code);
                await open.EndAsync(exchange);
            }
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
                await LookAsync(stoppingToken);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                // The next round looks again; this one must not be the last.
                LogFailed(logger, exception.GetType().Name, exception.StackTrace);
            }
        }
    }

    private Refusal? Check(Exchange exchange, IReadOnlyDictionary<Guid, Caller>? callers) =>
        callers is null ? null
        : callers.TryGetValue(exchange.Caller.TokenId, out var caller) ? revalidation.Judge(exchange, caller)
        : CallerRevalidation.NotAuthenticated(exchange, "the token is revoked or expired, or its holder is disabled");

    // Without the database what the portal has in memory decides: nothing passes on an open stream then, because nothing can be
    // recorded.
    private async Task<IReadOnlyDictionary<Guid, Caller>?> ReadAsync(
        IReadOnlyList<Exchange> due,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return await stored.ReadAsync(due.Select(exchange => exchange.Caller.TokenId).Distinct(), cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            LogUnread(logger, exception.GetType().Name);
            return null;
        }
    }

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "A call or stream to {Server} of caller {Caller} was cut off, because the caller may not go on ({Code})"
    )]
    private static partial void LogCutOff(ILogger logger, string server, Guid caller, int code);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Whether open calls and streams may go on could not be read from the database: {Type}"
    )]
    private static partial void LogUnread(ILogger logger, string type);

    [LoggerMessage(Level = LogLevel.Error, Message = "Open calls and streams could not be looked at: {Type}\n{Stack}")]
    private static partial void LogFailed(ILogger logger, string type, string? stack);
}
