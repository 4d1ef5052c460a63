using Portal.Gateway.Masking;

namespace Portal.Gateway.Policy.Trials;

/// <summary>One replacement, and where it stands.</summary>
/// <param name="Kind">What was replaced; see <see cref="MaskingHit.Kind"/>.</param>
/// <param name="Path">JSONPath of the value in the whole message.</param>
/// <param name="Rule">The policy that asked for it.</param>
/// <param name="RuleVersion">Its version; 0 for a policy that is only tried.</param>
/// <param name="Action">What was done.</param>
/// <param name="Count">How many values were replaced there.</param>
/// <param name="Start">Where the value begins in the output, in UTF-16 units; null where it cannot be told.</param>
/// <param name="Length">Its length there.</param>
/// <param name="Reasons">Why, at most three, strongest first; empty when none is known.</param>
public sealed record BenchReplacement(
    string Kind,
    string Path,
    string Rule,
    int RuleVersion,
    MaskingAction Action,
    int Count,
    int? Start,
    int? Length,
    IReadOnlyList<MaskingReason> Reasons
);
