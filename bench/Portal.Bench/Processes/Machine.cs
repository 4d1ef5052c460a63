namespace Portal.Bench.Processes;

/// <summary>The whole machine's processor time, to tell what others took while we measured.</summary>
internal static class Machine
{
    private const double TicksPerSecond = 100;

    /// <summary>Processor time used by everybody since boot; zero where there is no /proc.</summary>
    public static TimeSpan BusyTime
    {
        get
        {
            if (!File.Exists("/proc/stat"))
            {
                return TimeSpan.Zero;
            }

            // cpu user nice system idle iowait irq softirq steal
            string[] fields = File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries);
            return TimeSpan.FromSeconds(((int[])[1, 2, 3, 6, 7, 8]).Sum(index => long.Parse(fields[index])) / TicksPerSecond);
        }
    }
}
