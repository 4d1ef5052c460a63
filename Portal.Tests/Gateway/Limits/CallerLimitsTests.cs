using Microsoft.Extensions.Options;
using Portal.Gateway.Configuration;
using Portal.Gateway.Limits;
using Xunit;

namespace Portal.Tests.Gateway.Limits;

public sealed class CallerLimitsTests
{
    [Fact]
    public void TakeCall_BeyondTheLimit_IsNotAcquiredUntilOneIsGivenBack()
    {
        using var limits = new CallerLimits(Options.Create(new LimitOptions { CallsPerCaller = 2, StreamsPerCaller = 1 }));
        var (one, other) = (Guid.NewGuid(), Guid.NewGuid());
        using var first = limits.TakeCall(one);
        var second = limits.TakeCall(one);
        using var stream = limits.TakeStream(one);
        using var ofOther = limits.TakeCall(other);

        Assert.True(first.IsAcquired && second.IsAcquired && stream.IsAcquired && ofOther.IsAcquired);
        Assert.False(limits.TakeCall(one).IsAcquired);
        Assert.False(limits.TakeStream(one).IsAcquired);
        second.Dispose();
        using var again = limits.TakeCall(one);
        Assert.True(again.IsAcquired);
    }
}
