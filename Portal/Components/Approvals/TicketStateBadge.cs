using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Portal.Components.Display;
using Portal.Data.Approvals;

namespace Portal.Components.Approvals;

/// <summary>Where a held call stands, as symbol and word.</summary>
public sealed class TicketStateBadge : ComponentBase
{
    /// <summary>The ticket.</summary>
    [Parameter, EditorRequired]
    public ApprovalTicket Ticket { get; set; } = null!;

    /// <inheritdoc />
    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        var (tone, icon, text) = Look(Ticket);
        builder.OpenElement(0, "span");
        builder.AddAttribute(1, "class", $"badge badge-{tone}");
        builder.OpenComponent<Icon>(2);
        builder.AddComponentParameter(3, nameof(Icon.Name), icon);
        builder.CloseComponent();
        builder.OpenElement(4, "span");
        builder.AddContent(5, text);
        builder.CloseElement();
        builder.CloseElement();
    }

    private static (string Tone, string Icon, string Text) Look(ApprovalTicket ticket) =>
        ticket switch
        {
            { State: TicketState.Pending } => ("warn", "hourglass_top", "Waiting"),
            { State: TicketState.Approved, BrokeGlass: true } => ("danger", "emergency_home", "Approved by break-glass"),
            { State: TicketState.Approved } => ("ok", "verified", "Approved"),
            { State: TicketState.Denied } => ("danger", "block", "Denied"),
            { State: TicketState.Expired } => ("muted", "timer_off", "Expired"),
            _ => ("muted", "undo", "Withdrawn"),
        };
}
