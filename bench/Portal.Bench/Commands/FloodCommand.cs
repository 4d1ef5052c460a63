using Portal.Bench.Load;
using Portal.Bench.Processes;

namespace Portal.Bench.Commands;

/// <summary>
/// What calls wait for while others attack: latency at a fixed rate on the quiet machine, and again under sign-ins, searches,
/// slow bodies and idle streams at once.
/// </summary>
internal sealed class FloodCommand
{
    private const int ReplySize = 1024;
    private const double MaxRatio = 2;
    private const double FloorMs = 4;
    private const double MaxP99Ms = 250;

    private readonly CommandLine _options;
    private readonly TimeSpan _seconds;
    private readonly int _rate;
    private readonly int _connections;
    private readonly int _records;
    private readonly int _signIns;
    private readonly int _searches;
    private readonly int _bodies;
    private readonly int _streams;
    private readonly int _large;

    private FloodCommand(CommandLine options)
    {
        _options = options;
        _seconds = TimeSpan.FromSeconds(options.Number("seconds", 20, 1, 600));
        _rate = options.Number("rate", 50, 1, 10_000);
        _connections = options.Number("connections", 8, 1, 1000);
        _records = options.Number("records", 20_000, 0, 10_000_000);
        _signIns = options.Number("sign-ins", 40, 0, 1000);
        _searches = options.Number("searches", 40, 0, 1000);
        _bodies = options.Number("bodies", 600, 0, 10_000);
        _streams = options.Number("streams", 4_000, 0, 10_000);
        _large = options.Number("large", 0, 0, 1000);
    }

    public static int Run(string[] args) =>
        new FloodCommand(
            new CommandLine(
                args,
                "seconds",
                "rate",
                "connections",
                "records",
                "sign-ins",
                "searches",
                "bodies",
                "streams",
                "large"
            )
        ).Run();

    private int Run()
    {
        using var bed = new TestBed(_options);
        Target gateway = bed.StartGateway();
        var shape = new LoadShape(gateway, _connections, ReplySize);

        // Warms up, and leaves records to search.
        LoadRun.Run(shape, Paces.For(_records / 2, int.MaxValue, _ => { }));
        LoadResult quiet = LoadRun.Run(shape, Paces.At(_rate, _seconds));
        Report.Progress($"quiet: {Describe(quiet)}");
        (LoadResult flooded, IFlood[] floods, int alive) = UnderFlood(bed.Setup, shape);
        Report.Progress($"flooded: {Describe(flooded)}");
        double limit = Math.Max(FloorMs, quiet.Percentile(0.5) * MaxRatio);
        bool passed =
            flooded.Errors == 0
            && quiet.Errors == 0
            && flooded.Percentile(0.5) <= limit
            && flooded.Percentile(0.99) <= MaxP99Ms
            && alive == _streams
            && Array.TrueForAll(floods, flood => flood.WentAsMeant);
        Report.Write(
            new
            {
                rate = _rate,
                quiet = new { p50Ms = quiet.Percentile(0.5), p99Ms = quiet.Percentile(0.99) },
                flooded = new
                {
                    p50Ms = flooded.Percentile(0.5),
                    p99Ms = flooded.Percentile(0.99),
                    flooded.Errors,
                    flooded.FirstError,
                },
                limitP50Ms = limit,
                limitP99Ms = MaxP99Ms,
                floods = floods.Select(flood => new
                {
                    flood.Name,
                    flood.Answers,
                    flood.WentAsMeant,
                }),
                streams = new { opened = _streams, alive },
                passed,
            },
            _options.Text("json")
        );
        return passed ? 0 : 1;
    }

    private (LoadResult Result, IFlood[] Floods, int Alive) UnderFlood(GatewaySetup setup, LoadShape shape)
    {
        List<IdleStream> streams =
        [
            .. Enumerable
                .Range(0, _streams)
                .Select(number => new IdleStream(
                    shape.Target with
                    {
                        Token = setup.StreamTokens[number % setup.StreamTokens.Count],
                    }
                )),
        ];
        IFlood[] floods =
        [
            RequestFlood.OfSignIns(_signIns, setup.Origin),
            RequestFlood.OfSearches(_searches, setup.Origin, setup.OutsiderToken),
            new SlowBodies(shape.Target, _bodies),
            RequestFlood.OfLargeCalls(_large, shape.Target.Endpoint, setup.OutsiderToken),
        ];
        LoadResult result = LoadRun.Run(shape, Paces.At(_rate, _seconds));
        Array.ForEach(floods, flood => flood.Dispose());
        int alive = streams.Count(stream => stream.IsAlive(TimeSpan.Zero));
        streams.ForEach(stream => stream.Dispose());
        return (result, floods, alive);
    }

    private static string Describe(LoadResult result) =>
        $"p50 {result.Percentile(0.5)} ms, p99 {result.Percentile(0.99)} ms, {result.Errors} errors {result.FirstError}";
}
