using Portal.Data.Approvals;
using Portal.Gateway.Masking;

namespace Portal.Gateway.Notifications;

/// <summary>What a webhook is told of a ticket: who asks for what and why it is held, never the arguments. Texts are masked and shown whole.</summary>
internal sealed record TicketNotice
{
    public required NotificationEvent Event { get; init; }

    public required Guid Ticket { get; init; }

    public required string Link { get; init; }

    /// <summary>Such as <c>pending</c>.</summary>
    public required string State { get; init; }

    /// <summary><c>person</c> or <c>service</c>.</summary>
    public required string CallerKind { get; init; }

    public required string Caller { get; init; }

    public required string Server { get; init; }

    public required string Tool { get; init; }

    public required string Rule { get; init; }

    public required int RuleVersion { get; init; }

    public string? Condition { get; init; }

    public required int Quorum { get; init; }

    public required int Approvals { get; init; }

    public required bool BreakGlass { get; init; }

    public required DateTimeOffset Created { get; init; }

    public required DateTimeOffset Expires { get; init; }

    public DateTimeOffset? Decided { get; init; }

    /// <summary>One line that says it.</summary>
    public string Title => Event == NotificationEvent.Requested ? "A call waits for approval" : BreakGlass ? "A call was approved by breaking the glass" : $"A held call is {State}";

    /// <summary>What there is to say, in the order of importance.</summary>
    public IEnumerable<(string Name, string Value)> Facts
    {
        get
        {
            yield return ("Tool", Tool);
            yield return ("Server", Server);
            yield return ("Caller", Caller);
            yield return ("Rule", $"{Rule} (version {RuleVersion})");
            if (Condition is not null)
            {
                yield return ("Condition", Condition);
            }

            yield return Event == NotificationEvent.Requested
                ? ("Decide until", $"{Expires.UtcDateTime:yyyy-MM-dd HH:mm} UTC")
                : ("Ended", $"{Decided?.UtcDateTime:yyyy-MM-dd HH:mm} UTC");
        }
    }

    public static TicketNotice Of(ApprovalTicket ticket, NotificationEvent notification, string link, MessageMasker masker)
    {
        return new TicketNotice
        {
            Event = notification,
            Ticket = ticket.Id,
            Link = link,
            State = ticket.State.ToString().ToLowerInvariant(),
            CallerKind = ticket.CallerKind.ToString().ToLowerInvariant(),
            Caller = Shown(ticket.CallerName),
            Server = Shown(ticket.Server),
            Tool = Shown(ticket.Tool),
            Rule = Shown(ticket.Rule),
            RuleVersion = ticket.RuleVersion,
            Condition = ticket.Condition is null ? null : Shown(ticket.Condition),
            Quorum = ticket.Quorum,
            Approvals = ticket.Approvals,
            BreakGlass = ticket.BrokeGlass,
            Created = ticket.Created,
            Expires = ticket.Expires,
            Decided = ticket.Decided,
        };

        string Shown(string text) => NoticeText.Of(masker.MaskText(text));
    }
}
