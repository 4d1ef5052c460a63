namespace Portal.Gateway.Policy;

/// <summary>Represents what policy says about one message.</summary>
/// <param name="Allowed">Whether it may pass.</param>
/// <param name="Rule">The policy that decided; null when none matched.</param>
/// <param name="Reason">Why it may not, for the caller; null when it may.</param>
public readonly record struct PolicyDecision(bool Allowed, string? Rule, string? Reason)
{
    internal static PolicyDecision Allow(string rule) => new(true, rule, null);

    internal static PolicyDecision Deny(string? rule, string reason) => new(false, rule, reason);
}
