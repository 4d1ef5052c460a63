namespace Portal.Gateway.ApprovalRules;

/// <summary>Represents a value that satisfies a condition, or a text that may hold one.</summary>
/// <param name="Route">The way to the value, or to the text that it stands in, see <see cref="ArgumentRoute"/>.</param>
/// <param name="IsUnreadable">Whether it is a text that begins like JSON and cannot be read.</param>
internal sealed record ArgumentFinding(IReadOnlyList<int> Route, bool IsUnreadable);
