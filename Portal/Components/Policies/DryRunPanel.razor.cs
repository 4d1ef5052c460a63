using System.Data.Common;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Portal.Data.Sessions;
using Portal.Gateway.Callers;
using Portal.Gateway.Journal;
using Portal.Gateway.Policy.Trials;
using Portal.SignIn;

namespace Portal.Components.Policies;

/// <summary>Says what a policy would have done to recorded traffic. Changes nothing; that it was asked is recorded.</summary>
public sealed partial class DryRunPanel : IDisposable
{
    private const int Shown = 8;

    private int _days = 7;
    private DryRunReport? _report;
    private DryRunProgress _progress;
    private CancellationTokenSource? _running;
    private string? _tried;
    private string? _fault;
    private bool _cancelled;
    private bool _mayOpen;

    /// <summary>The policy.</summary>
    [Parameter, EditorRequired]
    public PolicyDraft Draft { get; set; } = null!;

    [CascadingParameter]
    private Task<AuthenticationState> Authentication { get; set; } = null!;

    [Inject]
    private PolicyDryRun DryRun { get; set; } = null!;

    [Inject]
    private PortalJournal Journal { get; set; } = null!;

    private bool Running => _running is not null;

    private bool IsOutdated => _tried != Draft.Text;

    /// <inheritdoc />
    public void Dispose() => Cancel();

    /// <inheritdoc />
    protected override async Task OnInitializedAsync() =>
        _mayOpen = PortalRoles.ReadsEverySession((await Authentication).User.Roles());

    private void Cancel() => _running?.Cancel();

    private async Task RunAsync()
    {
        (_report, _fault, _cancelled, _progress, _tried) = (null, null, false, default, Draft.Text);
        var person = (await Authentication).User.Actor();
        if (
            !await Journal.RecordAsync(
                "policy-dry-run",
                person,
                null,
                RecordOutcome.Ok,
                ("policy", Draft.Value("name")),
                ("days", $"{_days}")
            )
        )
        {
            _fault = "The dry run cannot be recorded right now, so it was not made. Try again later.";
            return;
        }

        using var running = _running = new CancellationTokenSource();
        var request = new DryRunRequest { Policy = Draft.Definition, Days = _days };
        var progress = new Progress<DryRunProgress>(Show);
        try
        {
            // Reading and masking would keep the page from answering, the cancel button too.
            _report = await Task.Run(() => DryRun.RunAsync(request, progress, running.Token), running.Token);
            _fault = _report.Faults.Count > 0 ? _report.Faults[0].Message : null;
            _report = _fault is null ? _report : null;
        }
        catch (OperationCanceledException)
        {
            _cancelled = true;
        }
        catch (DbException)
        {
            _fault = "The database did not answer. Try again.";
        }

        _running = null;
    }

    private void Show(DryRunProgress progress)
    {
        _progress = progress;
        StateHasChanged();
    }

    private string Verdict(DryRunReport report) =>
        Draft switch
        {
            _ when report.Values + report.Blocked + report.Released + report.Denied + report.Allowed + report.Held == 0 =>
                "It would have made no difference.",
            { FixedKind: "access" } => $"It would have denied {Number(report.Denied, "call", "calls")} that passed, and let "
                + $"{Number(report.Allowed, "call", "calls")} pass that {(report.Allowed == 1 ? "was" : "were")} denied.",
            { FixedKind: "approval" } => $"It would have held {Number(report.Held, "call", "calls")} that passed at once.",
            { IsException: true } => $"It would have let {Number(report.Released, "card number", "card numbers")} pass whole.",
            _ => $"It would have masked {Number(report.Values, "value", "values")} in "
                + $"{Number(report.Masked, "message", "messages")}, and blocked "
                + $"{Number(report.Blocked, "message", "messages")}.",
        };

    private static string Number(int count, string one, string many) => $"{count:N0} {(count == 1 ? one : many)}";

    private static (string Tone, string Icon, string Text) Look(DryRunEffect effect) =>
        effect switch
        {
            DryRunEffect.Masked => ("mask", "visibility_off", "Masked"),
            DryRunEffect.Blocked => ("danger", "block", "Blocked"),
            DryRunEffect.Denied => ("danger", "block", "Denied"),
            DryRunEffect.Held => ("warn", "hourglass_top", "Would wait"),
            DryRunEffect.Released => ("warn", "visibility", "Passes whole"),
            _ => ("ok", "check_circle", "Allowed"),
        };
}
