using Portal.Gateway.Notifications;

namespace Portal.Tests.Gateway.Notifications;

public sealed class RetryScheduleTests
{
    [Theory]
    [InlineData(1, 1, 2)]
    [InlineData(1, 0, 1)]
    [InlineData(4, 1, 16)]
    [InlineData(11, 1, 1800)]
    [InlineData(1000, 1, 1800)]
    [InlineData(1000, 0, 900)]
    public void After_Attempts_DoublesUpToHalfAnHour(int attempts, double random, int seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), RetrySchedule.After(attempts, random, null));

    [Theory]
    [InlineData(60, 60)]
    [InlineData(0, 2)]
    [InlineData(-5, 2)]
    [InlineData(1_000_000, 1800)]
    public void After_ReceiverAsks_WaitsAsLongButNotForEver(int asked, int seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), RetrySchedule.After(1, 1, TimeSpan.FromSeconds(asked)));
}
