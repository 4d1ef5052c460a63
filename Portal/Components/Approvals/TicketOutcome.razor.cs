using Microsoft.AspNetCore.Components;
using Portal.Data.Approvals;

namespace Portal.Components.Approvals;

/// <summary>Represents what became of a held call that has ended.</summary>
public sealed partial class TicketOutcome
{
    /// <summary>The ticket.</summary>
    [Parameter, EditorRequired]
    public ApprovalTicket Ticket { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;
}
