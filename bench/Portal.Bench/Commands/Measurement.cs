using Portal.Bench.Load;
using Portal.Bench.Processes;

namespace Portal.Bench.Commands;

/// <summary>
/// One target under one load in one round. Processor times are microseconds a call; Others is the share of the machine that went
/// elsewhere, the kernel's network work for us included: far above its usual value, the figures are disturbed.
/// </summary>
internal sealed record Measurement(
    int Round,
    string Target,
    int Size,
    double CallsPerSecond,
    double P50,
    double P99,
    double TargetCpu,
    double UpstreamCpu,
    double DriverCpu,
    double Others,
    int Errors,
    string? FirstError
)
{
    public static Measurement Take(int round, LoadShape shape, Pace pace, ChildProcess upstream)
    {
        TimeSpan target = shape.Target.Process.ProcessorTime,
            behind = upstream.ProcessorTime,
            driver = Environment.CpuUsage.TotalTime;
        TimeSpan busy = Machine.BusyTime;
        LoadResult result = LoadRun.Run(shape, pace);
        TimeSpan all = Machine.BusyTime - busy;
        TimeSpan ours = shape.Target.Process.ProcessorTime - target + Environment.CpuUsage.TotalTime - driver;
        ours += shape.Target.Process == upstream ? TimeSpan.Zero : upstream.ProcessorTime - behind;
        double PerCall(TimeSpan from, TimeSpan to) =>
            Math.Round((to - from).TotalMicroseconds / Math.Max(1, result.Latencies.Length), 1);
        return new Measurement(
            round,
            shape.Target.Name,
            shape.Size,
            result.CallsPerSecond,
            result.Percentile(0.50),
            result.Percentile(0.99),
            PerCall(target, shape.Target.Process.ProcessorTime),
            PerCall(behind, upstream.ProcessorTime),
            PerCall(driver, Environment.CpuUsage.TotalTime),
            Math.Round(Math.Max(0, (all - ours) / (result.Elapsed * Environment.ProcessorCount)), 2),
            result.Errors,
            result.FirstError is null ? null : $"{shape.Target.Name}: {result.FirstError}"
        );
    }

    public override string ToString() =>
        $"{Target, -8} {Size, 6} B  {CallsPerSecond, 9:F1} calls/s  p50 {P50:F3} ms  p99 {P99:F3} ms  others {Others:P0}  "
        + $"errors {Errors}";
}
