using System.Collections.Concurrent;
using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;

namespace Portal.SignIn;

/// <summary>
/// Counts attempts to sign in by network and in all. Networks that somebody has signed in from have a share of their own, so that
/// a flood of strangers keeps nobody out.
/// </summary>
internal sealed class SignInLimits : IDisposable
{
    // Six steps of ten seconds: a burst at the end of one minute counts in the next.
    private const int Segments = 6;

    private readonly ConcurrentDictionary<string, bool> _known = new(StringComparer.Ordinal);
    private readonly PartitionedRateLimiter<string> _byNetwork;
    private readonly PartitionedRateLimiter<string> _inAll;

    public SignInLimits(IOptions<SignInLimitOptions> options)
    {
        var limits = options.Value;
        _byNetwork = PartitionedRateLimiter.Create<string, string>(
            network => RateLimitPartition.GetSlidingWindowLimiter(network, _ => Minute(limits.PerAddressPerMinute)),
            StringComparer.Ordinal
        );
        _inAll = PartitionedRateLimiter.Create<string, bool>(network =>
            RateLimitPartition.GetSlidingWindowLimiter(IsKnown(network), _ => Minute(limits.PerMinute))
        );
    }

    /// <summary>Whether somebody has signed in from there.</summary>
    public bool IsKnown(string network) => _known.ContainsKey(network);

    /// <summary>Notes networks that somebody has signed in from.</summary>
    public void Trust(IEnumerable<string> networks)
    {
        foreach (var network in networks)
        {
            _known[network] = true;
        }
    }

    /// <summary>Counts an attempt; false when it is one too many.</summary>
    public bool TryTake(string network)
    {
        using var own = _byNetwork.AttemptAcquire(network);
        if (!own.IsAcquired)
        {
            return false;
        }

        using var all = _inAll.AttemptAcquire(network);
        return all.IsAcquired;
    }

    public void Dispose()
    {
        _byNetwork.Dispose();
        _inAll.Dispose();
    }

    private static SlidingWindowRateLimiterOptions Minute(int permits) =>
        new()
        {
            PermitLimit = permits,
            Window = TimeSpan.FromMinutes(1),
            SegmentsPerWindow = Segments,
        };
}
