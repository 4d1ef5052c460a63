namespace Portal.Data.Sessions;

/// <summary>Represents what became of a record's message.</summary>
public enum RecordOutcome : byte
{
    /// <summary>It passed.</summary>
    Ok = 0,

    /// <summary>It failed, or says that something failed.</summary>
    Error = 1,

    /// <summary>Policy or authentication refused it.</summary>
    Denied = 2,

    /// <summary>It waits for a person.</summary>
    Held = 3,

    /// <summary>A person approved it.</summary>
    Approved = 4,

    /// <summary>The client or the server left before it was through.</summary>
    Aborted = 5,
}
