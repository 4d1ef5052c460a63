using Microsoft.Extensions.Time.Testing;
using Portal.Components.Display;
using Xunit;

namespace Portal.Tests.Components;

public sealed class ThrottleTests
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    [Fact]
    public void Ask_Often_RunsAtOnceAndThenOnceAPause()
    {
        var clock = new FakeTimeProvider();
        var runs = 0;
        using var throttle = new Throttle(clock, Pause, () => Task.FromResult(++runs));

        for (var asked = 0; asked < 1000; asked++)
        {
            throttle.Ask();
        }

        Assert.Equal(1, runs);
        clock.Advance(Pause);
        Assert.Equal(2, runs);
        clock.Advance(Pause * 5);
        Assert.Equal(2, runs);
    }

    [Fact]
    public void Ask_WhileItRuns_RunsOnceMoreAfterwards()
    {
        var clock = new FakeTimeProvider();
        var running = new TaskCompletionSource();
        var runs = 0;
        using var throttle = new Throttle(clock, Pause, () => ++runs == 1 ? running.Task : Task.CompletedTask);
        throttle.Ask();
        throttle.Ask();
        throttle.Ask();
        Assert.Equal(1, runs);

        running.SetResult();
        clock.Advance(Pause);

        Assert.Equal(2, runs);
    }

    [Fact]
    public void Ask_AfterARunFailed_RunsAgain()
    {
        var clock = new FakeTimeProvider();
        var runs = 0;
        using var throttle = new Throttle(clock, Pause, () => ++runs == 1 ? Task.FromException(new InvalidOperationException("the page is gone")) : Task.CompletedTask);
        throttle.Ask();
        clock.Advance(Pause);

        throttle.Ask();

        Assert.Equal(2, runs);
    }

    [Fact]
    public void Ask_AfterDispose_DoesNothing()
    {
        var clock = new FakeTimeProvider();
        var runs = 0;
        var throttle = new Throttle(clock, Pause, () => Task.FromResult(++runs));
        throttle.Ask();
        throttle.Ask();
        throttle.Dispose();

        clock.Advance(Pause * 2);
        throttle.Ask();

        Assert.Equal(1, runs);
    }
}
