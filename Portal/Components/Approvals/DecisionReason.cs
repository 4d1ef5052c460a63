using Portal.Components.Display;
using Portal.Gateway.Approvals;

namespace Portal.Components.Approvals;

/// <summary>Represents what a reason must be, said before the approval service would refuse it.</summary>
internal static class DecisionReason
{
    /// <summary>Returns what is wrong with a reason; null when nothing is.</summary>
    public static string? FaultOf(string? reason) =>
        (reason?.Trim().Length ?? 0) switch
        {
            0 => "Say why; it is part of the record.",
            < ApprovalService.MinReason => $"Say a little more: at least {ApprovalService.MinReason} characters.",
            > ApprovalService.MaxReason => $"At most {ApprovalService.MaxReason} characters.",
            _ when CardNumbers.IsIn(reason) => "Your reason holds a card number, which the portal does not store. Remove it.",
            _ => null,
        };
}
