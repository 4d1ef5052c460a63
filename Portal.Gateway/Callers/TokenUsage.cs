using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Portal.Data;

namespace Portal.Gateway.Callers;

/// <summary>
/// Remembers when and from where tokens were last used and writes it to the database twice a minute, off the calls' way.
/// </summary>
public sealed partial class TokenUsage(IDbContextFactory<PortalDbContext> contexts, TimeProvider time, ILogger<TokenUsage> logger)
    : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<Guid, Use> _uses = new();

    /// <summary>Notes a use.</summary>
    public void Note(Guid tokenId, DateTimeOffset at, string sourceIp)
    {
        // Most calls come from where the last one came from, seconds ago.
        if (!_uses.TryGetValue(tokenId, out var use) || use.SourceIp != sourceIp || at - use.At > Period)
        {
            _uses[tokenId] = new Use(at, sourceIp);
        }
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await FlushAsync(stoppingToken);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                // The next round tries again; calls are not held up by a list of last uses.
                LogFailed(logger, exception.GetType().Name);
            }
        }
    }

    private async Task FlushAsync(CancellationToken cancellationToken)
    {
        foreach (var pair in _uses)
        {
            await using var context = await contexts.CreateDbContextAsync(cancellationToken);
            var use = pair.Value;
            await context
                .AccessTokens.Where(token => token.Id == pair.Key)
                .ExecuteUpdateAsync(
                    set =>
                        set.SetProperty(token => token.LastUsed, use.At).SetProperty(token => token.LastUsedFrom, use.SourceIp),
                    cancellationToken
                );
            _uses.TryRemove(pair);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Last use of tokens could not be written: {Type}")]
    private static partial void LogFailed(ILogger logger, string type);

    private sealed record Use(DateTimeOffset At, string SourceIp);
}
