namespace Portal.Data.Approvals;

/// <summary>Where a ticket stands. Every state but <see cref="Pending"/> is final.</summary>
public enum TicketState : byte
{
    /// <summary>The call waits for people.</summary>
    Pending = 0,

    /// <summary>Enough people approved it, or one broke the glass: one identical call may pass until the grant expires.</summary>
    Approved = 1,

    /// <summary>A person denied it.</summary>
    Denied = 2,

    /// <summary>Nobody decided in time, or the rule that held it is no longer in force.</summary>
    Expired = 3,

    /// <summary>Who asked no longer wants it.</summary>
    Withdrawn = 4,
}
