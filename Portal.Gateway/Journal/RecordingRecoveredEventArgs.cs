namespace Portal.Gateway.Journal;

/// <summary>Recording failed for a while and works again.</summary>
/// <param name="since">When it failed.</param>
/// <param name="recovered">When a commit worked again.</param>
/// <param name="cause">The first failure, in the database's words.</param>
public sealed class RecordingRecoveredEventArgs(DateTimeOffset since, DateTimeOffset recovered, string cause) : EventArgs
{
    /// <summary>When it failed.</summary>
    public DateTimeOffset Since => since;

    /// <summary>When a commit worked again.</summary>
    public DateTimeOffset Recovered => recovered;

    /// <summary>The first failure, in the database's words.</summary>
    public string Cause => cause;
}
