namespace Portal.Gateway.Masking;

/// <summary>Represents what was masked at one place of a message, without the value.</summary>
/// <param name="Kind">What it was: see <see cref="MaskingKinds"/>.</param>
/// <param name="Path">JSONPath (RFC 9535) of the value; where a string holds JSON itself, <c>#</c> and the path within follow.</param>
/// <param name="Rule">The masking policy that asked for it.</param>
/// <param name="RuleVersion">Its version.</param>
/// <param name="Action">What it did.</param>
/// <param name="Count">How many values were replaced there.</param>
/// <param name="Reasons">Why, at most three, strongest first; empty when none is known.</param>
public sealed record MaskingHit(
    string Kind,
    string Path,
    string Rule,
    int RuleVersion,
    MaskingAction Action,
    int Count,
    IReadOnlyList<MaskingReason> Reasons
)
{
    /// <summary>A place without a known reason.</summary>
    /// <param name="kind">See <see cref="Kind"/>.</param>
    /// <param name="path">See <see cref="Path"/>.</param>
    /// <param name="rule">See <see cref="Rule"/>.</param>
    /// <param name="ruleVersion">See <see cref="RuleVersion"/>.</param>
    /// <param name="action">See <see cref="Action"/>.</param>
    /// <param name="count">See <see cref="Count"/>.</param>
    public MaskingHit(string kind, string path, string rule, int ruleVersion, MaskingAction action, int count)
        : this(kind, path, rule, ruleVersion, action, count, []) { }

    /// <summary>Whether two are about the same place, count and reasons.</summary>
    /// <param name="other">The other.</param>
    public bool Equals(MaskingHit? other) =>
        other is not null
        && (Kind, Path, Rule, RuleVersion, Action, Count)
            == (other.Kind, other.Path, other.Rule, other.RuleVersion, other.Action, other.Count)
        && Reasons.SequenceEqual(other.Reasons);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Kind, Path, Rule, RuleVersion, Action, Count, Reasons.Count);
}
