using Microsoft.AspNetCore.Components;
using Portal.Gateway.Rules;

namespace Portal.Components.Policies;

/// <summary>A policy as a form and as JSON, two sides of one draft, and the reason for the change.</summary>
public sealed partial class PolicyEditor
{
    // What has a field of its own; a fault of anything else stands below the form.
    private static readonly string[] Fields =
    [
        "name",
        "effect",
        "servers",
        "tools",
        "prompts",
        "resources",
        "callers",
        "callers.roles",
        "callers.names",
        "kinds",
        "fields",
        "patterns",
        "action",
        "apply",
        "exception.justification",
        "exception.expires",
        "when",
        "approvers",
        "approvers.roles",
        "approvers.quorum",
        "ticketMinutes",
        "windowMinutes",
        "reauthenticate",
        "askJustification",
    ];

    private bool _json;

    /// <summary>The policy.</summary>
    [Parameter, EditorRequired]
    public PolicyDraft Draft { get; set; } = null!;

    /// <summary>Why it is changed.</summary>
    [Parameter]
    public string? Reason { get; set; }

    /// <summary>Raised when the reason is typed.</summary>
    [Parameter]
    public EventCallback<string?> ReasonChanged { get; set; }

    /// <summary>Gets or sets what is wrong with the reason.</summary>
    [Parameter]
    public string? ReasonFault { get; set; }

    /// <summary>Whether what is missing is said too: after the first attempt to save.</summary>
    [Parameter]
    public bool AllFaults { get; set; }

    /// <summary>Whether it is being stored.</summary>
    [Parameter]
    public bool Busy { get; set; }

    /// <summary>Raised when the policy was changed.</summary>
    [Parameter]
    public EventCallback OnChange { get; set; }

    /// <summary>Raised to store it.</summary>
    [Parameter]
    public EventCallback OnSave { get; set; }

    private IEnumerable<PolicyFault> Elsewhere =>
        Draft.Faults.Where(fault =>
            fault.Key is "kind" or "reason" || !Array.Exists(Fields, key => PolicyDraft.IsAt(fault.Key, key))
        );

    private string Invalid(string key) => Draft.FaultsOf(key, AllFaults).Any() ? "true" : "false";

    private static string Pressed(bool pressed) => pressed ? "true" : "false";

    private Task TypeAsync(ChangeEventArgs e)
    {
        Draft.SetText(e.Value?.ToString());
        return OnChange.InvokeAsync();
    }

    private Task NameAsync(ChangeEventArgs e)
    {
        Draft.SetValue("name", e.Value?.ToString());
        return OnChange.InvokeAsync();
    }

    private Task EffectAsync(ChangeEventArgs e)
    {
        Draft.SetValue("effect", e.Value?.ToString());
        return OnChange.InvokeAsync();
    }
}
