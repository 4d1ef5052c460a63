namespace Portal.Gateway.ApprovalRules;

/// <summary>A condition that a call satisfies.</summary>
/// <param name="Condition">The condition.</param>
/// <param name="Route">Where the value stands that satisfies it, see <see cref="ArgumentRoute"/>; null when it is the lack of
/// one.</param>
/// <param name="IsUnreadable">Whether there stands a text that cannot be read as JSON, though a server may find such a value in
/// it.</param>
internal sealed record ConditionMatch(ApprovalCondition Condition, IReadOnlyList<int>? Route, bool IsUnreadable = false);
