using Microsoft.AspNetCore.Components;

namespace Portal.Components.Display;

/// <summary>Says what failed and what to do.</summary>
public sealed partial class FaultPanel
{
    /// <summary>Gets or sets what failed.</summary>
    [Parameter, EditorRequired]
    public string Title { get; set; } = "";

    /// <summary>Gets or sets what to do.</summary>
    [Parameter]
    public RenderFragment? ChildContent { get; set; }

    /// <summary>Tries again; without it there is no button.</summary>
    [Parameter]
    public EventCallback OnRetry { get; set; }
}
