namespace Portal.Data.Masking;

/// <summary>A row of the masking log about to be stored with its record.</summary>
/// <param name="Kind">What it was.</param>
/// <param name="Path">JSONPath of the place, masked.</param>
/// <param name="Rule">The masking policy that asked for it.</param>
/// <param name="RuleVersion">The policy's version.</param>
/// <param name="Action">What was done.</param>
/// <param name="Count">How many values.</param>
/// <param name="Why">Names of at most three reasons, divided by commas; null where none is known.</param>
public sealed record PendingHit(
    string Kind,
    string Path,
    string Rule,
    int RuleVersion,
    string Action,
    int Count,
    string? Why = null
);
