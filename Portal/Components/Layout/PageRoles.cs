using Portal.Gateway.Callers;

namespace Portal.Components.Layout;

/// <summary>Who sees which page.</summary>
internal static class PageRoles
{
    public const string Dashboard = $"{PortalRoles.Admin},{PortalRoles.PolicyAuthor},{PortalRoles.Auditor}";

    public const string Approvals = $"{PortalRoles.Admin},{PortalRoles.Auditor},{PortalRoles.Approver},{PortalRoles.BreakGlass}";

    public const string Decide = $"{PortalRoles.Approver},{PortalRoles.BreakGlass}";

    public const string RevokeWindows = $"{PortalRoles.Admin},{PortalRoles.Approver}";

    public const string Servers = $"{PortalRoles.Admin},{PortalRoles.PolicyAuthor},{PortalRoles.Auditor}";

    public const string EditServers = PortalRoles.Admin;

    public const string Policies = $"{PortalRoles.Admin},{PortalRoles.PolicyAuthor},{PortalRoles.Auditor}";

    public const string EditPolicies = $"{PortalRoles.Admin},{PortalRoles.PolicyAuthor}";

    public const string CardLookup = $"{PortalRoles.Admin},{PortalRoles.Auditor}";
}
