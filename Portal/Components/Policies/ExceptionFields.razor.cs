using Microsoft.AspNetCore.Components;

namespace Portal.Components.Policies;

/// <summary>Represents what an exception from the masking of cardholder data lets pass, why, and how long.</summary>
public sealed partial class ExceptionFields
{
    /// <summary>The policy.</summary>
    [Parameter, EditorRequired]
    public PolicyDraft Draft { get; set; } = null!;

    /// <summary>Whether what is missing is said too.</summary>
    [Parameter]
    public bool AllFaults { get; set; }

    /// <summary>Raised when the policy was changed.</summary>
    [Parameter]
    public EventCallback OnChange { get; set; }

    private string Invalid(string key) => Draft.FaultsOf(key, AllFaults).Any() ? "true" : "false";

    private Task SetAsync(string key, ChangeEventArgs e)
    {
        Draft.SetValue(key, e.Value?.ToString());
        return OnChange.InvokeAsync();
    }
}
