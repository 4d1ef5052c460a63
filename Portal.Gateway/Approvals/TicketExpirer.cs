using Portal.Data.Approvals;
using Portal.Data.Sessions;
using Portal.Gateway.ApprovalRules;
using Portal.Gateway.Journal;

namespace Portal.Gateway.Approvals;

/// <summary>Ends tickets that nobody can decide on any more: their time is over, or their rule has changed or is gone.</summary>
internal sealed class TicketExpirer(
    TicketChanges changes,
    TicketRules rules,
    ApprovalFeed feed,
    PortalJournal journal,
    TimeProvider time
)
{
    /// <summary>Whether a ticket's time is over, or its rule is no longer in force as it was.</summary>
    /// <param name="ticket">The ticket.</param>
    /// <param name="holding">The rule that holds such a call now; null for whichever has the name.</param>
    public bool IsOver(ApprovalTicket ticket, ApprovalRule? holding = null) =>
        ticket.Expires <= time.GetUtcNow() || rules.IsOutdated(ticket, holding) || rules.IsAbandoned(ticket, time.GetUtcNow());

    /// <summary>Ends a ticket if nobody can decide on it any more; false when somebody can.</summary>
    public async Task<bool> TryRetireAsync(ApprovalTicket ticket, ApprovalRule? holding = null) =>
        IsOver(ticket, holding) && await ExpireAsync(ticket);

    /// <summary>Marks a pending ticket expired, with a record; false when it could not be recorded.</summary>
    /// <param name="ticket">The ticket.</param>
    /// <param name="why">Why, where it is not the time or the rule.</param>
    public async Task<bool> ExpireAsync(ApprovalTicket ticket, string? why = null)
    {
        if (
            !await journal.RecordAsync(
                "approval-expired",
                RecordActor.Portal,
                null,
                RecordOutcome.Denied,
                ("ticket", ticket.Id.ToString()),
                ("why", why ?? WhyOver(ticket)),
                ("caller", ticket.CallerName),
                ("server", ticket.Server),
                ("tool", ticket.Tool),
                ("rule", ticket.Rule)
            )
        )
        {
            return false;
        }

        if (await changes.EndAsync(ticket.Id, TicketState.Expired) is { } ended)
        {
            feed.Announce(ApprovalNotice.Of(ended));
        }

        return true;
    }

    private string WhyOver(ApprovalTicket ticket) =>
        ticket.Expires <= time.GetUtcNow() ? "nobody decided in time"
        : rules.IsAbandoned(ticket, time.GetUtcNow()) ? "the client does not wait any longer"
        : ticket.IsServerRequest ? "the server's setting has changed"
        : "the rule has changed";
}
