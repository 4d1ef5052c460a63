using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Portal.Components.Layout;
using Portal.Data;
using Portal.Gateway.Approvals;
using Portal.SignIn;

namespace Portal.Components.Approvals;

/// <summary>Closes just-in-time windows for the person of a circuit, whose roles are read when it does.</summary>
internal sealed class WindowCloser(
    ApprovalService approvals,
    CircuitApprover approver,
    IDbContextFactory<PortalDbContext> contexts
)
{
    /// <summary>Closes a window before its time.</summary>
    public async Task<DecisionResult> CloseAsync(Guid window, ClaimsPrincipal person) =>
        approver.ActorOf(person) is not { } actor ? CircuitApprover.SignedOut
        : await MayCloseAsync(person.Id()) ? await approvals.RevokeWindowAsync(window, actor, CancellationToken.None)
        : new DecisionResult(DecisionOutcome.NotAllowed, "Closing a window takes the role 'approver' or 'admin'.", null);

    private async Task<bool> MayCloseAsync(Guid person)
    {
        var roles = PageRoles.RevokeWindows.Split(',');
        await using var context = await contexts.CreateDbContextAsync();
        return await context.Users.AnyAsync(row => row.Id == person && !row.Disabled)
            && await context
                .UserRoles.Where(link => link.UserId == person)
                .Join(context.Roles, link => link.RoleId, role => role.Id, (_, role) => role.Name!)
                .AnyAsync(name => roles.Contains(name));
    }
}
