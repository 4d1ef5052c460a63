using Microsoft.AspNetCore.Components;

namespace Portal.Components.Display;

/// <summary>Says that there is nothing here yet, and what to do next.</summary>
public sealed partial class EmptyState
{
    /// <summary>Material symbol.</summary>
    [Parameter]
    public string Icon { get; set; } = "inbox";

    /// <summary>Gets or sets what is the case.</summary>
    [Parameter, EditorRequired]
    public string Title { get; set; } = "";

    /// <summary>Whether the title is the page's heading. Default: no, the page has one of its own.</summary>
    [Parameter]
    public bool Heading { get; set; }

    /// <summary>Gets or sets what to do.</summary>
    [Parameter]
    public RenderFragment? ChildContent { get; set; }

    /// <summary>The button that does it.</summary>
    [Parameter]
    public RenderFragment? Action { get; set; }
}
