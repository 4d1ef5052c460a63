namespace Portal.Gateway.Masking;

/// <summary>Represents what happens to values of one built-in kind, and who said so.</summary>
/// <param name="Rule">Name of the policy.</param>
/// <param name="Version">Its version; the built-in one changes with the product.</param>
/// <param name="Action">What is done.</param>
public sealed record KindRule(string Rule, int Version, MaskingAction Action)
{
    /// <summary>The built-in policy: masks.</summary>
    public static readonly KindRule BuiltIn = new(MaskingKinds.BuiltInRule, MaskingKinds.BuiltInVersion, MaskingAction.Mask);
}
