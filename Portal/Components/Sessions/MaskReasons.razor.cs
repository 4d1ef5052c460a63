using Microsoft.AspNetCore.Components;
using Portal.Gateway.Masking;

namespace Portal.Components.Sessions;

/// <summary>Says why a value was masked or kept; nothing when no reason is known.</summary>
public sealed partial class MaskReasons
{
    /// <summary>The reasons, strongest first.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<MaskingReason> Reasons { get; set; } = [];
}
