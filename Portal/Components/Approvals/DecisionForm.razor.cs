using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.JSInterop;
using Portal.Data.Approvals;
using Portal.Gateway.Approvals;
using Portal.SignIn;

namespace Portal.Components.Approvals;

/// <summary>
/// Approves, denies, breaks the glass or withdraws; offers only what would count for the person, and says why the rest is
/// missing. What is typed stays until it counts.
/// </summary>
public sealed partial class DecisionForm
{
    private DecisionKind? _wanted;
    private string? _reason;
    private string? _reasonFault;
    private string? _passwordFault;
    private string? _fault;
    private string? _refusal;
    private int _minutes;
    private int _seen = -1;
    private bool _known;
    private bool _own;
    private bool _mayBreak;
    private bool _needsPassword;
    private bool _asking;
    private bool _busy;
    private bool _focus;

    /// <summary>The ticket; pending.</summary>
    [Parameter, EditorRequired]
    public ApprovalTicket Ticket { get; set; } = null!;

    /// <summary><c>approve</c> or <c>deny</c> when the person has said so already and only the reason is missing.</summary>
    [Parameter]
    public string? Wanted { get; set; }

    /// <summary>Raised with what happened, after it did.</summary>
    [Parameter]
    public EventCallback<string> OnChanged { get; set; }

    [CascadingParameter]
    private Task<AuthenticationState> Authentication { get; set; } = null!;

    [Inject]
    private CircuitApprover Approver { get; set; } = null!;

    [Inject]
    private IJSRuntime Browser { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    /// <inheritdoc />
    protected override async Task OnParametersSetAsync()
    {
        if (_seen == Ticket.Approvals)
        {
            return;
        }

        (_focus, _wanted) = _seen < 0 ? (Wanted is "approve" or "deny", WantedKind()) : (_focus, _wanted);
        _seen = Ticket.Approvals;
        await LookAsync();
    }

    /// <inheritdoc />
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_focus && _known && (_refusal is null || _mayBreak) && !_own)
        {
            _focus = false;
            await Browser.InvokeVoidAsync("portalApprovals.focus", "decision-reason");
        }
    }

    private DecisionKind? WantedKind() =>
        Wanted switch
        {
            "approve" => DecisionKind.Approve,
            "deny" => DecisionKind.Deny,
            _ => null,
        };

    private DateTimeOffset? Until() => _minutes == 0 ? null : Time.GetUtcNow().AddMinutes(_minutes);

    // What would be refused is asked of who refuses it.
    private async Task LookAsync()
    {
        var person = (await Authentication).User;
        var approve = await Approver.PreviewAsync(Ticket, DecisionKind.Approve, person);
        _own = approve?.Outcome == DecisionOutcome.OwnRequest;
        _mayBreak = !_own && await Approver.PreviewAsync(Ticket, DecisionKind.BreakGlass, person) is null;
        _refusal = approve?.Message;
        _needsPassword = Approver.NeedsPassword(Ticket, person);
        _known = true;
    }

    private Task SubmitAsync() => _wanted is { } wanted ? DecideAsync(wanted) : Task.CompletedTask;

    private Task PressAsync(DecisionKind decision)
    {
        _wanted = decision;
        return DecideAsync(decision);
    }

    private async Task DecideAsync(DecisionKind decision)
    {
        (_fault, _passwordFault, _reasonFault) = (null, null, DecisionReason.FaultOf(_reason));
        if (_reasonFault is not null)
        {
            _focus = true;
            return;
        }

        var person = (await Authentication).User;
        _busy = true;
        try
        {
            if (await IsItReallyThemAsync())
            {
                await ShowAsync(
                    await Approver.DecideAsync(
                        Ticket.Id,
                        new DecisionInput(decision, _reason, decision == DecisionKind.Approve ? Until() : null),
                        person
                    )
                );
            }
        }
        finally
        {
            _busy = false;
        }

        // The browser posts the password by itself: what a circuit carries can be logged with its arguments.
        async Task<bool> IsItReallyThemAsync()
        {
            if (!Approver.NeedsPassword(Ticket, person))
            {
                return true;
            }

            if (!_needsPassword)
            {
                (_needsPassword, _passwordFault) = (
                    true,
                    "Your sign-in has become too old in the meantime. Enter your password, then decide again."
                );
                return false;
            }

            _passwordFault = await Browser.InvokeAsync<string>("portalApprovals.confirm", "decision-password", Ticket.Id) switch
            {
                "confirmed" => null,
                "empty" => "Give your password.",
                "refused" => "The password is wrong, or the account is locked. After 10 failed attempts from a network, "
                    + "the account stays locked there for 30 minutes.",
                "busy" => SignInLimitMiddleware.Advice,
                _ => "The portal did not answer. Try again.",
            };
            return _passwordFault is null;
        }
    }

    private async Task WithdrawAsync() => await ShowAsync(await Approver.WithdrawAsync(Ticket.Id, (await Authentication).User));

    private async Task ShowAsync(DecisionResult result)
    {
        _asking = false;
        if (result.IsDone)
        {
            await OnChanged.InvokeAsync(result.Message);
            return;
        }

        _fault = result.Message;
        _needsPassword |= result.Outcome == DecisionOutcome.SignInTooOld;
    }
}
