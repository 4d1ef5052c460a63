using Microsoft.AspNetCore.Components;

namespace Portal.Components.Policies;

/// <summary>Represents what an approval policy waits for: conditions, people, times.</summary>
public sealed partial class ApprovalFields
{
    private static readonly (string Key, string Label, string Placeholder, string Hint)[] Minutes =
    [
        ("ticketMinutes", "Minutes to decide", "30", "1 to 1440; then the call counts as denied. Empty: the portal's setting."),
        (
            "windowMinutes",
            "Longest window in minutes",
            "0",
            "Up to 1440: an approver may let the caller use the tool without asking for so long. Empty or 0: single calls only."
        ),
    ];

    /// <summary>The policy.</summary>
    [Parameter, EditorRequired]
    public PolicyDraft Draft { get; set; } = null!;

    /// <summary>Whether what is missing is said too.</summary>
    [Parameter]
    public bool AllFaults { get; set; }

    /// <summary>Raised when the policy was changed.</summary>
    [Parameter]
    public EventCallback OnChange { get; set; }

    private string Invalid(string key) => Draft.FaultsOf(key, true).Any() ? "true" : "false";

    private Task NumberAsync(string key, ChangeEventArgs e)
    {
        Draft.SetNumber(key, e.Value?.ToString());
        return OnChange.InvokeAsync();
    }

    private Task FlagAsync(string key, ChangeEventArgs e, bool otherwise = false)
    {
        Draft.SetFlag(key, e.Value is true, otherwise);
        return OnChange.InvokeAsync();
    }
}
