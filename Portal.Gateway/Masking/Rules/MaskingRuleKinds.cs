namespace Portal.Gateway.Masking.Rules;

/// <summary>Kinds of value that masking rules of one's own find, beside those of <see cref="MaskingKinds"/>.</summary>
public static class MaskingRuleKinds
{
    /// <summary>A value by its field. What a pattern finds has the pattern's name as its kind.</summary>
    public const string Field = "field";

    /// <summary>A whole message, withheld because a policy for it cannot be read.</summary>
    public const string Message = "message";
}
