namespace Portal.Bench.Commands;

/// <summary>Medians over the measured rounds, and the gateway held against the bare proxy round by round.</summary>
internal sealed class ThroughputSummary(List<Measurement> full, List<Measurement> open)
{
    public IEnumerable<object> FullLoad => Medians(full);

    public IEnumerable<object> FixedRate => Medians(open);

    /// <summary>
    /// Calls/s of the gateway over those of the bare proxy: the median of the rounds' ratios, and every one of them.
    /// </summary>
    public IEnumerable<object> Ratios =>
        Pairs(full)
            .Select(pairs =>
            {
                double[] rounds =
                [
                    .. pairs.Select(pair => Math.Round(pair.Gateway.CallsPerSecond / pair.Yarp.CallsPerSecond, 3)),
                ];
                return new
                {
                    size = pairs.Key,
                    gatewayToYarp = Report.Median(rounds),
                    rounds,
                };
            });

    /// <summary>Milliseconds that the gateway adds to the bare proxy at the fixed rate.</summary>
    public IEnumerable<object> Added =>
        Pairs(open)
            .Select(pairs => new
            {
                size = pairs.Key,
                p50 = Report.Median(pairs.Select(pair => pair.Gateway.P50 - pair.Yarp.P50)),
                p99 = Report.Median(pairs.Select(pair => pair.Gateway.P99 - pair.Yarp.P99)),
            });

    public int Errors => full.Concat(open).Sum(measurement => measurement.Errors);

    public string? FirstError =>
        full.Concat(open).Select(measurement => measurement.FirstError).FirstOrDefault(error => error is not null);

    private static IEnumerable<object> Medians(List<Measurement> measurements) =>
        from measurement in measurements
        where measurement.Round > 0
        group measurement by (measurement.Size, measurement.Target) into rounds
        select new
        {
            target = rounds.Key.Target,
            size = rounds.Key.Size,
            callsPerSecond = Report.Median(rounds.Select(round => round.CallsPerSecond)),
            p50Ms = Report.Median(rounds.Select(round => round.P50)),
            p99Ms = Report.Median(rounds.Select(round => round.P99)),
            cpuMicrosPerCall = new
            {
                target = Report.Median(rounds.Select(round => round.TargetCpu)),
                upstream = Report.Median(rounds.Select(round => round.UpstreamCpu)),
                driver = Report.Median(rounds.Select(round => round.DriverCpu)),
            },
            othersShare = Report.Median(rounds.Select(round => round.Others)),
        };

    private static IEnumerable<IGrouping<int, (Measurement Yarp, Measurement Gateway)>> Pairs(List<Measurement> measurements) =>
        from yarp in measurements
        where yarp.Round > 0 && yarp.Target == "yarp"
        join gateway in measurements.Where(measurement => measurement.Target == "gateway")
            on (yarp.Round, yarp.Size) equals (gateway.Round, gateway.Size)
        group (yarp, gateway) by yarp.Size;
}
