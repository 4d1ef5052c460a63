using Portal.Gateway.Threads;

namespace Portal.Tests.Gateway.Threads;

public sealed class YieldingThreadTests
{
    [Fact]
    public async Task RunAsync_Work_RunsOutsideThePoolAtTheLowestPriority()
    {
        var (isPooled, niceness) = await YieldingThread.RunAsync(() => (Thread.CurrentThread.IsThreadPoolThread, Niceness()));

        Assert.False(isPooled);
        Assert.Equal(OperatingSystem.IsLinux() ? 19 : null, niceness);
        Assert.NotEqual(19, await Task.Run(Niceness, TestContext.Current.CancellationToken));
    }

    // proc(5): field 19, counted from the state behind the name.
    private static int? Niceness()
    {
        if (!OperatingSystem.IsLinux())
        {
            return null;
        }

        var stat = File.ReadAllText("/proc/thread-self/stat");
        return int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[16]);
    }
}
