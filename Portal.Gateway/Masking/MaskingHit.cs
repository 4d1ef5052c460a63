namespace Portal.Gateway.Masking;

/// <summary>Represents what was masked at one place of a message, without the value.</summary>
/// <param name="Kind">What it was: see <see cref="MaskingKinds"/>.</param>
/// <param name="Path">JSONPath (RFC 9535) of the value; where a string holds JSON itself, <c>#</c> and the path within follow.</param>
/// <param name="Rule">The masking policy that asked for it.</param>
/// <param name="RuleVersion">Its version.</param>
/// <param name="Action">What it did.</param>
/// <param name="Count">How many values were replaced there.</param>
public sealed record MaskingHit(string Kind, string Path, string Rule, int RuleVersion, MaskingAction Action, int Count);
