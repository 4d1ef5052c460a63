using System.Diagnostics;
using System.Net.Sockets;

namespace Portal.Bench.Load;

/// <summary>Runs clients, a thread each, at a pace and gathers what they measured.</summary>
internal sealed class LoadRun
{
    private const int MostErrors = 100;
    private readonly LoadShape _shape;
    private readonly List<long> _latencies = [];
    private readonly Lock _gate = new();
    private int _errors;
    private string? _firstError;

    private LoadRun(LoadShape shape) => _shape = shape;

    public static LoadResult Run(LoadShape shape, Pace pace) => new LoadRun(shape).Run(pace);

    private LoadResult Run(Pace pace)
    {
        Caller[] callers = [.. Enumerable.Range(1, _shape.Connections).Select(client => new Caller(_shape, client))];
        long start = Stopwatch.GetTimestamp();
        Func<long> next = pace(start);
        Thread[] threads = [.. callers.Select(caller => new Thread(() => Work(caller, next)))];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        TimeSpan elapsed = Stopwatch.GetElapsedTime(start);
        _latencies.Sort();
        return new LoadResult(elapsed, [.. _latencies], _errors, _firstError);
    }

    private void Work(Caller caller, Func<long> next)
    {
        var latencies = new List<long>(1 << 16);
        try
        {
            while (_errors < MostErrors && next() is >= 0 and long from)
            {
                if (caller.Call() is { } fault)
                {
                    Note(fault);
                }
                else
                {
                    latencies.Add(Stopwatch.GetTimestamp() - from);
                }
            }
        }
        catch (Exception exception) when (exception is IOException or SocketException)
        {
            Note(exception.Message);
        }

        caller.Dispose();
        lock (_gate)
        {
            _latencies.AddRange(latencies);
        }
    }

    private void Note(string fault)
    {
        lock (_gate)
        {
            _errors++;
            _firstError ??= fault;
        }
    }
}
