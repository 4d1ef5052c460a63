using Microsoft.AspNetCore.Components;
using Portal.Data.Approvals;

namespace Portal.Components.Approvals;

/// <summary>A waiting call in the list: who wants what, why it waits, and how long it may.</summary>
public sealed partial class TicketRow
{
    /// <summary>The ticket.</summary>
    [Parameter, EditorRequired]
    public ApprovalTicket Ticket { get; set; } = null!;

    /// <summary>Whether it is the person's own call.</summary>
    [Parameter]
    public bool Own { get; set; }

    /// <summary>Whether the person decides on calls.</summary>
    [Parameter]
    public bool Decides { get; set; }
}
