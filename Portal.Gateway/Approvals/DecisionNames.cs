using Portal.Data.Approvals;

namespace Portal.Gateway.Approvals;

/// <summary>Decisions as they are written in answers, records and signed statements.</summary>
public static class DecisionNames
{
    /// <summary>Such as <c>break-glass</c>.</summary>
    public static string Of(DecisionKind decision) =>
        decision switch
        {
            DecisionKind.Approve => "approve",
            DecisionKind.Deny => "deny",
            DecisionKind.BreakGlass => "break-glass",
            _ => throw new ArgumentOutOfRangeException(nameof(decision)),
        };
}
