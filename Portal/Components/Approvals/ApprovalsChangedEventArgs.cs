using Portal.Gateway.Approvals;

namespace Portal.Components.Approvals;

/// <summary>Represents what waits has changed.</summary>
/// <param name="arrived">The calls of others held since the last time.</param>
internal sealed class ApprovalsChangedEventArgs(IReadOnlyList<ApprovalNotice> arrived) : EventArgs
{
    /// <summary>The calls of others held since the last time.</summary>
    public IReadOnlyList<ApprovalNotice> Arrived => arrived;
}
