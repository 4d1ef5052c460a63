using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Portal.Data;
using Portal.Data.Approvals;
using Portal.Gateway.Configuration;

namespace Portal.Gateway.Approvals;

/// <summary>
/// Moves tickets on: each change is one transaction that names the state it expects and checks the rows, so that of several at
/// once exactly one wins, on every replica. A ticket that ends is signed in the same transaction.
/// </summary>
internal sealed class TicketChanges(
    IDbContextFactory<PortalDbContext> contexts,
    TicketWriteLock writeLock,
    TicketRecord record,
    IOptions<GatewayOptions> options,
    TimeProvider time
)
{
    private readonly TimeSpan _grant = TimeSpan.FromMinutes(options.Value.Approvals.GrantMinutes);

    /// <summary>Counts a decision, and ends the ticket where it is the one that does.</summary>
    public async Task<(DecisionOutcome Outcome, ApprovalTicket? Ticket)> DecideAsync(ApprovalDecision decision)
    {
        using var turn = await writeLock.EnterAsync(CancellationToken.None);
        await using var context = await contexts.CreateDbContextAsync();
        await using var transaction = await context.Database.BeginTransactionAsync();
        var now = decision.Time = time.GetUtcNow();
        var open = context.ApprovalTickets.Where(ticket =>
            ticket.Id == decision.TicketId && ticket.State == TicketState.Pending && ticket.Expires > now
        );
        if (await CountAsync(open, decision.Decision, now) != 1)
        {
            await transaction.RollbackAsync();
            return await WhyNotAsync(decision.TicketId);
        }

        context.ApprovalDecisions.Add(decision);
        try
        {
            await context.SaveChangesAsync();
        }
        catch (DbUpdateException exception)
        {
            await transaction.RollbackAsync();
            return await WhyNotSavedAsync(decision)
                ?? throw new InvalidOperationException("A decision could not be stored.", exception);
        }

        var ended = decision.Decision == DecisionKind.Deny || await TryApproveAsync(context, decision, now);
        if (ended)
        {
            await record.StoreAsync(context, decision.TicketId);
        }

        await transaction.CommitAsync();
        return (DecisionOutcome.Done, await context.Ticket(decision.TicketId).SingleAsync());
    }

    /// <summary>Ends a pending ticket without a decision; null when it is not pending any more.</summary>
    /// <param name="id">The ticket.</param>
    /// <param name="state">Expired or withdrawn.</param>
    public async Task<ApprovalTicket?> EndAsync(Guid id, TicketState state)
    {
        using var turn = await writeLock.EnterAsync(CancellationToken.None);
        await using var context = await contexts.CreateDbContextAsync();
        await using var transaction = await context.Database.BeginTransactionAsync();
        var now = time.GetUtcNow();
        var changed = await context
            .ApprovalTickets.Where(ticket => ticket.Id == id && ticket.State == TicketState.Pending)
            .ExecuteUpdateAsync(set =>
                set.SetProperty(ticket => ticket.State, state)
                    .SetProperty(ticket => ticket.Decided, now)
                    .SetProperty(ticket => ticket.Changed, now)
            );
        if (changed != 1)
        {
            return null;
        }

        await record.StoreAsync(context, id);
        await transaction.CommitAsync();
        return await context.Ticket(id).SingleAsync();
    }

    /// <summary>
    /// Stores why a caller wants what it asked for, if it has not said so yet; null when it has, or when the ticket is not
    /// pending any more.
    /// </summary>
    /// <param name="id">The ticket.</param>
    /// <param name="justification">Why, masked.</param>
    public async Task<ApprovalTicket?> JustifyAsync(Guid id, string justification)
    {
        using var turn = await writeLock.EnterAsync(CancellationToken.None);
        await using var context = await contexts.CreateDbContextAsync();
        if (await context.Ticket(id).Select(ticket => (DateTimeOffset?)ticket.Changed).SingleOrDefaultAsync() is not { } before)
        {
            return null;
        }

        // Later than the change before, also where the clock stands: who watches hears of what is new only.
        var now = time.GetUtcNow();
        var changed = now > before ? now : before.AddTicks(1);
        return
            await context
                .ApprovalTickets.Where(ticket =>
                    ticket.Id == id && ticket.State == TicketState.Pending && ticket.Justification == null
                )
                .ExecuteUpdateAsync(set =>
                    set.SetProperty(ticket => ticket.Justification, justification).SetProperty(ticket => ticket.Changed, changed)
                ) == 1
            ? await context.Ticket(id).SingleAsync()
            : null;
    }

    /// <summary>Closes a window; false when it is closed already.</summary>
    public async Task<bool> RevokeAsync(Guid window, string by)
    {
        using var turn = await writeLock.EnterAsync(CancellationToken.None);
        await using var context = await contexts.CreateDbContextAsync();
        var now = time.GetUtcNow();
        return await context
                .ApprovalWindows.Where(row => row.Id == window && row.Revoked == null && row.Until > now)
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.Revoked, now).SetProperty(row => row.RevokedBy, by)) == 1;
    }

    private static Task<int> CountAsync(IQueryable<ApprovalTicket> open, DecisionKind decision, DateTimeOffset now) =>
        decision == DecisionKind.Deny
            ? open.ExecuteUpdateAsync(set =>
                set.SetProperty(ticket => ticket.State, TicketState.Denied)
                    .SetProperty(ticket => ticket.Decided, now)
                    .SetProperty(ticket => ticket.Changed, now)
            )
            : open.ExecuteUpdateAsync(set =>
                set.SetProperty(ticket => ticket.Approvals, ticket => ticket.Approvals + 1)
                    .SetProperty(ticket => ticket.Changed, now)
            );

    // Another approval could have come in between on no database: the row is ours until the commit.
    private async Task<bool> TryApproveAsync(PortalDbContext context, ApprovalDecision decision, DateTimeOffset now)
    {
        var brokeGlass = decision.Decision == DecisionKind.BreakGlass;
        var grantExpires = now + _grant;
        var ended =
            await context
                .ApprovalTickets.Where(ticket =>
                    ticket.Id == decision.TicketId && (brokeGlass || ticket.Approvals >= ticket.Quorum)
                )
                .ExecuteUpdateAsync(set =>
                    set.SetProperty(ticket => ticket.State, TicketState.Approved)
                        .SetProperty(ticket => ticket.BrokeGlass, brokeGlass)
                        .SetProperty(ticket => ticket.Decided, now)
                        .SetProperty(ticket => ticket.GrantExpires, grantExpires)
                ) == 1;
        if (ended && !brokeGlass)
        {
            await OpenWindowAsync(context, decision, now);
        }

        return ended;
    }

    // A window opens when everybody who approved wants one, and ends when the first of them wants it to.
    private static async Task OpenWindowAsync(PortalDbContext context, ApprovalDecision decision, DateTimeOffset now)
    {
        var decisions = await context.DecisionsOn(decision.TicketId).ToListAsync();
        if (decisions.Exists(one => one.Until is null))
        {
            return;
        }

        var ticket = await context.Ticket(decision.TicketId).SingleAsync();
        context.ApprovalWindows.Add(
            new ApprovalWindow
            {
                TicketId = ticket.Id,
                CallerId = ticket.CallerId,
                CallerName = ticket.CallerName,
                Server = ticket.Server,
                Tool = ticket.Tool,
                From = now,
                Until = decisions.Min(one => one.Until!.Value),
                GrantedBy = string.Join(", ", decisions.Select(one => one.ApproverName)),
                Reason = decision.Justification,
                Rule = ticket.Rule,
                RuleVersion = ticket.RuleVersion,
            }
        );
        await context.SaveChangesAsync();
    }

    private async Task<(DecisionOutcome Outcome, ApprovalTicket? Ticket)> WhyNotAsync(Guid id)
    {
        await using var context = await contexts.CreateDbContextAsync();
        var ticket = await context.Ticket(id).SingleOrDefaultAsync();
        return (
            ticket switch
            {
                null => DecisionOutcome.NotFound,
                { State: TicketState.Pending or TicketState.Expired } => DecisionOutcome.Expired,
                _ => DecisionOutcome.Decided,
            },
            ticket
        );
    }

    private async Task<(DecisionOutcome Outcome, ApprovalTicket? Ticket)?> WhyNotSavedAsync(ApprovalDecision decision)
    {
        await using var context = await contexts.CreateDbContextAsync();
        return await context.DecisionsOn(decision.TicketId).AnyAsync(one => one.ApproverId == decision.ApproverId)
            ? (DecisionOutcome.DecidedByYou, await context.Ticket(decision.TicketId).SingleOrDefaultAsync())
            : null;
    }
}
