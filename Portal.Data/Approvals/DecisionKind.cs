namespace Portal.Data.Approvals;

/// <summary>Represents what a person says on a ticket.</summary>
public enum DecisionKind : byte
{
    /// <summary>The call may pass; one of as many as the rule wants.</summary>
    Approve = 0,

    /// <summary>The call may not pass; one is enough.</summary>
    Deny = 1,

    /// <summary>The call may pass at once, in an emergency, whatever the rule wants.</summary>
    BreakGlass = 2,
}
