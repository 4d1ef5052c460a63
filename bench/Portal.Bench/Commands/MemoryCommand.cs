using System.Collections.Concurrent;
using Portal.Bench.Load;
using Portal.Bench.Processes;

namespace Portal.Bench.Commands;

/// <summary>Resident memory of the gateway: flat over many calls, and flat again while idle streams stay open.</summary>
internal sealed class MemoryCommand
{
    private const int SampleEvery = 5_000;
    private const int ReplySize = 1024;
    private readonly CommandLine _options;
    private readonly int _calls;
    private readonly int _streams;
    private readonly TimeSpan _idle;
    private readonly int _connections;
    private readonly int _rate;
    private readonly ConcurrentBag<LoadResult> _results = [];

    private MemoryCommand(CommandLine options)
    {
        _options = options;
        _calls = options.Number("calls", 100_000, 1_000, 100_000_000);
        _streams = options.Number("streams", 1_000, 0, 10_000);
        _idle = TimeSpan.FromSeconds(options.Number("seconds", 60, 5, 3600));
        _connections = options.Number("connections", 32, 1, 1000);
        _rate = options.Number("rate", 500, 1, 100_000);
    }

    public static int Run(string[] args) =>
        new MemoryCommand(new CommandLine(args, "calls", "streams", "seconds", "connections", "rate")).Run();

    private int Run()
    {
        using var bed = new TestBed(_options);
        var shape = new LoadShape(bed.StartGateway(), _connections, ReplySize);
        MemorySeries calls = DuringCalls(shape);
        List<IdleStream> streams = [.. Enumerable.Range(0, _streams).Select(_ => new IdleStream(shape.Target))];
        MemorySeries idle = DuringStreams(shape);
        int alive = streams.Count(stream => stream.IsAlive(_idle));
        streams.ForEach(stream => stream.Dispose());
        int errors = _results.Sum(result => result.Errors);
        bool passed = calls.Flat && idle.Flat && alive == _streams && errors == 0;
        Report.Write(
            new
            {
                calls,
                streams = new
                {
                    opened = _streams,
                    alive,
                    stepMb = Math.Round(idle.BaselineMb - calls.LastMb, 1),
                    memory = idle,
                },
                callsMade = _results.Sum(result => result.Latencies.Length),
                databaseBytes = bed.Setup.DatabaseBytes,
                errors,
                firstError = _results.Select(result => result.FirstError).FirstOrDefault(error => error is not null),
                passed,
            },
            _options.Text("json")
        );
        return passed ? 0 : 1;
    }

    /// <summary>The first fifth warms up.</summary>
    private MemorySeries DuringCalls(LoadShape shape)
    {
        int step = Math.Min(SampleEvery, _calls / 20);
        var series = new MemorySeries();
        _results.Add(LoadRun.Run(shape, Paces.For(_calls, step, made =>
                {
                    var sample = MemorySample.Of(shape.Target.Process.Id, $"{made} calls");
                    Report.Progress(sample.ToString());
                    series.Add(sample, warmUp: made < _calls / 5);
                })));
        return series;
    }

    /// <summary>The first sixth of the time warms up: the streams have just been opened.</summary>
    private MemorySeries DuringStreams(LoadShape shape)
    {
        var load = new Thread(() => _results.Add(LoadRun.Run(shape, Paces.At(_rate, _idle))));
        load.Start();
        var series = new MemorySeries();
        const int Samples = 24;
        for (int i = 1; i <= Samples; i++)
        {
            Thread.Sleep(_idle / Samples);
            var sample = MemorySample.Of(
                shape.Target.Process.Id,
                $"{(_idle * i / Samples).TotalSeconds:F0} s with {_streams} streams"
            );
            Report.Progress(sample.ToString());
            series.Add(sample, warmUp: i < Samples / 6);
        }

        load.Join();
        return series;
    }
}
