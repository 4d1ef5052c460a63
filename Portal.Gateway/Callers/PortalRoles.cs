namespace Portal.Gateway.Callers;

/// <summary>The portal's own roles. Other role names are the organisation's and serve in rules.</summary>
public static class PortalRoles
{
    /// <summary>Connects servers, manages people and settings.</summary>
    public const string Admin = "admin";

    /// <summary>Writes policies.</summary>
    public const string PolicyAuthor = "policy-author";

    /// <summary>Decides held calls.</summary>
    public const string Approver = "approver";

    /// <summary>Reads everything, changes nothing.</summary>
    public const string Auditor = "auditor";

    /// <summary>Calls servers and sees their own sessions only.</summary>
    public const string Caller = "caller";

    /// <summary>Approves a held call alone in an emergency; flagged, recorded and alarmed.</summary>
    public const string BreakGlass = "break-glass";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Admin, PolicyAuthor, Approver, Auditor, Caller, BreakGlass];

    /// <summary>Whether a holder of these roles sees every held call, not only their own.</summary>
    public static bool SeesEveryTicket(IEnumerable<string> roles) =>
        roles.Any(role => role is Admin or Auditor or Approver or BreakGlass);

    /// <summary>Whether a holder of these roles reads every session, not only their own.</summary>
    public static bool ReadsEverySession(IEnumerable<string> roles) => roles.Any(role => role is Admin or Auditor);
}
