using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Portal.Data.Approvals;
using Portal.Gateway.Approvals;
using Portal.Gateway.Exchanges;
using Portal.Gateway.Recording;

namespace Portal.Gateway.ServerRequests;

/// <summary>Asks people about what a server asks of a client, and keeps it from the client until they have decided.</summary>
internal sealed class RequestHolder(
    HeldRequestDrafts drafts,
    TicketStore tickets,
    HeldRequestWatch watch,
    ExchangeRecorder recorder
)
{
    private const string Unclear =
        "It must be approved by a person, and cannot be shown to one: "
        + "it is larger than 1 MiB, names something twice, or holds more than a request does.";

    private const string TooMany =
        "It must be approved by a person, and too many requests and calls of this client " + "wait already. Ask again later.";

    /// <summary>Records that a request is held, makes its ticket, and begins to wait; the stream goes on.</summary>
    /// <param name="exchange">The exchange in whose stream it came.</param>
    /// <param name="asked">The request.</param>
    /// <param name="json">Its text, as it came.</param>
    /// <param name="verdict">What holds it.</param>
    /// <param name="holds">The stream.</param>
    /// <returns>Why it is refused; null when it is held.</returns>
    /// <exception cref="ReplyException">It cannot be recorded.</exception>
    public async Task<ServerRequestVerdict?> HoldAsync(
        Exchange exchange,
        MaskedReply asked,
        ReadOnlyMemory<byte> json,
        ServerRequestVerdict verdict,
        StreamHolds holds
    )
    {
        if (drafts.Describe(exchange, asked, json, verdict) is not { } described)
        {
            return verdict with { Reason = Unclear };
        }

        try
        {
            if (holds.IsFull || await tickets.HasTooManyAsync(exchange.Caller.Id, CancellationToken.None))
            {
                return verdict with { Reason = TooMany };
            }

            if (!await recorder.RecordHeldAsync(exchange, asked, verdict.Rule))
            {
                throw ReplyException.Unrecorded();
            }

            if (await tickets.OpenAsync(exchange, described, CancellationToken.None) is not { } ticket)
            {
                return verdict with { Reason = TooMany };
            }

            Wait(exchange, asked, ticket, holds);
            return null;
        }
        catch (Exception exception) when (exception is DbException or DbUpdateException)
        {
            throw ReplyException.Unrecorded();
        }
    }

    private void Wait(Exchange exchange, MaskedReply asked, ApprovalTicket ticket, StreamHolds holds) =>
        watch.Begin(ticket, waiter => new HeldRequest(exchange, asked.Envelope, ticket.Id, holds, holds.Route)
        {
            // Without the event's id: it comes late, and the client must not resume from there.
            // A copy, since the stream reads on.
            Event = HeldStream.EventOf(asked.Wire.Json),
            Released = asked.Recorded.Released,
            Waiter = waiter,
        });
}
