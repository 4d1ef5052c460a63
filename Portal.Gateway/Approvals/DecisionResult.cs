using Portal.Data.Approvals;

namespace Portal.Gateway.Approvals;

/// <summary>Represents what became of a decision.</summary>
/// <param name="Outcome">Whether it counts, or why not.</param>
/// <param name="Message">The same for the person who made it.</param>
/// <param name="Ticket">The ticket as it stands now; null when there is none.</param>
public sealed record DecisionResult(DecisionOutcome Outcome, string Message, ApprovalTicket? Ticket)
{
    /// <summary>Whether it counts.</summary>
    public bool IsDone => Outcome == DecisionOutcome.Done;
}
