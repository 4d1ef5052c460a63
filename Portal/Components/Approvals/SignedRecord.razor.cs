using Microsoft.AspNetCore.Components;
using Portal.Data.Approvals;

namespace Portal.Components.Approvals;

/// <summary>The signed record of a held call that has ended, to take away.</summary>
public sealed partial class SignedRecord
{
    /// <summary>The ticket; it has a record.</summary>
    [Parameter, EditorRequired]
    public ApprovalTicket Ticket { get; set; } = null!;
}
