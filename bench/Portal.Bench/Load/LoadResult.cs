using System.Diagnostics;

namespace Portal.Bench.Load;

/// <summary>What one measurement gave.</summary>
/// <param name="Elapsed">From the start of the first call to the end of the last.</param>
/// <param name="Latencies">One per good call in stopwatch ticks, sorted.</param>
/// <param name="Errors">Calls that failed or were answered wrongly.</param>
/// <param name="FirstError">The first of them.</param>
internal sealed record LoadResult(TimeSpan Elapsed, long[] Latencies, int Errors, string? FirstError)
{
    public double CallsPerSecond => Math.Round(Latencies.Length / Elapsed.TotalSeconds, 1);

    /// <summary>Latency in milliseconds that this share of calls did not exceed.</summary>
    public double Percentile(double share) =>
        Latencies.Length == 0
            ? 0
            : Math.Round(
                Latencies[(int)Math.Min(Latencies.Length - 1, share * Latencies.Length)] * 1000.0 / Stopwatch.Frequency,
                3
            );
}
