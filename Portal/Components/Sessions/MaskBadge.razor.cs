using Microsoft.AspNetCore.Components;

namespace Portal.Components.Sessions;

/// <summary>Says what was masked at a place, and by which rule.</summary>
public sealed partial class MaskBadge
{
    /// <summary>The place.</summary>
    [Parameter, EditorRequired]
    public MaskedEntry Entry { get; set; } = null!;
}
