using Microsoft.AspNetCore.Components;

namespace Portal.Components.Display;

/// <summary>Says what failed and what to do.</summary>
public sealed partial class FaultPanel
{
    /// <summary>What failed.</summary>
    [Parameter, EditorRequired]
    public string Title { get; set; } = "";

    /// <summary>What to do.</summary>
    [Parameter]
    public RenderFragment? ChildContent { get; set; }

    /// <summary>Tries again; without it there is no button.</summary>
    [Parameter]
    public EventCallback OnRetry { get; set; }
}
