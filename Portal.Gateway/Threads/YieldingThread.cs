using System.Runtime.InteropServices;

namespace Portal.Gateway.Threads;

/// <summary>Runs work on a thread of its own that gives way to every other thread of the process.</summary>
public static class YieldingThread
{
    private const int ThisThread = 0;
    private const int Nicest = 19;

    /// <summary>Runs work there.</summary>
    public static Task<T> RunAsync<T>(Func<T> work) =>
        Task.Factory.StartNew(
            () =>
            {
                GiveWay();
                return work();
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning | TaskCreationOptions.DenyChildAttach,
            TaskScheduler.Default
        );

    // The runtime does not set priorities on Linux, where a thread may always lower its own.
    private static void GiveWay()
    {
        if (!OperatingSystem.IsLinux())
        {
            Thread.CurrentThread.Priority = ThreadPriority.Lowest;
            return;
        }

        try
        {
            _ = SetPriority(ThisThread, 0, Nicest);
        }
        catch (Exception exception) when (exception is DllNotFoundException or EntryPointNotFoundException)
        {
            // It runs as any other thread then.
        }
    }

    [DllImport("libc", EntryPoint = "setpriority")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetPriority(int which, uint who, int priority);
}
