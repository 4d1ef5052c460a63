using System.Diagnostics;
using System.Threading.Channels;

namespace Portal.Bench.Load;

/// <summary>The paces there are.</summary>
internal static class Paces
{
    public const long Stop = -1;

    /// <summary>Closed loop: every client calls as soon as its last reply is there.</summary>
    public static Pace For(TimeSpan duration) =>
        start =>
        {
            long end = start + ToTicks(duration.TotalSeconds);
            return () => new(Stopwatch.GetTimestamp() is var now && now < end ? now : Stop);
        };

    /// <summary>
    /// Closed loop over a number of calls; <paramref name="every"/> hears of each multiple of <paramref name="step"/>.
    /// </summary>
    public static Pace For(int calls, int step, Action<int> every) =>
        _ =>
        {
            int made = 0;
            return () =>
            {
                int call = Interlocked.Increment(ref made);
                if (call <= calls && call % step == 0)
                {
                    every(call);
                }

                return new(call <= calls ? Stopwatch.GetTimestamp() : Stop);
            };
        };

    /// <summary>
    /// Open loop: calls are due at fixed moments whether or not earlier ones are answered, and latency counts from the moment a
    /// call was due. A target that stalls therefore pays for every call it kept waiting (no coordinated omission).
    /// </summary>
    public static Pace At(int callsPerSecond, TimeSpan duration) =>
        start =>
        {
            var due = Channel.CreateUnbounded<long>(new UnboundedChannelOptions { SingleWriter = true });
            long calls = (long)(callsPerSecond * duration.TotalSeconds);
            new Thread(() => Beat(due.Writer, start, calls, callsPerSecond))
            {
                IsBackground = true,
                Priority = ThreadPriority.Highest,
            }.Start();
            return () => TakeAsync(due.Reader);
        };

    private static void Beat(ChannelWriter<long> due, long start, long calls, int callsPerSecond)
    {
        for (long call = 0; call < calls; call++)
        {
            long moment = start + ToTicks((double)call / callsPerSecond);
            Nap.Until(moment);
            due.TryWrite(moment);
        }

        due.Complete();
    }

    private static async ValueTask<long> TakeAsync(ChannelReader<long> due)
    {
        while (await due.WaitToReadAsync())
        {
            if (due.TryRead(out long moment))
            {
                return moment;
            }
        }

        return Stop;
    }

    private static long ToTicks(double seconds) => (long)(seconds * Stopwatch.Frequency);
}
