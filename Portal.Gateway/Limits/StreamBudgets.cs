using Microsoft.Extensions.Options;
using Portal.Gateway.Configuration;

namespace Portal.Gateway.Limits;

/// <summary>Begins to count what streams bring, by the limits of the configuration.</summary>
internal sealed class StreamBudgets(IOptions<LimitOptions> limits, TimeProvider time)
{
    /// <summary>Begins to count what one stream brings, and its time.</summary>
    public StreamBudget Begin(CancellationToken cancellationToken) => new(limits.Value, time, cancellationToken);
}
