using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Portal.Data;
using Portal.Data.Approvals;
using Portal.Data.People;
using Portal.Gateway.Callers;
using Portal.Gateway.Configuration;
using Portal.Gateway.Exchanges;

namespace Portal.Gateway.Approvals;

/// <summary>Represents what a call does with tickets: look for a window, use an approval, ask for one.</summary>
internal sealed class TicketStore(
    IDbContextFactory<PortalDbContext> contexts,
    TicketWriteLock writeLock,
    ApprovalFeed feed,
    IOptions<GatewayOptions> options,
    TimeProvider time
)
{
    // How far clocks of replicas may differ.
    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(5);

    private readonly ApprovalOptions _options = options.Value.Approvals;

    /// <summary>The open window that lets a call pass; null when there is none.</summary>
    public async Task<ApprovalWindow?> FindWindowAsync(
        Caller caller,
        string server,
        EvaluatedCall call,
        CancellationToken cancellationToken
    )
    {
        if (call is not { IsPlainTool: true, Rule: { WindowMinutes: > 0 } rule })
        {
            return null;
        }

        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var windows = await context
            .Windows(time.GetUtcNow(), caller.Id)
            .Where(window =>
                window.Server == server
                && window.Tool == call.Tool
                && window.Rule == rule.Name
                && window.RuleVersion == rule.Version
            )
            .ToListAsync(cancellationToken);
        foreach (var window in windows.Where(window => IsFor(window, server, call)))
        {
            if (
                !await ApproverTies.HasTiedApproverAsync(
                    context,
                    window.TicketId,
                    new AccountReference(caller.Kind, caller.Id, caller.Name),
                    cancellationToken
                )
            )
            {
                return window;
            }
        }

        return null;
    }

    // The database may ignore case or blanks at the end, and the tool behind does not.
    private static bool IsFor(ApprovalWindow window, string server, EvaluatedCall call) =>
        string.Equals(window.Server, server, StringComparison.Ordinal)
        && string.Equals(window.Tool, call.Tool, StringComparison.Ordinal)
        && string.Equals(window.Rule, call.Rule.Name, StringComparison.Ordinal);

    /// <summary>
    /// Uses an approval of the identical call under the rule as it is now; null when there is none left. However many ask at
    /// once, one gets it.
    /// </summary>
    public async Task<Guid?> ClaimAsync(Guid caller, EvaluatedCall call, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var now = time.GetUtcNow();

        // An approval from the future was given before the clock was set back, and would last longer than it should.
        var latest = now + Skew;
        var approved = await context
            .ApprovalTickets.Where(ticket =>
                ticket.Decided <= latest
                && ticket.CallHash == call.Identity.Hash
                && ticket.CallerId == caller
                && ticket.State == TicketState.Approved
                && ticket.Claimed == null
                && ticket.GrantExpires > now
                && ticket.Rule == call.Rule.Name
                && ticket.RuleVersion == call.Rule.Version
            )
            .OrderBy(ticket => ticket.Decided)
            .Select(ticket => new
            {
                ticket.Id,
                ticket.Rule,
                ticket.CallerKind,
                ticket.CallerName,
            })
            .ToListAsync(cancellationToken);
        foreach (var ticket in approved.Where(ticket => string.Equals(ticket.Rule, call.Rule.Name, StringComparison.Ordinal)))
        {
            if (
                await ApproverTies.HasTiedApproverAsync(
                    context,
                    ticket.Id,
                    new AccountReference(ticket.CallerKind, caller, ticket.CallerName),
                    cancellationToken
                )
            )
            {
                continue;
            }

            if (await TryClaimAsync(context, ticket.Id, now))
            {
                return ticket.Id;
            }
        }

        return null;
    }

    /// <summary>
    /// Uses the approval of a server's request; false when it is used already, or when somebody who approved has come to be tied
    /// to the caller since.
    /// </summary>
    public async Task<bool> ClaimAsync(ApprovalTicket ticket)
    {
        await using var context = await contexts.CreateDbContextAsync();
        var caller = new AccountReference(ticket.CallerKind, ticket.CallerId, ticket.CallerName);
        return !await ApproverTies.HasTiedApproverAsync(context, ticket.Id, caller, CancellationToken.None)
            && await TryClaimAsync(context, ticket.Id, time.GetUtcNow());
    }

    // Not cancelled: a claim that is made is used or lost, never unclear.
    private async Task<bool> TryClaimAsync(PortalDbContext context, Guid id, DateTimeOffset now)
    {
        using var turn = await writeLock.EnterAsync(CancellationToken.None);
        return await context
                .ApprovalTickets.Where(row =>
                    row.Id == id && row.State == TicketState.Approved && row.Claimed == null && row.GrantExpires > now
                )
                .ExecuteUpdateAsync(
                    set => set.SetProperty(row => row.Claimed, now).SetProperty(row => row.Changed, now),
                    CancellationToken.None
                ) == 1;
    }

    /// <summary>The pending ticket of the identical call; null when there is none.</summary>
    public async Task<ApprovalTicket?> FindPendingAsync(Guid caller, EvaluatedCall call, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await Pending(context, caller, call).FirstOrDefaultAsync(cancellationToken);
    }

    /// <summary>Whether a caller has as many calls waiting as it may.</summary>
    public async Task<bool> HasTooManyAsync(Guid caller, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await CountAsync(context, caller, cancellationToken) >= _options.MaxPendingPerCaller;
    }

    /// <summary>
    /// Makes the ticket of a call, or finds the one that an identical call has made meanwhile; null when the caller has too many
    /// waiting.
    /// </summary>
    public async Task<ApprovalTicket?> OpenAsync(Exchange exchange, EvaluatedCall call, CancellationToken cancellationToken)
    {
        var caller = exchange.Caller;
        ApprovalTicket ticket;
        using (await writeLock.EnterAsync(cancellationToken))
        {
            await using var context = await contexts.CreateDbContextAsync(cancellationToken);
            if (await Pending(context, caller.Id, call).FirstOrDefaultAsync(cancellationToken) is { } known)
            {
                return known;
            }

            if (await CountAsync(context, caller.Id, cancellationToken) >= _options.MaxPendingPerCaller)
            {
                return null;
            }

            ticket = Draft(exchange, call, await OwnerOfAsync(context, caller, cancellationToken));
            await SetTokenIssuerAsync(context, ticket, caller.TokenId, cancellationToken);
            context.ApprovalTickets.Add(ticket);
            try
            {
                await context.SaveChangesAsync(cancellationToken);
            }
            catch (DbUpdateException exception)
            {
                // Another replica was faster with the identical call; if not, the fault shows again.
                context.ChangeTracker.Clear();
                return await Pending(context, caller.Id, call).FirstOrDefaultAsync(cancellationToken)
                    ?? throw new InvalidOperationException("A ticket could not be stored.", exception);
            }
        }

        feed.Announce(ApprovalNotice.Of(ticket));
        return ticket;
    }

    /// <summary>A ticket as it stands, with what was said on it.</summary>
    public async Task<(ApprovalTicket Ticket, IReadOnlyList<ApprovalDecision> Decisions)> ReadAsync(
        Guid id,
        CancellationToken cancellationToken
    )
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);

        // Without the arguments, which may be large and of which two thousand calls may wake at once.
        var ticket = await context
            .Ticket(id)
            .Select(row => new ApprovalTicket
            {
                Id = row.Id,
                State = row.State,
                CallerId = row.CallerId,
                CallerKind = row.CallerKind,
                CallerName = row.CallerName,
                Server = row.Server,
                Method = row.Method,
                Tool = row.Tool,
                CallHash = row.CallHash,
                Rule = row.Rule,
                RuleVersion = row.RuleVersion,
                Condition = row.Condition,
                Quorum = row.Quorum,
                Approvals = row.Approvals,
                Created = row.Created,
                Expires = row.Expires,
            })
            .SingleAsync(cancellationToken);
        return (ticket, ticket.State == TicketState.Denied ? await context.DecisionsOn(id).ToListAsync(cancellationToken) : []);
    }

    private static IQueryable<ApprovalTicket> Pending(PortalDbContext context, Guid caller, EvaluatedCall call) =>
        context
            .ApprovalTickets.AsNoTracking()
            .Where(ticket =>
                ticket.CallHash == call.Identity.Hash && ticket.CallerId == caller && ticket.State == TicketState.Pending
            );

    private static Task<int> CountAsync(PortalDbContext context, Guid caller, CancellationToken cancellationToken) =>
        context.ApprovalTickets.CountAsync(
            ticket => ticket.CallerId == caller && ticket.State == TicketState.Pending,
            cancellationToken
        );

    private static async Task<Guid?> OwnerOfAsync(PortalDbContext context, Caller caller, CancellationToken cancellationToken) =>
        caller.Kind == CallerKind.Service
            ? await context
                .ServiceAccounts.Where(account => account.Id == caller.Id)
                .Select(account => account.OwnerId)
                .FirstOrDefaultAsync(cancellationToken)
            : null;

    private static async Task SetTokenIssuerAsync(
        PortalDbContext context,
        ApprovalTicket ticket,
        Guid token,
        CancellationToken cancellationToken
    )
    {
        var issued = await context
            .AccessTokens.Where(row => row.Id == token)
            .Select(row => new
            {
                row.IssuedByKind,
                row.IssuedById,
                row.IssuedByName,
            })
            .FirstOrDefaultAsync(cancellationToken);
        (ticket.TokenIssuerKind, ticket.TokenIssuerId, ticket.TokenIssuerName) = (
            issued?.IssuedByKind,
            issued?.IssuedById,
            issued?.IssuedByName
        );
    }

    private ApprovalTicket Draft(Exchange exchange, EvaluatedCall call, Guid? owner)
    {
        var now = time.GetUtcNow();
        var caller = exchange.Caller;
        return new ApprovalTicket
        {
            Id = Guid.CreateVersion7(now),
            CallerId = caller.Id,
            CallerKind = caller.Kind,
            CallerName = caller.Name,
            OwnerId = owner,
            Server = exchange.Server,
            Method = call.Method,
            Tool = call.Tool,
            Arguments = call.Arguments,
            Parameters = call.Parameters,
            Headers = call.Headers,
            Meta = call.Meta,
            CallHash = call.Identity.Hash,
            HashKeyVersion = call.Identity.KeyVersion,
            Rule = call.Rule.Name,
            RuleVersion = call.Rule.Version,
            Condition = call.Condition,
            Quorum = call.Rule.Quorum,
            ApproverRoles = [.. call.Rule.ApproverRoles],
            Reauthenticate = call.Rule.Reauthenticate,
            WindowMinutes = call.Rule.WindowMinutes,
            Justification = call.Justification,
            Created = now,
            Expires = now.AddMinutes(call.Rule.TicketMinutes ?? _options.TicketMinutes),
            SessionId = exchange.KnownSession?.Id,
            Changed = now,
        };
    }
}
