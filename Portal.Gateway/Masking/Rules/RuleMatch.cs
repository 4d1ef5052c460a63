namespace Portal.Gateway.Masking.Rules;

/// <summary>One reason to replace a value: a field or a pattern of a rule.</summary>
/// <param name="rule">The rule.</param>
/// <param name="kind">What the masking log calls it: the pattern's name, or <see cref="MaskingRuleKinds.Field"/>.</param>
/// <param name="label">What stands in a token.</param>
internal sealed class RuleMatch(MaskingRule rule, string kind, string label)
{
    public MaskingRule Rule => rule;

    public string Kind => kind;

    public string Label => label;

    /// <summary>Gets what is done.</summary>
    public MaskingAction Action => rule.Action;
}
