namespace Portal.Bench.Commands;

/// <summary>Samples over time. Flat means that none after warm-up is further from the first of them than the tolerance.</summary>
internal sealed class MemorySeries
{
    private const double ToleranceMb = 20;
    private readonly List<MemorySample> _all = [];
    private readonly List<double> _counted = [];
    private readonly Lock _gate = new();

    /// <summary>The first sample after warm-up.</summary>
    public double BaselineMb => _counted[0];

    public double MinMb => _counted.Min();

    public double MaxMb => _counted.Max();

    public double LastMb => _counted[^1];

    /// <summary>Last less first.</summary>
    public double DriftMb => Math.Round(LastMb - BaselineMb, 1);

    public bool Flat => MaxMb - BaselineMb <= ToleranceMb && BaselineMb - MinMb <= ToleranceMb;

    public IReadOnlyList<MemorySample> Samples => _all;

    public void Add(MemorySample sample, bool warmUp)
    {
        lock (_gate)
        {
            _all.Add(sample);
            if (!warmUp)
            {
                _counted.Add(sample.ResidentMb);
            }
        }
    }
}
