using Microsoft.AspNetCore.Components;
using Portal.Data.Approvals;

namespace Portal.Components.Approvals;

/// <summary>Who asked, why, and which rule made the call wait.</summary>
public sealed partial class TicketFacts
{
    /// <summary>The ticket.</summary>
    [Parameter, EditorRequired]
    public ApprovalTicket Ticket { get; set; } = null!;

    /// <summary>E-mail address of who answers for the service account; null for people.</summary>
    [Parameter]
    public string? Owner { get; set; }

    /// <summary>Whether the person may open the session.</summary>
    [Parameter]
    public bool MayOpenSession { get; set; }

    /// <summary>Whether the person may open policies.</summary>
    [Parameter]
    public bool MayOpenPolicy { get; set; }
}
