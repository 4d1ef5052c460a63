using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;
using Portal.Gateway.Configuration;

namespace Portal.Gateway.Limits;

/// <summary>
/// Runs searches over the evidence, few at once and none for ever: one may read everything there is, and the database and the
/// processors are those of the calls.
/// </summary>
public sealed class SearchLimiter : IDisposable
{
    private const int WaitingPerCaller = 8;
    private const int Waiting = 64;

    private readonly PartitionedRateLimiter<Guid> _perCaller;
    private readonly ConcurrencyLimiter _inAll;
    private readonly TimeProvider _time;
    private readonly TimeSpan _longest;

    /// <summary>Creates the limiter.</summary>
    public SearchLimiter(IOptions<LimitOptions> options, TimeProvider time)
    {
        var limits = options.Value;
        _time = time;
        _longest = TimeSpan.FromSeconds(limits.SearchSeconds);
        _perCaller = PartitionedRateLimiter.Create<Guid, Guid>(caller =>
            RateLimitPartition.GetConcurrencyLimiter(caller, _ => Concurrency(limits.SearchesPerCaller, WaitingPerCaller))
        );
        _inAll = new ConcurrencyLimiter(Concurrency(limits.Searches, Waiting));
    }

    /// <summary>Runs a search if there is room for it now.</summary>
    /// <param name="caller">Who searches.</param>
    /// <param name="search">The search; heeds its token.</param>
    /// <param name="cancellationToken">Cancels, for instance because who asked has left.</param>
    public async Task<SearchResult<T>> RunAsync<T>(
        Guid caller,
        Func<CancellationToken, Task<T>> search,
        CancellationToken cancellationToken
    )
        where T : class
    {
        using var own = _perCaller.AttemptAcquire(caller);
        using var any = own.IsAcquired ? _inAll.AttemptAcquire() : null;
        return any is { IsAcquired: true }
            ? await RunAsync(search, cancellationToken)
            : new SearchResult<T>(SearchOutcome.Busy, null);
    }

    /// <summary>Runs a search when there is room for it, unless too many wait already.</summary>
    public async Task<SearchResult<T>> RunInTurnAsync<T>(
        Guid caller,
        Func<CancellationToken, Task<T>> search,
        CancellationToken cancellationToken
    )
        where T : class
    {
        using var own = await _perCaller.AcquireAsync(caller, cancellationToken: cancellationToken);
        using var any = own.IsAcquired ? await _inAll.AcquireAsync(cancellationToken: cancellationToken) : null;
        return any is { IsAcquired: true }
            ? await RunAsync(search, cancellationToken)
            : new SearchResult<T>(SearchOutcome.Busy, null);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _perCaller.Dispose();
        _inAll.Dispose();
    }

    private static ConcurrencyLimiterOptions Concurrency(int limit, int waiting) =>
        new()
        {
            PermitLimit = limit,
            QueueLimit = waiting,
            QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
        };

    private async Task<SearchResult<T>> RunAsync<T>(Func<CancellationToken, Task<T>> search, CancellationToken cancellationToken)
        where T : class
    {
        using var patience = new CancellationTokenSource(_longest, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            return new SearchResult<T>(SearchOutcome.Found, await search(either.Token));
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return new SearchResult<T>(SearchOutcome.TooLong, null);
        }
    }
}
