using Microsoft.AspNetCore.Components;
using Portal.Data.Approvals;

namespace Portal.Components.Approvals;

/// <summary>Who said what on a held call, how they were signed in, and why.</summary>
public sealed partial class DecisionList
{
    /// <summary>The decisions, in order.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<ApprovalDecision> Decisions { get; set; } = [];
}
