using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Portal.Data;
using Portal.Data.Approvals;
using Portal.Data.Sessions;
using Portal.Gateway.Journal;
using Portal.Gateway.Masking;
using Portal.Gateway.Protocol;

namespace Portal.Gateway.Approvals;

/// <summary>
/// Where people decide on held calls. Whatever is tried is a record, also what is refused; what cannot be recorded does not
/// count. Who may do what is read from the database at that moment.
/// </summary>
public sealed partial class ApprovalService
{
    /// <summary>Fewest characters of a reason.</summary>
    public const int MinReason = ApproverChecks.MinReason;

    /// <summary>Most characters of a reason.</summary>
    public const int MaxReason = ApproverChecks.MaxReason;

    private readonly IDbContextFactory<PortalDbContext> _contexts;
    private readonly ApproverChecks _checks;
    private readonly TicketChanges _changes;
    private readonly TicketExpirer _retirement;
    private readonly ApprovalFeed _feed;
    private readonly PortalJournal _journal;
    private readonly MessageMasker _masker;
    private readonly ILogger<ApprovalService> _logger;

    internal ApprovalService(
        IDbContextFactory<PortalDbContext> contexts,
        ApproverChecks checks,
        TicketChanges changes,
        TicketExpirer expirer,
        ApprovalFeed feed,
        PortalJournal journal,
        MessageMasker masker,
        ILogger<ApprovalService> logger
    )
    {
        (_contexts, _checks, _changes, _retirement, _feed, _journal, _masker, _logger) = (
            contexts,
            checks,
            changes,
            expirer,
            feed,
            journal,
            masker,
            logger
        );
    }

    /// <summary>How fresh a sign-in must be for rules that ask for it.</summary>
    public static TimeSpan FreshSignIn => ApproverChecks.FreshSignIn;

    /// <summary>Whether a sign-in is so young that it needs no confirmation; one from the future is not.</summary>
    /// <param name="signedIn">When the person signed in; null where it is not known.</param>
    /// <param name="now">The time now.</param>
    /// <param name="margin">How much of <see cref="FreshSignIn"/> must be left.</param>
    public static bool IsFresh(DateTimeOffset? signedIn, DateTimeOffset now, TimeSpan margin) =>
        ApproverChecks.IsFresh(signedIn, now, FreshSignIn - margin);

    // What it needs is not public, so the container cannot put it together.
    internal static ApprovalService Create(IServiceProvider services) =>
        new(
            services.GetRequiredService<IDbContextFactory<PortalDbContext>>(),
            services.GetRequiredService<ApproverChecks>(),
            services.GetRequiredService<TicketChanges>(),
            services.GetRequiredService<TicketExpirer>(),
            services.GetRequiredService<ApprovalFeed>(),
            services.GetRequiredService<PortalJournal>(),
            services.GetRequiredService<MessageMasker>(),
            services.GetRequiredService<ILogger<ApprovalService>>()
        );

    /// <summary>Says on a ticket that the call may pass, may not pass, or passes at once in an emergency.</summary>
    /// <param name="ticketId">The ticket.</param>
    /// <param name="input">What is said.</param>
    /// <param name="actor">Who says it.</param>
    /// <param name="cancellationToken">Cancels before anything is recorded; not after.</param>
    public async Task<DecisionResult> DecideAsync(
        Guid ticketId,
        DecisionInput input,
        ApprovalActor actor,
        CancellationToken cancellationToken
    )
    {
        if (await FindAsync(ticketId, cancellationToken) is not { } ticket)
        {
            return await RefuseAsync(
                actor,
                ticketId,
                DecisionNames.Of(input.Decision),
                new(DecisionOutcome.NotFound, "There is no such ticket.", null)
            );
        }

        if (await _checks.CheckAsync(ticket, input, actor) is { } refused)
        {
            if (refused.Outcome == DecisionOutcome.Expired && ticket.State == TicketState.Pending)
            {
                // What somebody has seen expired stays so, whatever the clock says later.
                await _retirement.ExpireAsync(ticket);
            }

            return await RefuseAsync(actor, ticketId, DecisionNames.Of(input.Decision), refused);
        }

        var reason = Clip(_masker.MaskText(input.Justification!.Trim()));
        if (
            !await RecordAsync(
                input.Decision == DecisionKind.BreakGlass ? "break-glass" : "approval-decision",
                ticket,
                actor,
                input,
                reason
            )
        )
        {
            return Unrecorded(ticket);
        }

        var (outcome, now) = await _changes.DecideAsync(
            new ApprovalDecision
            {
                TicketId = ticketId,
                ApproverId = actor.Id,
                ApproverName = actor.Name,
                Decision = input.Decision,
                Justification = reason,
                Time = default,
                Method = actor.Method,
                Until = input.Until,
            }
        );
        return outcome == DecisionOutcome.Done
            ? Done(now!, input, actor)
            : await RefuseAsync(actor, ticketId, DecisionNames.Of(input.Decision), new(outcome, MessageOf(outcome, now), now));
    }

    /// <summary>
    /// Why a decision would be refused, supposed that a good reason and a fresh sign-in come with it; null when it would count.
    /// For a page that offers only what works: it is no try, so no record.
    /// </summary>
    public Task<DecisionResult?> PreviewAsync(ApprovalTicket ticket, DecisionKind decision, ApprovalActor actor) =>
        _checks.PreviewAsync(ticket, decision, actor);

    /// <summary>
    /// Takes back a call that still waits; for who asked, and for who answers for the service account that did.
    /// </summary>
    public async Task<DecisionResult> WithdrawAsync(Guid ticketId, ApprovalActor actor, CancellationToken cancellationToken)
    {
        var ticket = await FindAsync(ticketId, cancellationToken);
        var refused = ticket switch
        {
            null => new(DecisionOutcome.NotFound, "There is no such ticket.", null),
            _ when !await IsOwnAsync(ticket, actor.Id) => new(
                DecisionOutcome.NotAllowed,
                "Only who asked can withdraw the call; deny it instead.",
                ticket
            ),
            { State: not TicketState.Pending } => new(
                DecisionOutcome.Decided,
                MessageOf(DecisionOutcome.Decided, ticket),
                ticket
            ),
            _ => (DecisionResult?)null,
        };
        if (refused is not null)
        {
            return await RefuseAsync(actor, ticketId, "withdraw", refused);
        }

        if (
            !await _journal.RecordAsync(
                "approval-withdrawn",
                actor.AsActor(),
                actor.SourceIp,
                RecordOutcome.Ok,
                [("ticket", ticketId.ToString()), .. FactsOf(ticket!)]
            )
        )
        {
            return Unrecorded(ticket!);
        }

        if (await _changes.EndAsync(ticketId, TicketState.Withdrawn) is not { } withdrawn)
        {
            var now = await FindAsync(ticketId, CancellationToken.None);
            return await RefuseAsync(
                actor,
                ticketId,
                "withdraw",
                new(DecisionOutcome.Decided, MessageOf(DecisionOutcome.Decided, now), now)
            );
        }

        _feed.Announce(ApprovalNotice.Of(withdrawn));
        return new DecisionResult(DecisionOutcome.Done, $"The {NounOf(withdrawn)} is withdrawn.", withdrawn);
    }

    /// <summary>
    /// Closes a just-in-time window before its time. The caller of this checks that the actor may: an approver or an
    /// administrator.
    /// </summary>
    public async Task<DecisionResult> RevokeWindowAsync(Guid windowId, ApprovalActor actor, CancellationToken cancellationToken)
    {
        await using var context = await _contexts.CreateDbContextAsync(cancellationToken);
        if (
            await context.ApprovalWindows.AsNoTracking().SingleOrDefaultAsync(row => row.Id == windowId, cancellationToken)
            is not { } window
        )
        {
            return new DecisionResult(DecisionOutcome.NotFound, "There is no such window.", null);
        }

        if (
            !await _journal.RecordAsync(
                "approval-window-revoked",
                actor.AsActor(),
                actor.SourceIp,
                RecordOutcome.Ok,
                ("window", windowId.ToString()),
                ("ticket", window.TicketId.ToString()),
                ("caller", window.CallerName),
                ("server", window.Server),
                ("tool", window.Tool),
                ("rule", window.Rule)
            )
        )
        {
            return new DecisionResult(
                DecisionOutcome.Unrecorded,
                "The revocation cannot be recorded right now, so it is refused. Try again later.",
                null
            );
        }

        return await _changes.RevokeAsync(windowId, actor.Name)
            ? new DecisionResult(DecisionOutcome.Done, "The window is closed.", null)
            : new DecisionResult(DecisionOutcome.Decided, "The window is closed already.", null);
    }

    private DecisionResult Done(ApprovalTicket ticket, DecisionInput input, ApprovalActor actor)
    {
        if (input.Decision == DecisionKind.BreakGlass)
        {
            LogBrokeGlass(_logger, ticket.Id, actor.Id, ticket.Server);
        }

        _feed.Announce(ApprovalNotice.Of(ticket));
        return new DecisionResult(
            DecisionOutcome.Done,
            ticket.State switch
            {
                TicketState.Approved => $"The {NounOf(ticket)} is approved.",
                TicketState.Denied => $"The {NounOf(ticket)} is denied.",
                _ => $"Your approval counts; {ticket.Quorum - ticket.Approvals} more needed.",
            },
            ticket
        );
    }

    private ValueTask<bool> RecordAsync(
        string action,
        ApprovalTicket ticket,
        ApprovalActor actor,
        DecisionInput input,
        string reason
    ) =>
        _journal.RecordAsync(
            action,
            actor.AsActor(),
            actor.SourceIp,
            input.Decision == DecisionKind.Deny ? RecordOutcome.Ok : RecordOutcome.Approved,
            [
                ("ticket", ticket.Id.ToString()),
                ("decision", DecisionNames.Of(input.Decision)),
                ("reason", reason),
                ("signedInBy", actor.Method),
                ("until", input.Until?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'")),
                .. FactsOf(ticket),
            ]
        );

    private async Task<DecisionResult> RefuseAsync(ApprovalActor actor, Guid ticketId, string what, DecisionResult refused)
    {
        // It is refused whether or not that can be recorded.
        await _journal.RecordAsync(
            "approval-refused",
            actor.AsActor(),
            actor.SourceIp,
            RecordOutcome.Denied,
            [
                ("ticket", ticketId.ToString()),
                ("decision", what),
                ("outcome", refused.Outcome.ToString()),
                ("why", refused.Message),
                .. refused.Ticket is { } ticket ? FactsOf(ticket) : [],
            ]
        );
        return refused;
    }

    private static (string Name, string? Value)[] FactsOf(ApprovalTicket ticket) =>
        [
            ("caller", ticket.CallerName),
            ("server", ticket.Server),
            ("tool", ticket.Tool),
            ("rule", ticket.Rule),
            ("ruleVersion", ticket.RuleVersion.ToString()),
            ("callHash", CallIdentity.Text(ticket.CallHash)),
        ];

    private async Task<bool> IsOwnAsync(ApprovalTicket ticket, Guid person)
    {
        await using var context = await _contexts.CreateDbContextAsync();
        return await ApproverChecks.IsOwnAsync(context, ticket, person);
    }

    private async Task<ApprovalTicket?> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var context = await _contexts.CreateDbContextAsync(cancellationToken);
        return await context.Ticket(id).SingleOrDefaultAsync(cancellationToken);
    }

    private static DecisionResult Unrecorded(ApprovalTicket ticket) =>
        new(
            DecisionOutcome.Unrecorded,
            "The decision cannot be recorded right now, so it does not count. Try again later.",
            ticket
        );

    private static string MessageOf(DecisionOutcome outcome, ApprovalTicket? ticket) =>
        outcome switch
        {
            DecisionOutcome.DecidedByYou => "You have decided on this ticket already; it takes another person.",
            DecisionOutcome.Expired => "The ticket has expired; the call must be made again.",
            DecisionOutcome.Decided => $"The ticket is {ticket?.State.ToString().ToLowerInvariant()} already.",
            _ => "There is no such ticket.",
        };

    private static string NounOf(ApprovalTicket ticket) => ticket.IsServerRequest ? "request" : "call";

    private static string Clip(string text) => ClippedText.Start(text, ApproverChecks.MaxReason);

    [LoggerMessage(
        Level = LogLevel.Critical,
        Message = "Break-glass: ticket {Ticket} was approved by person {Person} alone, for a call to {Server}"
    )]
    private static partial void LogBrokeGlass(ILogger logger, Guid ticket, Guid person, string server);
}
