using System.Diagnostics;

namespace Portal.Bench.Load;

/// <summary>The paces there are.</summary>
internal static class Paces
{
    public const long Stop = -1;

    /// <summary>Closed loop: every client calls as soon as its last reply is there.</summary>
    public static Pace For(TimeSpan duration) => start =>
    {
        long end = start + ToTicks(duration.TotalSeconds);
        return () => Stopwatch.GetTimestamp() is var now && now < end ? now : Stop;
    };

    /// <summary>Closed loop over a number of calls; <paramref name="every"/> hears of each multiple of <paramref name="step"/>.</summary>
    public static Pace For(int calls, int step, Action<int> every) => _ =>
    {
        int made = 0;
        return () =>
        {
            int call = Interlocked.Increment(ref made);
            if (call > calls)
            {
                return Stop;
            }

            if (call % step == 0)
            {
                every(call);
            }

            return Stopwatch.GetTimestamp();
        };
    };

    /// <summary>
    /// Open loop: calls are due at fixed moments whether or not earlier ones are answered, and latency counts from the moment a call was
    /// due. A target that stalls therefore pays for every call it kept waiting (no coordinated omission).
    /// </summary>
    public static Pace At(int callsPerSecond, TimeSpan duration) => start =>
    {
        long calls = (long)(callsPerSecond * duration.TotalSeconds);
        long slot = -1;
        return () =>
        {
            long mine = Interlocked.Increment(ref slot);
            if (mine >= calls)
            {
                return Stop;
            }

            long due = start + ToTicks((double)mine / callsPerSecond);
            Nap.Until(due);
            return due;
        };
    };

    private static long ToTicks(double seconds) => (long)(seconds * Stopwatch.Frequency);
}
