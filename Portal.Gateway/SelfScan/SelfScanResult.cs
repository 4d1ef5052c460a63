using Row = Portal.Data.SelfScans.SelfScan;

namespace Portal.Gateway.SelfScan;

/// <summary>Represents what came of a self-scan.</summary>
/// <param name="Outcome">Whether it was made.</param>
/// <param name="Scan">What it found; null when it was not made.</param>
/// <param name="Fault">Why it could not be made.</param>
public sealed record SelfScanResult(SelfScanOutcome Outcome, Row? Scan, string? Fault);
