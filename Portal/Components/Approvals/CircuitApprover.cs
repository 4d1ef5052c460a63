using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Portal.Components.Layout;
using Portal.Data;
using Portal.Data.Approvals;
using Portal.Data.People;
using Portal.Gateway.Approvals;
using Portal.SignIn;

namespace Portal.Components.Approvals;

/// <summary>Decides for the person of a circuit: says to the desk who it is, how and when it signed in, and whether it has just given its password.</summary>
internal sealed class CircuitApprover(
    ApprovalDesk desk, IDbContextFactory<PortalDbContext> contexts, PasswordConfirmations confirmations, SignInActivity activity, TimeProvider time)
{
    // A sign-in that is fresh when the button is pressed must still be when the desk looks.
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(10);

    /// <summary>Whether the person must give its password again before deciding on a ticket.</summary>
    public bool NeedsPassword(ApprovalTicket ticket, ClaimsPrincipal person) =>
        ticket.Reauthenticate && !(person.SignedInAt() is { } signedIn && time.GetUtcNow() - signedIn < ApprovalDesk.FreshSignIn - Margin);

    /// <summary>Why the person could not decide on a ticket; null when it could.</summary>
    public Task<DecisionResult?> PreviewAsync(ApprovalTicket ticket, DecisionKind decision, ClaimsPrincipal person) => desk.PreviewAsync(ticket, decision, ActorOf(person, person.SignedInAt()));

    /// <summary>Decides. A password given for this ticket counts for this decision.</summary>
    public async Task<DecisionResult> DecideAsync(Guid ticket, DecisionInput input, ClaimsPrincipal person) => IsSignedOut(person)
        ? SignedOut
        : await desk.DecideAsync(ticket, input, ActorOf(person, confirmations.Take(person.SignIn(), ticket) ?? person.SignedInAt()), CancellationToken.None);

    /// <summary>Takes back a call of the person's own.</summary>
    public async Task<DecisionResult> WithdrawAsync(Guid ticket, ClaimsPrincipal person) =>
        IsSignedOut(person) ? SignedOut : await desk.WithdrawAsync(ticket, ActorOf(person, person.SignedInAt()), CancellationToken.None);

    /// <summary>Closes a window; for those whose roles say so now.</summary>
    public async Task<DecisionResult> RevokeAsync(Guid window, ClaimsPrincipal person)
    {
        if (IsSignedOut(person))
        {
            return SignedOut;
        }

        return await MayRevokeAsync(person.Id())
            ? await desk.RevokeWindowAsync(window, ActorOf(person, person.SignedInAt()), CancellationToken.None)
            : new DecisionResult(DecisionOutcome.NotAllowed, "Closing a window takes the role 'approver' or 'admin'.", null);
    }

    private static DecisionResult SignedOut { get; } = new(DecisionOutcome.NotAllowed, "You are signed out. Sign in again, then decide.", null);

    private static ApprovalActor ActorOf(ClaimsPrincipal person, DateTimeOffset? signedIn) =>
        new(person.Id(), CallerKind.Person, person.Identity?.Name ?? "", person.SignInMethod(), signedIn, null);

    private bool IsSignedOut(ClaimsPrincipal person) => person.SignIn() is not { } id || activity.IsOver(id);

    private async Task<bool> MayRevokeAsync(Guid person)
    {
        var roles = PageRoles.RevokeWindows.Split(',');
        await using var context = await contexts.CreateDbContextAsync();
        return await context.Users.AnyAsync(row => row.Id == person && !row.Disabled)
            && await context.UserRoles.Where(link => link.UserId == person).Join(context.Roles, link => link.RoleId, role => role.Id, (_, role) => role.Name!).AnyAsync(name => roles.Contains(name));
    }
}
