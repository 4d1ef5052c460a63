using Portal.Gateway.Authentication;
using Portal.Gateway.Inspection;

namespace Portal.Gateway.Policy;

/// <summary>Decides who may call what, from rules alone: deny wins, and what no rule allows is denied (PCI DSS 7.2.1, 7.3.3).</summary>
public static class AccessPolicy
{
    /// <summary>Decides.</summary>
    public static PolicyDecision Decide(IReadOnlyList<AccessRule> rules, Caller caller, string server, AccessTarget target)
    {
        AccessRule? allowing = null;
        foreach (var rule in rules)
        {
            if (!rule.Concerns(caller, server) || !rule.Covers(target))
            {
                continue;
            }

            if (rule.Effect == AccessEffect.Deny)
            {
                return PolicyDecision.Deny(rule.Name, $"The access policy '{rule.Name}' denies it.");
            }

            allowing ??= rule;
        }

        return allowing is null
            ? PolicyDecision.Deny(null, "No access policy allows it, and what no policy allows is denied.")
            : PolicyDecision.Allow(allowing.Name);
    }

    /// <summary>Decides on all messages of an exchange: the first denial, or the last permission. Without a message it is about the conversation.</summary>
    internal static PolicyDecision Decide(IReadOnlyList<AccessRule> rules, Caller caller, string server, IReadOnlyList<ClientMessage> messages)
    {
        if (messages.Count == 0)
        {
            return Decide(rules, caller, server, AccessTarget.Conversation);
        }

        var decision = default(PolicyDecision);
        foreach (var message in messages)
        {
            decision = Decide(rules, caller, server, AccessTarget.Of(message));
            if (!decision.Allowed)
            {
                break;
            }
        }

        return decision;
    }
}
