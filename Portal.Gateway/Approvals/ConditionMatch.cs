namespace Portal.Gateway.Approvals;

/// <summary>A condition that a call satisfies.</summary>
/// <param name="Condition">The condition.</param>
/// <param name="Route">Where the value stands that satisfies it, see <see cref="ArgumentRoute"/>; null when it is the lack of one.</param>
internal sealed record ConditionMatch(ApprovalCondition Condition, IReadOnlyList<int>? Route);
