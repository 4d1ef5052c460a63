using Portal.Data.Approvals;
using Portal.Gateway.Approvals;
using Portal.Gateway.Authorization;
using Portal.Gateway.Recording;

namespace Portal.Gateway.ServerRequests;

/// <summary>
/// Ends the wait of a held request: approved, it goes to the client in its stream; otherwise, and where the stream is over, the
/// server is answered in the client's place.
/// </summary>
internal sealed class HeldRequestEnding(
    TicketStore tickets,
    TicketExpirer expirer,
    CallerRevalidation revalidation,
    ServerAnswers answers,
    ExchangeRecorder recorder
)
{
    private const string StreamOver = "The client's stream ended before anybody had approved it.";

    /// <summary>Ends the wait as the ticket stands; false while it must go on.</summary>
    public async Task<bool> TryEndAsync(HeldRequest held, WakeReason reason)
    {
        var (ticket, _) = await tickets.ReadAsync(held.Ticket, CancellationToken.None);
        if (ticket.State == TicketState.Pending)
        {
            return await TryGiveUpAsync(held, ticket, reason);
        }

        // Decided: from here on there is room for another.
        held.Stream.Remove(held);
        if (ticket.State != TicketState.Approved)
        {
            await RefuseAsync(held, ReasonOf(ticket.State));
        }
        else if (!await held.Stream.TryReleaseAsync(() => MayPassAsync(held, ticket), held.Event))
        {
            await RefuseAsync(held, "A person approved it, but it could not be passed to the client any more.");
        }

        return true;
    }

    // Without a stream nobody could be given it. A deadline before the ticket's is that the portal stops; at its own the ticket
    // ends by itself.
    private async Task<bool> TryGiveUpAsync(HeldRequest held, ApprovalTicket ticket, WakeReason reason)
    {
        if (reason is not (WakeReason.Gone or WakeReason.Deadline) || (reason == WakeReason.Deadline && expirer.IsOver(ticket)))
        {
            return false;
        }

        await expirer.ExpireAsync(
            ticket,
            held.IsCancelled ? "the server took its request back" : "the client does not wait any longer"
        );
        await RefuseAsync(held, StreamOver);
        return true;
    }

    private async Task<bool> MayPassAsync(HeldRequest held, ApprovalTicket ticket) =>
        revalidation.Check(held.Exchange) is null
        && await tickets.ClaimAsync(ticket)
        && await recorder.RecordReleasedAsync(held.Exchange, held.Request.Id, held.Released, ticket);

    private Task RefuseAsync(HeldRequest held, string reason) =>
        held.IsCancelled
            ? Task.CompletedTask
            : answers.RefuseAsync(held.Exchange, held.Request, held.Route, reason, CancellationToken.None);

    private static string ReasonOf(TicketState state) =>
        state switch
        {
            TicketState.Denied => "A person denied it.",
            TicketState.Withdrawn => "The caller took it back before anybody had decided.",
            _ => "Nobody approved it in time, or what held it has changed.",
        };
}
