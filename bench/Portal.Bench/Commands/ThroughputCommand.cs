using Portal.Bench.Load;
using Portal.Bench.Processes;

namespace Portal.Bench.Commands;

/// <summary>
/// Upstream, bare YARP and gateway under the same load in one run, round by round in turn so that disturbances hit all alike.
/// </summary>
internal sealed class ThroughputCommand
{
    private readonly int _rounds;
    private readonly TimeSpan _duration;
    private readonly TimeSpan _warmUp;
    private readonly int _connections;
    private readonly int[] _sizes;
    private readonly int _rate;
    private readonly bool _cards;
    private readonly CommandLine _options;

    private ThroughputCommand(CommandLine options)
    {
        _options = options;
        _rounds = options.Number("rounds", 5, 1, 100);
        _duration = TimeSpan.FromSeconds(options.Number("seconds", 5, 1, 600));
        _warmUp = TimeSpan.FromSeconds(options.Number("warmup", 15, 1, 600));
        _connections = options.Number("connections", 32, 1, 1000);
        _sizes = options.Numbers("sizes", "1024,32768", 512, 16 * 1024 * 1024);
        _rate = options.Number("rate", 500, 0, 100_000);
        _cards = options.Has("cards");
    }

    public static int Run(string[] args) =>
        new ThroughputCommand(
            new CommandLine(args, "targets", "rounds", "seconds", "warmup", "connections", "sizes", "rate", "cards")
        ).Run();

    private int Run()
    {
        using var bed = new TestBed(_options);
        Target[] targets = [.. _options.List("targets", "upstream,yarp,gateway").Select(name => Start(bed, name))];
        List<Measurement> full = Measure(bed, targets, "full load", Paces.For(_warmUp), () => Paces.For(_duration));
        Target[] proxies = [.. targets.Where(target => target.Name != "upstream")];
        List<Measurement> open =
            _rate == 0
                ? []
                : Measure(bed, proxies, $"{_rate} calls/s", Paces.At(_rate, _duration), () => Paces.At(_rate, _duration));
        var summary = new ThroughputSummary(full, open);
        Report.Write(
            new
            {
                settings = new
                {
                    rounds = _rounds,
                    warmUpSeconds = _warmUp.TotalSeconds,
                    seconds = _duration.TotalSeconds,
                    connections = _connections,
                    rate = _rate,
                    cards = _cards,
                    cores = Environment.ProcessorCount,
                    bed.FileSystem,
                },
                fullLoad = summary.FullLoad,
                ratios = summary.Ratios,
                fixedRate = summary.FixedRate,
                added = summary.Added,
                gatewayDatabaseBytes = Array.Exists(targets, target => target.Masks) ? bed.Setup.DatabaseBytes : 0,
                summary.Errors,
                summary.FirstError,
            },
            _options.Text("json")
        );
        return summary.Errors == 0 ? 0 : 1;
    }

    /// <summary>
    /// Round 0 is thrown away, but its errors count. It is longer than the others: until the runtime has compiled a path with
    /// full optimisation, every target gives a fraction of what it gives for the rest of its life.
    /// </summary>
    private List<Measurement> Measure(TestBed bed, Target[] targets, string what, Pace warmUp, Func<Pace> pace)
    {
        var measurements = new List<Measurement>();
        for (int round = 0; round <= _rounds; round++)
        {
            foreach (int size in _sizes)
            {
                for (int turn = 0; turn < targets.Length; turn++)
                {
                    // A different one begins each round.
                    Target target = targets[(round + turn) % targets.Length];
                    var shape = new LoadShape(target, _connections, size, _cards);
                    Measurement measurement = Measurement.Take(round, shape, round == 0 ? warmUp : pace(), bed.Upstream.Process);
                    measurements.Add(measurement);
                    Report.Progress($"{what}, round {round}: {measurement}");
                }
            }
        }

        return measurements;
    }

    private static Target Start(TestBed bed, string name) =>
        name switch
        {
            "upstream" => bed.Upstream,
            "yarp" => bed.StartProxy(),
            "gateway" => bed.StartGateway(),
            _ => throw new BenchException($"There is no target '{name}'; the targets are upstream, yarp and gateway."),
        };
}
