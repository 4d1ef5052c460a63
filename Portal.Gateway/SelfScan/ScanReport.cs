namespace Portal.Gateway.SelfScan;

/// <summary>The result of a self-scan: what is signed.</summary>
/// <param name="Id">The scan.</param>
/// <param name="Started">When it began.</param>
/// <param name="Ended">When it ended.</param>
/// <param name="Scope">What was read.</param>
/// <param name="Bytes">Bytes read.</param>
/// <param name="Findings">Different values found, wherever and how often.</param>
/// <param name="Places">Where.</param>
public sealed record ScanReport(
    Guid Id,
    DateTimeOffset Started,
    DateTimeOffset Ended,
    IReadOnlyList<string> Scope,
    long Bytes,
    int Findings,
    IReadOnlyList<ScanPlace> Places
);
