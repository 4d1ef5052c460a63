namespace Portal.Gateway.Policy.Trials;

/// <summary>How far a dry run is.</summary>
/// <param name="Records">Records read.</param>
/// <param name="Fraction">How much of the span of time is done, 0 to 1.</param>
public readonly record struct DryRunProgress(int Records, double Fraction);
