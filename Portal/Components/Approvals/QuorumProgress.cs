using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Portal.Data.Approvals;

namespace Portal.Components.Approvals;

/// <summary>How many have approved, of how many must.</summary>
public sealed class QuorumProgress : ComponentBase
{
    /// <summary>The ticket.</summary>
    [Parameter, EditorRequired]
    public ApprovalTicket Ticket { get; set; } = null!;

    /// <inheritdoc />
    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        builder.OpenElement(0, "span");
        builder.AddAttribute(1, "class", "quorum");
        builder.OpenElement(2, "span");
        builder.AddAttribute(3, "class", "quorum-dots");
        builder.AddAttribute(4, "aria-hidden", "true");
        builder.AddContent(
            5,
            new string('●', Math.Min(Ticket.Approvals, Ticket.Quorum))
                + new string('○', Math.Max(0, Ticket.Quorum - Ticket.Approvals))
        );
        builder.CloseElement();
        builder.AddContent(6, string.Create(CultureInfo.InvariantCulture, $" {Ticket.Approvals} of {Ticket.Quorum} approved"));
        builder.CloseElement();
    }
}
