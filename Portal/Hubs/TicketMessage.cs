using Portal.Api;
using Portal.Data.Approvals;

namespace Portal.Hubs;

/// <summary>A ticket as the hub announces it: what the API shows, without arguments, decisions and hashes.</summary>
internal sealed record TicketMessage(
    Guid Id,
    string State,
    CallerJson Caller,
    string Server,
    string Method,
    string Tool,
    string Rule,
    int RuleVersion,
    string? Condition,
    int Quorum,
    int Approvals,
    IReadOnlyList<string> ApproverRoles,
    bool Reauthenticate,
    int WindowMinutes,
    string? Justification,
    Guid? Session,
    DateTimeOffset Created,
    DateTimeOffset Expires,
    DateTimeOffset? Decided,
    bool BreakGlass,
    DateTimeOffset? GrantExpires,
    DateTimeOffset? Claimed
)
{
    public static TicketMessage Of(ApprovalTicket row) =>
        new(
            row.Id,
            row.State.ToString().ToLowerInvariant(),
            new CallerJson(row.CallerId, row.CallerKind.ToString().ToLowerInvariant(), row.CallerName),
            row.Server,
            row.Method,
            row.Tool,
            row.Rule,
            row.RuleVersion,
            row.Condition,
            row.Quorum,
            row.Approvals,
            row.ApproverRoles,
            row.Reauthenticate,
            row.WindowMinutes,
            row.Justification,
            row.SessionId,
            row.Created,
            row.Expires,
            row.Decided,
            row.BrokeGlass,
            row.GrantExpires,
            row.Claimed
        );
}
