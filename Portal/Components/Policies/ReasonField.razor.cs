using Microsoft.AspNetCore.Components;
using Portal.Components.Display;

namespace Portal.Components.Policies;

/// <summary>Why a policy is changed: asked for with every change.</summary>
public sealed partial class ReasonField
{
    /// <summary>Id of the field.</summary>
    [Parameter, EditorRequired]
    public string Id { get; set; } = "";

    /// <summary>Gets or sets what it is called.</summary>
    [Parameter]
    public string Label { get; set; } = "Reason";

    /// <summary>Gets or sets what is typed.</summary>
    [Parameter]
    public string? Value { get; set; }

    /// <summary>Raised while typing.</summary>
    [Parameter]
    public EventCallback<string?> ValueChanged { get; set; }

    /// <summary>Gets or sets what is wrong with it.</summary>
    [Parameter]
    public string? Fault { get; set; }

    /// <summary>Returns what is wrong with a reason; null when it is good.</summary>
    internal static string? FaultOf(string? reason) =>
        reason switch
        {
            null => Missing,
            _ when string.IsNullOrWhiteSpace(reason) => Missing,
            _ when CardNumbers.IsIn(reason) => "This holds a card number. Reasons are kept for good: leave the number out.",
            _ => null,
        };

    private const string Missing = "Say why: a change without a reason cannot be defended in an audit.";
}
