using Microsoft.AspNetCore.Components;

namespace Portal.Components.Policies;

/// <summary>Deletes a policy after asking once, with what is lost and for a reason.</summary>
public sealed partial class DeletePolicy
{
    private bool _asking;
    private string? _reason;
    private string? _fault;

    /// <summary>The policy's name.</summary>
    [Parameter, EditorRequired]
    public string Name { get; set; } = "";

    /// <summary>The policy.</summary>
    [Parameter, EditorRequired]
    public PolicyDraft Draft { get; set; } = null!;

    /// <summary>Raised with the reason.</summary>
    [Parameter]
    public EventCallback<string> OnDelete { get; set; }

    private string Loss =>
        Draft switch
        {
            { IsException: true } => "The numbers that it let pass are masked from the next message on.",
            { FixedKind: "masking" } =>
                "What it masked passes and is recorded as it is from the next message on; cardholder data stays masked.",
            { FixedKind: "approval" } =>
                "Calls that it held pass from now on. Those that wait under it expire, and its open windows end.",
            _ when Draft.Value("effect") == "deny" => "Calls that it denied pass from now on where another policy allows them.",
            _ => "Calls that only it allowed are denied from now on.",
        };

    private Task ConfirmAsync()
    {
        _fault = ReasonField.FaultOf(_reason);
        return _fault is null ? OnDelete.InvokeAsync(_reason!.Trim()) : Task.CompletedTask;
    }
}
