using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Portal.Bench.Load;

/// <summary>
/// Sleeping to a moment finer than the millisecond of <see cref="Thread.Sleep(int)"/>, without spinning on a shared core.
/// </summary>
internal static class Nap
{
    private const long NanosecondsPerSecond = 1_000_000_000;

    public static void Until(long timestamp)
    {
        long remaining;
        while ((remaining = timestamp - Stopwatch.GetTimestamp()) > 0)
        {
            long nanoseconds = (long)(remaining * ((double)NanosecondsPerSecond / Stopwatch.Frequency));
            var wait = new Timespec
            {
                Seconds = (nint)(nanoseconds / NanosecondsPerSecond),
                Nanoseconds = (nint)(nanoseconds % NanosecondsPerSecond),
            };
            _ = Sleep(in wait, 0);
        }
    }

    [DllImport("libc", EntryPoint = "nanosleep")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Sleep(in Timespec wait, nint remaining);

    [StructLayout(LayoutKind.Sequential)]
    private struct Timespec
    {
        public nint Seconds;
        public nint Nanoseconds;
    }
}
