using System.Security.Claims;
using Portal.Data.Approvals;
using Portal.Data.People;
using Portal.Gateway.Approvals;
using Portal.SignIn;

namespace Portal.Components.Approvals;

/// <summary>
/// Decides for the person of a circuit: says to the approvals who it is, how and when it signed in, and whether it has just given
/// its password.
/// </summary>
internal sealed class CircuitApprover(
    ApprovalService approvals,
    PasswordConfirmations confirmations,
    SignInActivity activity,
    CircuitOrigin origin,
    TimeProvider time
)
{
    // A sign-in that is fresh when the button is pressed must still be when the approvals looks.
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(10);

    /// <summary>Gets what somebody is told whose sign-in is over.</summary>
    public static DecisionResult SignedOut { get; } =
        new(DecisionOutcome.NotAllowed, "You are signed out. Sign in again, then decide.", null);

    /// <summary>Whether the person must give its password again before deciding on a ticket.</summary>
    public bool NeedsPassword(ApprovalTicket ticket, ClaimsPrincipal person) =>
        ticket.Reauthenticate && !ApprovalService.IsFresh(person.SignedInAt(), time.GetUtcNow(), Margin);

    /// <summary>Why the person could not decide on a ticket; null when it could.</summary>
    public async Task<DecisionResult?> PreviewAsync(ApprovalTicket ticket, DecisionKind decision, ClaimsPrincipal person) =>
        ActorOf(person) is { } actor ? await approvals.PreviewAsync(ticket, decision, actor) : SignedOut;

    /// <summary>Decides. A password given for this ticket counts for this decision.</summary>
    public async Task<DecisionResult> DecideAsync(Guid ticket, DecisionInput input, ClaimsPrincipal person)
    {
        if (ActorOf(person) is not { } actor)
        {
            return SignedOut;
        }

        var confirmed = confirmations.Take(person.SignIn(), ticket);
        return await approvals.DecideAsync(
            ticket,
            input,
            actor with
            {
                SignedIn = confirmed ?? actor.SignedIn,
            },
            CancellationToken.None
        );
    }

    /// <summary>Takes back a call of the person's own.</summary>
    public async Task<DecisionResult> WithdrawAsync(Guid ticket, ClaimsPrincipal person) =>
        ActorOf(person) is { } actor ? await approvals.WithdrawAsync(ticket, actor, CancellationToken.None) : SignedOut;

    /// <summary>The person as the approvals knows it; null when its sign-in is over.</summary>
    public ApprovalActor? ActorOf(ClaimsPrincipal person) =>
        person.SignIn() is { } signIn && !activity.IsOver(signIn)
            ? new ApprovalActor(
                person.Id(),
                CallerKind.Person,
                person.Identity?.Name ?? "",
                person.SignInMethod(),
                person.SignedInAt(),
                origin.SourceIp
            )
            : null;
}
