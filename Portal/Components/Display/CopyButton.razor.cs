using Microsoft.AspNetCore.Components;

namespace Portal.Components.Display;

/// <summary>Copies the text of another element. Works in the browser alone.</summary>
public sealed partial class CopyButton
{
    /// <summary>Id of the element whose text is copied.</summary>
    [Parameter, EditorRequired]
    public string Target { get; set; } = "";

    /// <summary>Gets or sets what is copied, for screen readers.</summary>
    [Parameter]
    public string Label { get; set; } = "Copy";
}
