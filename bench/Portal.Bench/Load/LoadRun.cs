using System.Diagnostics;

namespace Portal.Bench.Load;

/// <summary>Runs clients at a pace and gathers what they measured.</summary>
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
        long start = Stopwatch.GetTimestamp();
        Func<ValueTask<long>> next = pace(start);
        Task[] clients = [.. Enumerable.Range(1, _shape.Connections).Select(client => Task.Run(() => WorkAsync(client, next)))];
        Task.WaitAll(clients);
        TimeSpan elapsed = Stopwatch.GetElapsedTime(start);
        _latencies.Sort();
        return new LoadResult(elapsed, [.. _latencies], _errors, _firstError);
    }

    private async Task WorkAsync(int client, Func<ValueTask<long>> next)
    {
        var latencies = new List<long>(1 << 14);
        using (var caller = new Caller(_shape, client))
        {
            while (_errors < MostErrors && await next() is >= 0 and long from)
            {
                if (await caller.CallAsync() is { } fault)
                {
                    Note(fault);
                }
                else
                {
                    latencies.Add(Stopwatch.GetTimestamp() - from);
                }
            }
        }

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
