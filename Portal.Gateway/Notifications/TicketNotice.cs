using Portal.Data.Approvals;
using Portal.Gateway.Masking;
using Portal.Gateway.Protocol;

namespace Portal.Gateway.Notifications;

/// <summary>
/// Represents what a webhook is told of a ticket: who asks for what and why it is held, never the arguments. Texts are masked and
/// shown whole.
/// </summary>
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

    /// <summary>JSON-RPC method: <c>tools/call</c>, or what the server asks of the caller's client.</summary>
    public required string Method { get; init; }

    /// <summary>The tool, or the method where the server asks something.</summary>
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
    public string Title =>
        Event == NotificationEvent.Requested ? $"A {Noun} waits for approval"
        : BreakGlass ? $"A {Noun} was approved by breaking the glass"
        : $"A held {Noun} is {State}";

    /// <summary>Gets what the ticket is about, in a few words.</summary>
    public string Subject =>
        Method switch
        {
            McpMethods.Elicitation => "Server asks the client's user",
            McpMethods.Sampling => "Server asks the client's model",
            _ => Tool,
        };

    /// <summary>Returns what there is to say, in the order of importance.</summary>
    public IEnumerable<(string Name, string Value)> Facts
    {
        get
        {
            yield return (IsServerRequest ? "Request" : "Tool", Subject);
            yield return ("Server", Server);
            yield return ("Caller", Caller);
            yield return ("Rule", IsServerRequest ? Rule : $"{Rule} (version {RuleVersion})");
            if (Condition is not null)
            {
                yield return ("Condition", Condition);
            }

            yield return Event == NotificationEvent.Requested
                ? ("Decide until", $"{Expires.UtcDateTime:yyyy-MM-dd HH:mm} UTC")
                : ("Ended", $"{Decided?.UtcDateTime:yyyy-MM-dd HH:mm} UTC");
        }
    }

    private bool IsServerRequest => Method != "tools/call";

    private string Noun => IsServerRequest ? "server's request" : "call";

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
            Method = ticket.Method,
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
