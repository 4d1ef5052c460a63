namespace Portal.Gateway.Configuration;

/// <summary>When a recorded message may go on.</summary>
public enum RecordingDurability
{
    /// <summary>After its record is on disk. No record, no call.</summary>
    Strict,

    /// <summary>After its record is queued; a crash may lose the last records. Logged as a weakened control.</summary>
    Relaxed,
}
