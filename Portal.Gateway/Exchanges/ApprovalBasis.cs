namespace Portal.Gateway.Exchanges;

/// <summary>Why a call that an approval rule is about, or was about while it waited, may pass.</summary>
/// <param name="Rule">The rule; null when none holds it any longer.</param>
/// <param name="RuleVersion">Its version.</param>
/// <param name="Ticket">The ticket whose approval it uses, or waited for.</param>
/// <param name="Window">The just-in-time window that is open.</param>
internal sealed record ApprovalBasis(string? Rule, int? RuleVersion, Guid? Ticket, Guid? Window);
