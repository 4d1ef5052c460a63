using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Portal.Bench.Processes;

/// <summary>A process that this run started, ended by its id whatever happens to the run.</summary>
internal sealed class ChildProcess : IDisposable
{
    private static readonly ConcurrentDictionary<int, ChildProcess> Running = new();
    private static readonly PosixSignalRegistration[] Signals =
    [
        PosixSignalRegistration.Create(PosixSignal.SIGINT, Interrupted),
        PosixSignalRegistration.Create(PosixSignal.SIGTERM, Interrupted),
    ];

    private readonly Process _process;
    private readonly string _logFile;

    private ChildProcess(Process process, string logFile)
    {
        (_process, _logFile) = (process, logFile);
        Running[process.Id] = this;
        GC.KeepAlive(Signals);
    }

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    /// <summary>Processor time used so far, user and kernel.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>
    /// Starts <c>dotnet</c> with these arguments. The process writes its log itself: pumping it would cost the driver time.
    /// </summary>
    public static ChildProcess StartDotnet(
        IEnumerable<string> arguments,
        IEnumerable<KeyValuePair<string, string>> environment,
        string logFile,
        string? workingDirectory = null
    )
    {
        var start = new ProcessStartInfo("/bin/sh")
        {
            // Standard input stays open as long as we live; our own hosts end when it closes.
            UseShellExecute = false,
            RedirectStandardInput = true,
            WorkingDirectory = workingDirectory ?? "",
        };
        foreach (string argument in (string[])["-c", "exec dotnet \"$@\" >>\"$0\" 2>&1", logFile, .. arguments])
        {
            start.ArgumentList.Add(argument);
        }

        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        return new ChildProcess(Process.Start(start)!, logFile);
    }

    /// <summary>SIGKILL, then waits until the process is gone.</summary>
    public void Kill()
    {
        Running.TryRemove(_process.Id, out _);
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.WaitForExit();
    }

    /// <summary>Waits until the process ends by itself. Its exit code.</summary>
    public int WaitForExit(TimeSpan patience) =>
        _process.WaitForExit(patience)
            ? _process.ExitCode
            : throw new BenchException($"A process did not end within {patience.TotalSeconds} s. Its last lines:\n{LogTail()}");

    public string LogTail() => File.Exists(_logFile) ? string.Join('\n', File.ReadLines(_logFile).TakeLast(25)) : "(no output)";

    public void Dispose()
    {
        Kill();
        _process.Dispose();
    }

    public static void KillAll()
    {
        foreach (ChildProcess child in Running.Values)
        {
            child.Kill();
        }
    }

    private static void Interrupted(PosixSignalContext context)
    {
        KillAll();
        Environment.Exit(130);
    }
}
