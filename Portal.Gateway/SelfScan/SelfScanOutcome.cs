namespace Portal.Gateway.SelfScan;

/// <summary>Represents what became of a self-scan.</summary>
public enum SelfScanOutcome
{
    /// <summary>It was made, signed and recorded, whatever it found.</summary>
    Done,

    /// <summary>It was made and signed and could not be recorded.</summary>
    Unrecorded,

    /// <summary>Something could not be read, so nothing can be said.</summary>
    Failed,

    /// <summary>Another one is running.</summary>
    AlreadyRunning,
}
