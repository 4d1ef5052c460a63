using System.Text.Json;

namespace Portal.Gateway.Policy.Trials;

/// <summary>Represents what a dry run asks.</summary>
public sealed record DryRunRequest
{
    /// <summary>Most days that are looked back.</summary>
    public const int MaxDays = 400;

    /// <summary>Most records that are read.</summary>
    public const int MostRecords = 1_000_000;

    /// <summary>The policy, saved or not: it takes the place of the one of its name.</summary>
    public required JsonElement Policy { get; init; }

    /// <summary>How far back, 1 to <see cref="MaxDays"/> days; default 7.</summary>
    public int Days { get; init; } = 7;

    /// <summary>Most records to read, the newest first; 1 to <see cref="MostRecords"/>, default 100,000.</summary>
    public int MaxRecords { get; init; } = 100_000;
}
