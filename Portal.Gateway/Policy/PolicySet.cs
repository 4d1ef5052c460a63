using Portal.Gateway.ApprovalRules;
using Portal.Gateway.Masking.Rules;
using Portal.Gateway.Rules;

namespace Portal.Gateway.Policy;

/// <summary>
/// Represents all policies in force at one moment. It never changes: a change of a policy puts another set in its place.
/// </summary>
public sealed class PolicySet
{
    private PolicySet(IReadOnlyCollection<PolicyRule> rules)
    {
        Access = [.. rules.OfType<AccessRule>()];
        Masking = [.. rules.OfType<MaskingRule>()];
        Approval = [.. rules.OfType<ApprovalRule>()];
    }

    /// <summary>Gets the set without a policy, which lets nothing pass.</summary>
    public static PolicySet Empty { get; } = new([]);

    /// <summary>Gets the access policies.</summary>
    public IReadOnlyList<AccessRule> Access { get; }

    /// <summary>Gets the masking policies, beside the built-in one.</summary>
    public IReadOnlyList<MaskingRule> Masking { get; }

    /// <summary>Gets the approval policies.</summary>
    public IReadOnlyList<ApprovalRule> Approval { get; }

    /// <summary>Gets every policy.</summary>
    public IEnumerable<PolicyRule> All => Access.Concat<PolicyRule>(Masking).Concat(Approval);

    /// <summary>Makes the set of some policies.</summary>
    public static PolicySet Of(IReadOnlyCollection<PolicyRule> rules) => new(rules);
}
