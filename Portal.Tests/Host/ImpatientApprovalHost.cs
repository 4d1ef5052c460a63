namespace Portal.Tests.Host;

/// <summary>Answers held calls at once, and lets a caller have two of them.</summary>
public sealed class ImpatientApprovalHost : ApprovalHost
{
    protected override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["Gateway:Approvals:InlineWaitSeconds"] = "0",
        ["Gateway:Approvals:MaxPendingPerCaller"] = "2",
    };
}
