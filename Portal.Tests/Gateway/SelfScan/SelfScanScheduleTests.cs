using Portal.Gateway.SelfScan;

namespace Portal.Tests.Gateway.SelfScan;

public sealed class SelfScanScheduleTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("13:00", 1)]
    [InlineData("12:00", 24)]
    [InlineData("03:00", 15)]
    public void Next_LastOneNotLongAgo_IsTheNextTimeOfDay(string at, int hours)
    {
        Assert.Equal(Noon.AddHours(hours), SelfScanSchedule.Next(Noon, TimeOnly.Parse(at), last: null));
        Assert.Equal(Noon.AddHours(hours), SelfScanSchedule.Next(Noon, TimeOnly.Parse(at), last: Noon.AddHours(-23)));
    }

    [Fact]
    public void Next_LastOneMoreThanADayAgo_IsSoonAfterTheStart() =>
        Assert.Equal(Noon.AddMinutes(5), SelfScanSchedule.Next(Noon, new TimeOnly(3, 0), last: Noon.AddHours(-25)));
}
