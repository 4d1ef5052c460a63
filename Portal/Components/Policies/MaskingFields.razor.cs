using Microsoft.AspNetCore.Components;
using Portal.Gateway.Masking;

namespace Portal.Components.Policies;

/// <summary>Represents what a masking policy is about and what it does.</summary>
public sealed partial class MaskingFields
{
    private static readonly string[] Kinds = [MaskingKinds.Pan, MaskingKinds.Cvv, MaskingKinds.Track, MaskingKinds.Pin];
    private static readonly string[] Directions = ["responses", "requests"];

    private static readonly (string Value, string Name, string Text)[] Actions =
    [
        ("mask", "Mask", "a card number keeps its first six and last four digits, anything else becomes asterisks"),
        ("redact", "Redact", "nothing of it is left"),
        ("token", "Token", "a stable handle: the same value, the same handle"),
        ("block", "Block", "the whole message is withheld"),
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

    private Task ToggleAsync(string kind, ChangeEventArgs e)
    {
        Draft.SetList("kinds", With(Draft.List("kinds"), Kinds, kind, e));
        return OnChange.InvokeAsync();
    }

    // Nothing said means responses. Neither of the two is a fault to be shown, not a return to that.
    private Task ApplyAsync(string direction, ChangeEventArgs e)
    {
        Draft.SetList(
            "apply",
            With(Draft.Has("apply") ? Draft.List("apply") : ["responses"], Directions, direction, e),
            keepEmpty: true
        );
        return OnChange.InvokeAsync();
    }

    private static string[] With(IReadOnlyList<string> list, string[] order, string value, ChangeEventArgs e) =>
        [.. order.Where(item => item == value ? e.Value is true : list.Contains(item))];

    private Task ActAsync(string action)
    {
        Draft.SetValue("action", action);
        return OnChange.InvokeAsync();
    }
}
