namespace Portal.Startup;

/// <summary>The portal cannot start as it is configured; the message lists every fault and what to do.</summary>
internal sealed class StartupException(string what, IReadOnlyList<string> faults)
    : Exception($"{what}{Environment.NewLine}{string.Join(Environment.NewLine, faults.Select(fault => "  - " + fault))}");
