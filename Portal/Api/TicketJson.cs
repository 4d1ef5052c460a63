using System.Text.Json.Serialization;
using Portal.Data.Approvals;
using Portal.Gateway.Approvals;

#pragma warning disable MA0048 // the resource's JSON shapes belong together

namespace Portal.Api;

/// <summary>A held call as the API shows it.</summary>
internal sealed record TicketJson(
    Guid Id,
    string State,
    CallerJson Caller,
    string Server,
    string Method,
    string Tool,
    ShownJson? Arguments,
    ShownJson? Parameters,
    ShownJson? Headers,
    ShownJson? Meta,
    string CallHash,
    string CallHashAlgorithm,
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
    DateTimeOffset? Claimed,
    IReadOnlyList<DecisionJson> Decisions,
    CallerJson? TokenIssuedBy
)
{
    public static TicketJson Of(ApprovalTicket row, IEnumerable<ApprovalDecision> decisions) =>
        new(
            row.Id,
            row.State.ToString().ToLowerInvariant(),
            new CallerJson(row.CallerId, row.CallerKind.ToString().ToLowerInvariant(), row.CallerName),
            row.Server,
            row.Method,
            row.Tool,
            ShownJson.Of(row.Arguments),
            ShownJson.Of(row.Parameters),
            ShownJson.Of(row.Headers),
            ShownJson.Of(row.Meta),
            Convert.ToHexStringLower(row.CallHash),
            row.HashKeyVersion is null ? "SHA-256" : "HMAC-SHA-256",
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
            row.Claimed,
            [.. decisions.Select(DecisionJson.Of)],
            row is { TokenIssuerKind: { } kind, TokenIssuerId: { } id }
                ? new CallerJson(id, kind.ToString().ToLowerInvariant(), row.TokenIssuerName ?? "")
                : null
        );
}

/// <summary>Represents what one person said.</summary>
internal sealed record DecisionJson(
    string Approver,
    string Decision,
    string Justification,
    DateTimeOffset Time,
    string Method,
    DateTimeOffset? Until
)
{
    public static DecisionJson Of(ApprovalDecision row) =>
        new(row.ApproverName, DecisionNames.Of(row.Decision), row.Justification, row.Time, row.Method, row.Until);
}

/// <summary>A just-in-time window.</summary>
internal sealed record WindowJson(
    Guid Id,
    Guid Ticket,
    string Caller,
    string Server,
    string Tool,
    DateTimeOffset From,
    DateTimeOffset Until,
    string GrantedBy,
    string Reason,
    string Rule,
    int RuleVersion,
    DateTimeOffset? Revoked,
    string? RevokedBy
)
{
    public static WindowJson Of(ApprovalWindow row) =>
        new(
            row.Id,
            row.TicketId,
            row.CallerName,
            row.Server,
            row.Tool,
            row.From,
            row.Until,
            row.GrantedBy,
            row.Reason,
            row.Rule,
            row.RuleVersion,
            row.Revoked,
            row.RevokedBy
        );
}

/// <summary>
/// Stored JSON put into an answer as it is: it may nest as deeply as an answer may, and the answer has levels of its own. What is
/// no JSON, or nests deeper than readers take, is put in as text.
/// </summary>
[JsonConverter(typeof(ShownJsonConverter))]
internal sealed record ShownJson(string Text)
{
    public static ShownJson? Of(string? text) => text is null ? null : new ShownJson(text);
}
