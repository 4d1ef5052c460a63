using Portal.Data.Approvals;
using Portal.Gateway.Approvals;

namespace Portal.Components.Approvals;

/// <summary>Says what a ticket is about: the tool that was called, or what the server asks of the caller's client.</summary>
internal static class TicketSubject
{
    /// <summary>The tool, or a few words about the server's request.</summary>
    public static string Of(ApprovalTicket ticket) => Of(ticket.Method, ticket.Tool);

    /// <summary>The same of a ticket that was announced.</summary>
    public static string Of(ApprovalNotice notice) => Of(notice.Method, notice.Tool);

    private static string Of(string method, string tool) =>
        method switch
        {
            "elicitation/create" => "Server asks the client's user",
            "sampling/createMessage" => "Server asks the client's model",
            _ => tool,
        };
}
