using Microsoft.AspNetCore.Components;
using Portal.Data.Sessions;

namespace Portal.Components.Display;

/// <summary>Represents what became of a message, as symbol and word.</summary>
public sealed partial class OutcomeBadge
{
    /// <summary>The outcome.</summary>
    [Parameter, EditorRequired]
    public RecordOutcome Outcome { get; set; }

    private (string Tone, string Icon, string Text) Look =>
        Outcome switch
        {
            RecordOutcome.Ok => ("ok", "check_circle", "Passed"),
            RecordOutcome.Error => ("danger", "error", "Error"),
            RecordOutcome.Denied => ("danger", "block", "Denied"),
            RecordOutcome.Held => ("warn", "hourglass_top", "Held"),
            RecordOutcome.Approved => ("ok", "verified", "Approved"),
            _ => ("muted", "cancel", "Aborted"),
        };
}
