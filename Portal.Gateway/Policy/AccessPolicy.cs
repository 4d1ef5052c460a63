using Portal.Gateway.Callers;
using Portal.Gateway.Exchanges;
using Portal.Gateway.Rules;

namespace Portal.Gateway.Policy;

/// <summary>
/// Decides who may call what, from rules alone: deny wins, and what no rule allows is denied (PCI DSS 7.2.1, 7.3.3). What allows
/// takes names as they are; what denies catches every spelling that a server may take for the name.
/// </summary>
public static class AccessPolicy
{
    /// <summary>Decides.</summary>
    public static PolicyDecision Decide(IReadOnlyList<AccessRule> rules, Caller caller, string server, AccessTarget target)
    {
        AccessRule? allowing = null;
        FoldedNames? folded = null;
        foreach (var rule in rules)
        {
            if (rule.Effect == AccessEffect.Deny)
            {
                var names = folded ??= FoldedNames.Of(caller, server, target);
                if (rule.Concerns(caller, server, names) && rule.Denies(target, names))
                {
                    return PolicyDecision.Deny(rule.Name, $"The access policy '{rule.Name}' denies it.");
                }
            }
            else if (allowing is null && rule.Concerns(caller, server) && rule.Allows(target))
            {
                allowing = rule;
            }
        }

        return allowing is null
            ? PolicyDecision.Deny(null, "No access policy allows it, and what no policy allows is denied.")
            : PolicyDecision.Allow(allowing.Name);
    }

    /// <summary>
    /// Decides on all messages of an exchange: the first denial, or the last permission. Without a message it is about the
    /// conversation.
    /// </summary>
    internal static PolicyDecision Decide(
        IReadOnlyList<AccessRule> rules,
        Caller caller,
        string server,
        IReadOnlyList<ClientMessage> messages
    )
    {
        if (messages.Count == 0)
        {
            return Decide(rules, caller, server, AccessTarget.Conversation);
        }

        var decision = default(PolicyDecision);
        foreach (var message in messages)
        {
            decision = Decide(rules, caller, server, message.Target);
            if (!decision.Allowed)
            {
                break;
            }
        }

        return decision;
    }
}
