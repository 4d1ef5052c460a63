namespace Portal.Bench.Commands;

/// <summary>Resident memory at one moment, in MB; the anonymous part leaves mapped files out.</summary>
internal sealed record MemorySample(string At, double ResidentMb, double AnonymousMb)
{
    public static MemorySample Of(int process, string at)
    {
        string[] lines = File.ReadAllLines($"/proc/{process}/status");
        return new MemorySample(at, Megabytes(lines, "VmRSS:"), Megabytes(lines, "RssAnon:"));
    }

    public override string ToString() => $"{At}: {ResidentMb:F1} MB resident, {AnonymousMb:F1} MB anonymous";

    /// <summary>A line reads <c>VmRSS:     1234 kB</c>.</summary>
    private static double Megabytes(string[] lines, string name)
    {
        string line = Array.Find(lines, line => line.StartsWith(name, StringComparison.Ordinal))!;
        return Math.Round(double.Parse(line[name.Length..^" kB".Length]) / 1024, 1);
    }
}
