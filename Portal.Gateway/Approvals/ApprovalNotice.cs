using Portal.Data.Approvals;

namespace Portal.Gateway.Approvals;

/// <summary>A ticket was made or changed.</summary>
/// <param name="TicketId">The ticket.</param>
/// <param name="State">Where it stands now.</param>
/// <param name="CallerId">Who called.</param>
/// <param name="OwnerId">Who answers for the service account that called.</param>
/// <param name="CallerName">The caller's name.</param>
/// <param name="Server">The server.</param>
/// <param name="Tool">The tool, masked.</param>
/// <param name="Rule">The policy that holds it.</param>
/// <param name="Approvals">How many have approved.</param>
/// <param name="Quorum">How many must.</param>
/// <param name="Created">When it was held.</param>
/// <param name="Expires">Until when people may decide.</param>
/// <param name="Changed">When it changed.</param>
public sealed record ApprovalNotice(
    Guid TicketId,
    TicketState State,
    Guid CallerId,
    Guid? OwnerId,
    string CallerName,
    string Server,
    string Tool,
    string Rule,
    int Approvals,
    int Quorum,
    DateTimeOffset Created,
    DateTimeOffset Expires,
    DateTimeOffset Changed
)
{
    /// <summary>JSON-RPC method: <c>tools/call</c>, or what the server asks of the caller's client.</summary>
    public string Method { get; init; } = "tools/call";

    /// <summary>Whether the ticket has just been made.</summary>
    public bool IsNew => State == TicketState.Pending && Approvals == 0;

    internal static ApprovalNotice Of(ApprovalTicket ticket) =>
        new(
            ticket.Id,
            ticket.State,
            ticket.CallerId,
            ticket.OwnerId,
            ticket.CallerName,
            ticket.Server,
            ticket.Tool,
            ticket.Rule,
            ticket.Approvals,
            ticket.Quorum,
            ticket.Created,
            ticket.Expires,
            ticket.Changed
        )
        {
            Method = ticket.Method,
        };
}
