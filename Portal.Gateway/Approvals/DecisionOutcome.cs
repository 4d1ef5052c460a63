namespace Portal.Gateway.Approvals;

/// <summary>Represents what became of a decision, a withdrawal or a revocation.</summary>
public enum DecisionOutcome
{
    /// <summary>It counts.</summary>
    Done,

    /// <summary>It could not be recorded, so it does not count.</summary>
    Unrecorded,

    /// <summary>There is no such ticket or window.</summary>
    NotFound,

    /// <summary>One's own call, or that of a service account one answers for.</summary>
    OwnRequest,

    /// <summary>The person lacks the roles that the rule asks for, or is disabled.</summary>
    NotAllowed,

    /// <summary>The rule wants a fresh sign-in.</summary>
    SignInTooOld,

    /// <summary>The reason is missing, too short or too long.</summary>
    ReasonMissing,

    /// <summary>A window is asked for that the rule does not allow.</summary>
    WindowNotAllowed,

    /// <summary>The person has decided on this ticket already.</summary>
    DecidedByYou,

    /// <summary>The ticket has been decided or withdrawn.</summary>
    Decided,

    /// <summary>Nobody decided in time.</summary>
    Expired,

    /// <summary>The rule has changed since the call was held; it must be made again.</summary>
    Outdated,
}
