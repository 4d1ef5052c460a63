using Microsoft.Extensions.Time.Testing;

namespace Portal.Tests.Fakes;

/// <summary>A clock that only a test moves. Its wall clock can be set as a person or a time server does it: time stamps and timers go on as before.</summary>
internal sealed class JumpingClock(DateTimeOffset start) : FakeTimeProvider(start)
{
    private long _set;

    /// <summary>Sets the wall clock forward or back.</summary>
    public void Set(TimeSpan by) => Interlocked.Add(ref _set, by.Ticks);

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow().AddTicks(Interlocked.Read(ref _set));

    // The base class derives it from the wall clock.
    public override long GetTimestamp() => base.GetUtcNow().Ticks;
}
