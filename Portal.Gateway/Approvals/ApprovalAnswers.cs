using Microsoft.AspNetCore.Http;
using Portal.Data.Approvals;
using Portal.Data.Sessions;
using Portal.Gateway.Exchanges;
using Portal.Gateway.Protocol;

namespace Portal.Gateway.Approvals;

/// <summary>Represents what a held call is answered in the server's place, in words that a model can act on.</summary>
internal static class ApprovalAnswers
{
    /// <summary>A rule could not be evaluated.</summary>
    public static Refusal Failed { get; } =
        Refused(
            GatewayError.Denied,
            "Denied by policy: an approval rule could not be evaluated, so nothing passes. An administrator must look at the "
                + "portal's log; calling again will not help.",
            RecordOutcome.Denied
        );

    /// <summary>A batch with a call that must wait.</summary>
    public static Refusal Batch { get; } =
        Refused(
            GatewayError.ApprovalPending,
            "A tool call in this batch needs a person's approval, so nothing of the batch was done. Send that call alone, not "
                + "in a batch.",
            RecordOutcome.Denied
        );

    /// <summary>A call that must wait and has no id to answer.</summary>
    public static Refusal Notification { get; } =
        Refused(
            GatewayError.ApprovalPending,
            "This tool call needs a person's approval and cannot be held as a notification. Send it as a request with an id.",
            RecordOutcome.Denied
        );

    /// <summary>The caller has too many calls waiting.</summary>
    public static Refusal TooMany(EvaluatedCall call, int limit) =>
        Refused(
            GatewayError.ApprovalPending,
            $"This call to '{call.Tool}' needs a person's approval (rule '{call.Rule.Name}'), and {limit} calls of yours wait "
                + "already, which is the most there may be. Wait until some are decided, or withdraw them in the portal; then "
                + "call again.",
            RecordOutcome.Denied
        ) with
        {
            Rule = call.Rule.Name,
        };

    /// <summary>The answer for a ticket as it stands.</summary>
    public static Refusal Of(ApprovalTicket ticket, IReadOnlyList<ApprovalDecision> decisions, string publicUrl, int grantMinutes)
    {
        var url = $"{publicUrl.TrimEnd('/')}/approvals/{ticket.Id}";
        var (code, text, outcome) = ticket.State switch
        {
            TicketState.Pending => (GatewayError.ApprovalPending, Pending(ticket, url, grantMinutes), RecordOutcome.Held),
            TicketState.Denied => (GatewayError.ApprovalDenied, Denied(ticket, decisions), RecordOutcome.Denied),
            TicketState.Withdrawn => (
                GatewayError.ApprovalPending,
                $"This call to '{ticket.Tool}' was withdrawn before anybody decided. Nothing was done.",
                RecordOutcome.Denied
            ),
            TicketState.Expired => (
                GatewayError.ApprovalPending,
                $"The request to approve this call to '{ticket.Tool}' expired, or the rule that held it has changed, so it was "
                    + "not done. Call again with the same arguments to ask anew.",
                RecordOutcome.Denied
            ),
            _ => (
                GatewayError.ApprovalPending,
                $"The approval of this call to '{ticket.Tool}' was used by an identical call, or the rule that held it has "
                    + "changed, so it was not done again. Call again with the same arguments to ask anew.",
                RecordOutcome.Denied
            ),
        };
        return Refused(code, text, outcome) with { Rule = ticket.Rule, Ticket = ticket.Id, Url = url };
    }

    private static string Pending(ApprovalTicket ticket, string url, int grantMinutes) =>
        $"This call to '{ticket.Tool}' is held until a person approves it: rule "
        + $"'{ticket.Rule}'{(ticket.Condition is null ? "" : $", because {ticket.Condition}")}. "
        + $"Nothing was done yet. Follow it at {url} ; people can decide until {ticket.Expires.UtcDateTime:yyyy-MM-dd HH:mm} "
        + "UTC. "
        + $"Call again with exactly the same arguments once it is approved: within {grantMinutes} minutes of the approval that "
        + "call passes at once, one time. Other arguments would ask anew. Do not call again in a tight loop.";

    private static string Denied(ApprovalTicket ticket, IReadOnlyList<ApprovalDecision> decisions)
    {
        var denial = decisions.LastOrDefault(decision => decision.Decision == DecisionKind.Deny);
        return $"A person denied this call to '{ticket.Tool}'{(denial is null ? "" : $": {denial.Justification}")}. It was not "
            + $"done. Do not call again with the same arguments; ask {denial?.ApproverName ?? "an approver"} what would be "
            + "acceptable.";
    }

    private static Refusal Refused(int code, string message, RecordOutcome outcome) =>
        new(StatusCodes.Status403Forbidden, code, message, outcome);
}
