using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Data.Approvals;
using Portal.Data.People;
using Portal.Gateway.Callers;

namespace Portal.Gateway.Approvals;

/// <summary>
/// Whether a person may decide on a ticket, by what the database says at this moment and never by what a sign-in or token said
/// earlier.
/// </summary>
internal sealed class ApproverChecks(
    IDbContextFactory<PortalDbContext> contexts,
    TicketRules rules,
    IStoredTextMask mask,
    TimeProvider time
)
{
    /// <summary>Fewest characters of a reason.</summary>
    public const int MinReason = 10;

    /// <summary>Most characters of a reason.</summary>
    public const int MaxReason = 2000;

    /// <summary>How fresh a sign-in must be for rules that ask for it.</summary>
    public static readonly TimeSpan FreshSignIn = TimeSpan.FromMinutes(5);

    private const string OwnCall =
        "Nobody decides on their own call, nor on that of an account that they own or have owned, or of which they have issued "
        + "a token. Somebody else must decide.";

    /// <summary>Why a decision is refused; null when it may be made.</summary>
    public async Task<DecisionResult?> CheckAsync(ApprovalTicket ticket, DecisionInput input, ApprovalActor actor)
    {
        await using var context = await contexts.CreateDbContextAsync();
        return await IsOwnAsync(context, ticket, actor.Id) || await ApproverTies.IsTiedAsync(context, ticket, actor)
            ? Refused(DecisionOutcome.OwnRequest, OwnCall)
            : await CheckRolesAsync(context, ticket, input, actor)
                ?? CheckState(ticket, input)
                ?? CheckInput(ticket, input, actor)
                ?? (
                    await context.DecisionsOn(ticket.Id).AnyAsync(decision => decision.ApproverId == actor.Id)
                        ? Refused(
                            DecisionOutcome.DecidedByYou,
                            "You have decided on this ticket already; it takes another person."
                        )
                        : null
                );

        DecisionResult Refused(DecisionOutcome outcome, string message) => new(outcome, message, ticket);
    }

    /// <summary>The same before there is a reason and a sign-in to look at.</summary>
    public Task<DecisionResult?> PreviewAsync(ApprovalTicket ticket, DecisionKind decision, ApprovalActor actor) =>
        CheckAsync(ticket, new DecisionInput(decision, new string('-', MinReason)), actor with { SignedIn = time.GetUtcNow() });

    /// <summary>Whether a ticket is for the call of this person, or of a service account it answers for, then or now.</summary>
    public static async Task<bool> IsOwnAsync(PortalDbContext context, ApprovalTicket ticket, Guid person) =>
        ticket.CallerId == person
        || ticket.OwnerId == person
        || (
            ticket.CallerKind == CallerKind.Service
            && await context.ServiceAccounts.AnyAsync(account => account.Id == ticket.CallerId && account.OwnerId == person)
        );

    /// <summary>Whether a sign-in is so young; one from the future, by a clock that was set back, is not.</summary>
    public static bool IsFresh(DateTimeOffset? signedIn, DateTimeOffset now, TimeSpan age) =>
        signedIn is { } time && time <= now && now - time <= age;

    private static async Task<DecisionResult?> CheckRolesAsync(
        PortalDbContext context,
        ApprovalTicket ticket,
        DecisionInput input,
        ApprovalActor actor
    )
    {
        if (actor.Kind != CallerKind.Person)
        {
            return new(DecisionOutcome.NotAllowed, "Service accounts do not decide; a person does.", ticket);
        }

        var isActive = await context.Users.AnyAsync(person => person.Id == actor.Id && !person.Disabled);
        var roles = await context
            .UserRoles.Where(link => link.UserId == actor.Id)
            .Join(context.Roles, link => link.RoleId, role => role.Id, (_, role) => role.Name!)
            .ToListAsync();
        var holds =
            input.Decision == DecisionKind.BreakGlass
                ? roles.Contains(PortalRoles.BreakGlass)
                : roles.Contains(PortalRoles.Approver)
                    && (
                        ticket.ApproverRoles.Contains(PortalRoles.Approver)
                        || roles.Intersect(ticket.ApproverRoles, StringComparer.Ordinal).Any()
                    );
        return isActive && holds
            ? null
            : new(
                DecisionOutcome.NotAllowed,
                input.Decision == DecisionKind.BreakGlass ? $"Breaking the glass takes the role '{PortalRoles.BreakGlass}'."
                    : ticket.ApproverRoles.Contains(PortalRoles.Approver) ? $"This takes the role '{PortalRoles.Approver}'."
                    : $"This takes the role '{PortalRoles.Approver}' and one of: {string.Join(", ", ticket.ApproverRoles)}.",
                ticket
            );
    }

    private DecisionResult? CheckState(ApprovalTicket ticket, DecisionInput input)
    {
        if (ticket.State == TicketState.Expired || (ticket.State == TicketState.Pending && ticket.Expires <= time.GetUtcNow()))
        {
            return new(
                DecisionOutcome.Expired,
                ticket.IsServerRequest
                    ? "The ticket has expired; the server must ask again."
                    : "The ticket has expired; the call must be made again.",
                ticket
            );
        }

        if (ticket.State != TicketState.Pending)
        {
            return new(DecisionOutcome.Decided, $"The ticket is {ticket.State.ToString().ToLowerInvariant()} already.", ticket);
        }

        return input.Decision == DecisionKind.Deny || rules.IsCurrent(ticket)
            ? null
            : new(
                DecisionOutcome.Outdated,
                ticket.IsServerRequest
                    ? "The server's setting has changed since; it does not hold such requests any longer."
                    : "The rule that holds the call has changed since; the call must be made again under the new one.",
                ticket
            );
    }

    private DecisionResult? CheckInput(ApprovalTicket ticket, DecisionInput input, ApprovalActor actor)
    {
        var now = time.GetUtcNow();
        if (ticket.Reauthenticate && !IsFresh(actor.SignedIn, now, FreshSignIn))
        {
            return new(
                DecisionOutcome.SignInTooOld,
                "This rule wants a sign-in of the last five minutes; sign in again, then decide. A token does not do.",
                ticket
            );
        }

        if (input.Justification?.Trim().Length is not (>= MinReason and <= MaxReason))
        {
            return new(DecisionOutcome.ReasonMissing, $"Say why, in {MinReason} to {MaxReason} characters.", ticket);
        }

        if (mask.HoldsCard(input.Justification))
        {
            return new(DecisionOutcome.ReasonMissing, CardDataException.MessageFor("Reason"), ticket);
        }

        if (
            input.Until is not { } until
            || (
                input.Decision == DecisionKind.Approve
                && ticket.WindowMinutes > 0
                && until > now
                && until <= now.AddMinutes(ticket.WindowMinutes)
            )
        )
        {
            return null;
        }

        return new(
            DecisionOutcome.WindowNotAllowed,
            ticket.WindowMinutes == 0 || input.Decision != DecisionKind.Approve
                ? "Only this one call can be approved; the rule allows no window."
                : $"A window ends in the future and within {ticket.WindowMinutes} minutes from now.",
            ticket
        );
    }
}
