using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;
using Portal.Gateway.Configuration;

namespace Portal.Gateway.Limits;

/// <summary>Counts what each caller has open. Who has nothing open is forgotten.</summary>
internal sealed class CallerLimits(IOptions<LimitOptions> options) : IDisposable
{
    private readonly PartitionedRateLimiter<Guid> _calls = Concurrency(options.Value.CallsPerCaller);
    private readonly PartitionedRateLimiter<Guid> _streams = Concurrency(options.Value.StreamsPerCaller);

    /// <summary>
    /// Takes a place for a call, which is given back with the lease; none is acquired when the caller has too many open.
    /// </summary>
    public RateLimitLease TakeCall(Guid caller) => _calls.AttemptAcquire(caller);

    /// <summary>Takes a place for a stream.</summary>
    public RateLimitLease TakeStream(Guid caller) => _streams.AttemptAcquire(caller);

    public void Dispose()
    {
        _calls.Dispose();
        _streams.Dispose();
    }

    // One delegate for all calls: the library's own short form makes one a call.
    private static PartitionedRateLimiter<Guid> Concurrency(int limit)
    {
        Func<Guid, RateLimiter> limiter = _ => new ConcurrencyLimiter(new ConcurrencyLimiterOptions { PermitLimit = limit });
        return PartitionedRateLimiter.Create<Guid, Guid>(caller => RateLimitPartition.Get(caller, limiter));
    }
}
