using Microsoft.AspNetCore.Components;

namespace Portal.Components.Display;

/// <summary>Says that something does not exist, or is not for the person to see: the two look alike.</summary>
public sealed partial class NotFoundNotice
{
    /// <summary>Gets or sets what was asked for.</summary>
    [Parameter]
    public string What { get; set; } = "This page";

    /// <summary>Where to go instead.</summary>
    [Parameter]
    public string Back { get; set; } = "/";

    /// <summary>Gets or sets what that place is called.</summary>
    [Parameter]
    public string BackText { get; set; } = "Go to your first page";
}
