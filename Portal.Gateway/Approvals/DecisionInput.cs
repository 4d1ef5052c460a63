using Portal.Data.Approvals;

namespace Portal.Gateway.Approvals;

/// <summary>Represents what a person says on a ticket.</summary>
/// <param name="Decision">Approve, deny, or approve at once in an emergency.</param>
/// <param name="Justification">Why, 10 to 2000 characters; without card numbers; what else is card data is masked before it is
/// stored.</param>
/// <param name="Until">With an approval: until when this caller may use this tool on this server without asking; null for the one
/// call only.</param>
public sealed record DecisionInput(DecisionKind Decision, string? Justification, DateTimeOffset? Until = null);
