using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Portal.Data.Approvals;
using Portal.Data.Sessions;
using Portal.Gateway.Authorization;
using Portal.Gateway.Configuration;
using Portal.Gateway.Exchanges;
using Portal.Gateway.Recording;

namespace Portal.Gateway.Approvals;

/// <summary>Asks people about a call and keeps it, and its client, waiting.</summary>
internal sealed class HoldCoordinator(
    TicketStore tickets,
    TicketExpirer expirer,
    ApprovalWaiters waiters,
    CallerRevalidation revalidation,
    JustificationAsker asker,
    ExchangeRecorder recorder,
    IOptions<GatewayOptions> options
)
{
    // Below what servers count themselves, so that progress goes on growing when the server takes over.
    private const double ProgressStep = 0.0001;

    private readonly GatewayOptions _options = options.Value;

    /// <summary>Whether a window is open for the call, or an approval of it is there to be used; then it is used.</summary>
    public async Task<bool> TryPassAsync(Exchange exchange, EvaluatedCall call, CancellationToken cancellationToken)
    {
        var window = await tickets.FindWindowAsync(exchange.Caller, exchange.Server, call, cancellationToken);
        var ticket = window?.TicketId ?? await tickets.ClaimAsync(exchange.Caller.Id, call, cancellationToken);
        if (ticket is null)
        {
            return false;
        }

        exchange.Rule = call.Rule.Name;
        exchange.Passage = new ApprovalBasis(call.Rule.Name, call.Rule.Version, ticket, window?.Id);
        return true;
    }

    /// <summary>Records that the call is held and makes its ticket, or joins that of an identical one.</summary>
    public async Task<(Refusal? Refusal, HeldCall? Held)> AskAsync(HttpContext context, Exchange exchange, EvaluatedCall call)
    {
        var caller = exchange.Caller.Id;
        var pending = await tickets.FindPendingAsync(caller, call, context.RequestAborted);
        if (pending is not null && await expirer.TryRetireAsync(pending, call.Rule))
        {
            pending = null;
        }

        var limit = _options.Approvals.MaxPendingPerCaller;
        if (pending is null && await tickets.HasTooManyAsync(caller, context.RequestAborted))
        {
            return (ApprovalAnswers.TooMany(call, limit), null);
        }

        if (!await recorder.RecordRequestAsync(exchange, RecordOutcome.Held, call.Rule.Name))
        {
            return (Refusals.Unrecorded, null);
        }

        exchange.IsRecorded = true;
        exchange.Rule = call.Rule.Name;
        var ticket = pending ?? await tickets.OpenAsync(exchange, call, context.RequestAborted);
        return ticket is null
            ? (ApprovalAnswers.TooMany(call, limit), null)
            : (null, HeldOf(context, exchange, ticket, call.Rule.AskJustification));
    }

    /// <summary>Waits in the connection. Null when somebody has approved; the answer otherwise.</summary>
    public async Task<Refusal?> WaitAsync(HttpContext context, Exchange exchange, HeldCall held)
    {
        var waiter = waiters.Add(held.Ticket, TimeSpan.FromSeconds(_options.Approvals.InlineWaitSeconds));
        using var gone = context.RequestAborted.UnsafeRegister(
            static state => ((ApprovalWaiter)state!).Wake(WakeReason.Gone),
            waiter
        );
        string? question = null;
        try
        {
            question = await asker.AskAsync(context, exchange, held);

            // Registered first, read then: a decision in between is not missed.
            var reason = WakeReason.Decided;
            while (true)
            {
                context.RequestAborted.ThrowIfCancellationRequested();
                if (reason == WakeReason.Beat)
                {
                    await BeatAsync(context, exchange, held);
                }
                else if (await ReadAsync(held, reason, context.RequestAborted) is var (isOver, answer) && isOver)
                {
                    return answer ?? revalidation.Check(exchange);
                }

                reason = await waiter.NextAsync();
            }
        }
        finally
        {
            waiters.Remove(waiter);
            await asker.EndAsync(context, exchange, question);
        }
    }

    /// <summary>Returns what the call is answered as its ticket stands.</summary>
    public async Task<Refusal> AnswerAsync(HeldCall held, CancellationToken cancellationToken)
    {
        var (ticket, decisions) = await tickets.ReadAsync(held.Ticket, cancellationToken);
        return ApprovalAnswers.Of(ticket, decisions, _options.PublicUrl, _options.Approvals.GrantMinutes);
    }

    private async Task<(bool IsOver, Refusal? Answer)> ReadAsync(
        HeldCall held,
        WakeReason reason,
        CancellationToken cancellationToken
    )
    {
        var (ticket, decisions) = await tickets.ReadAsync(held.Ticket, cancellationToken);
        if (ticket.State == TicketState.Approved)
        {
            return (true, null);
        }

        var isOver =
            ticket.State != TicketState.Pending || reason == WakeReason.Deadline || _options.Approvals.InlineWaitSeconds == 0;
        return (
            isOver,
            isOver ? ApprovalAnswers.Of(ticket, decisions, _options.PublicUrl, _options.Approvals.GrantMinutes) : null
        );
    }

    private HeldCall HeldOf(HttpContext context, Exchange exchange, ApprovalTicket ticket, bool asksWhy)
    {
        using var call = ToolCall.Read(exchange.Messages[0].Json);
        var takesEvents =
            !LegacyEndpoint.IsUsedBy(context.Request)
            && context.Request.Headers.Accept.Any(value =>
                value?.Contains("text/event-stream", StringComparison.OrdinalIgnoreCase) == true
            );
        return new HeldCall(ticket.Id, ticket.Tool, ticket.Rule, call.ProgressToken, takesEvents)
        {
            // Not where the call is answered at once.
            AsksWhy = asksWhy && takesEvents && ticket.Justification is null && _options.Approvals.InlineWaitSeconds > 0,
        };
    }

    private static async Task BeatAsync(HttpContext context, Exchange exchange, HeldCall held)
    {
        if (!held.TakesEvents)
        {
            return;
        }

        exchange.HeldStream ??= await HeldStream.StartAsync(context);
        held.Beats++;
        await exchange.HeldStream.CommentAsync($"held, waiting for approval of {held.Ticket}", context.RequestAborted);
        if (held.ProgressToken is not null)
        {
            await exchange.HeldStream.MessageAsync(Progress(held), context.RequestAborted);
        }
    }

    private static byte[] Progress(HeldCall held)
    {
        var progress = (held.Beats * ProgressStep).ToString("0.####", CultureInfo.InvariantCulture);
        var message = JsonSerializer.Serialize(
            $"Waiting for a person to approve the call to '{held.Tool}' (rule '{held.Rule}')."
        );
        var parameters = $$$"""{"progressToken":{{{held.ProgressToken}}},"progress":{{{progress}}},"message":{{{message}}}}""";
        return Encoding.UTF8.GetBytes($$$"""{"jsonrpc":"2.0","method":"notifications/progress","params":{{{parameters}}}}""");
    }
}
