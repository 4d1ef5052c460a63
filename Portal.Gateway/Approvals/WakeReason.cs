namespace Portal.Gateway.Approvals;

/// <summary>Why a call that waits looks up; of several at once the last of these counts.</summary>
internal enum WakeReason
{
    /// <summary>Nothing yet.</summary>
    None,

    /// <summary>The client should hear that it still waits.</summary>
    Beat,

    /// <summary>It has waited as long as it may in its connection.</summary>
    Deadline,

    /// <summary>The ticket has reached its final state.</summary>
    Decided,

    /// <summary>The client has left.</summary>
    Gone,
}
