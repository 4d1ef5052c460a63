using System.Text.Json;
using Portal.Gateway.Callers;
using Portal.Gateway.Rules;

namespace Portal.Gateway.ApprovalRules;

/// <summary>Decides which rule holds a call, from rules alone. Of several the strictest does, always the same one.</summary>
internal static class ApprovalPolicy
{
    /// <summary>The rules that could be about a call, before its arguments are looked at.</summary>
    public static IReadOnlyList<ApprovalRule> Concerning(
        IReadOnlyList<ApprovalRule> rules,
        Caller caller,
        string server,
        string tool
    )
    {
        if (rules.Count == 0)
        {
            return [];
        }

        List<ApprovalRule>? concerned = null;
        var names = FoldedNames.Of(caller, server, new AccessTarget(AccessTargetKind.Tool, tool));
        for (var index = 0; index < rules.Count; index++)
        {
            if (rules[index].Concerns(caller, server, tool, names))
            {
                (concerned ??= []).Add(rules[index]);
            }
        }

        return concerned ?? (IReadOnlyList<ApprovalRule>)[];
    }

    /// <summary>The strictest rule whose conditions the call satisfies; null when it need not wait.</summary>
    /// <param name="rules">The rules that concern it.</param>
    /// <param name="arguments">Its arguments; null when it has none.</param>
    /// <param name="ticketMinutes">How long a ticket lives where a rule does not say.</param>
    public static ApprovalMatch? Decide(IReadOnlyList<ApprovalRule> rules, JsonElement? arguments, int ticketMinutes) =>
        rules
            .Select(rule => Match(rule, arguments))
            .OfType<ApprovalMatch>()
            .OrderByDescending(match => match.Rule.Quorum)
            .ThenByDescending(match => match.Rule.Reauthenticate)
            .ThenBy(match => match.Rule.TicketMinutes ?? ticketMinutes)
            .ThenBy(match => match.Rule.WindowMinutes)
            .ThenBy(match => match.Rule.Name, StringComparer.Ordinal)
            .FirstOrDefault();

    private static ApprovalMatch? Match(ApprovalRule rule, JsonElement? arguments)
    {
        var conditions = new List<ConditionMatch>(rule.When.Count);
        foreach (var condition in rule.When)
        {
            if (condition.Match(arguments) is not { } match)
            {
                return null;
            }

            conditions.Add(match);
        }

        return new ApprovalMatch(rule, conditions);
    }
}
