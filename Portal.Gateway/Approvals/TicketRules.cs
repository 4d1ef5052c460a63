using Portal.Data.Approvals;
using Portal.Data.Servers;
using Portal.Gateway.ApprovalRules;
using Portal.Gateway.Policy;
using Portal.Gateway.Protocol;
using Portal.Gateway.Routing;

namespace Portal.Gateway.Approvals;

/// <summary>
/// Says whether what holds a ticket still does: the rule of a policy; for what a server asks of a client, the server's setting
/// and a stream in which it waits.
/// </summary>
internal sealed class TicketRules(PolicyProvider policies, ServerRegistry servers, ApprovalWaiters waiters)
{
    // From a ticket's commit to the one who waits for it, and back.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    /// <summary>Rules and settings in force; another value whenever some of them have changed.</summary>
    public State Current => new(policies.ApprovalRules, servers.Servers);

    /// <summary>Whether a ticket's rule is in force as it was when the call was held.</summary>
    public bool IsCurrent(ApprovalTicket ticket) =>
        ticket.IsServerRequest
            ? IsHeldBySetting(ticket)
            : policies.ApprovalRules.Any(rule => rule.Name == ticket.Rule && rule.Version == ticket.RuleVersion);

    /// <summary>Whether a ticket's rule is in force no longer.</summary>
    /// <param name="ticket">The ticket.</param>
    /// <param name="holding">The rule that holds such a call now; null for whichever has the name.</param>
    public bool IsOutdated(ApprovalTicket ticket, ApprovalRule? holding)
    {
        if (ticket.IsServerRequest)
        {
            return !IsHeldBySetting(ticket);
        }

        // A version newer than the one known here comes from a replica that knows more.
        var current = holding ?? policies.ApprovalRules.FirstOrDefault(rule => rule.Name == ticket.Rule);
        return current is null || current.Name != ticket.Rule || current.Version > ticket.RuleVersion;
    }

    /// <summary>
    /// Whether a server's request has lost its stream without a trace, as when the portal was killed: nobody could be given it
    /// any more. One host on a database knows all who wait.
    /// </summary>
    public bool IsAbandoned(ApprovalTicket ticket, DateTimeOffset now) =>
        ticket.IsServerRequest && ticket.Created + Grace <= now && !waiters.IsAwaited(ticket.Id);

    private bool IsHeldBySetting(ApprovalTicket ticket) =>
        servers.Find(ticket.Server) is { } server
        && (ticket.Method == McpMethods.Sampling ? server.Sampling : server.Elicitation) == ServerRequestSetting.Hold;

    /// <summary>Represents the rules and settings of a moment; equal while neither has changed.</summary>
    internal sealed record State(IReadOnlyList<ApprovalRule> Rules, IReadOnlyDictionary<string, ServerDefinition> Servers);
}
