using Portal.Data.Approvals;
using Portal.Data.Sessions;
using Portal.Gateway.Exchanges;
using Portal.Gateway.Journal;
using Portal.Gateway.Masking;
using Portal.Gateway.Protocol;

namespace Portal.Gateway.Recording;

/// <summary>Makes durable what happens in an exchange: its records are made by <see cref="ExchangeRecordFactory"/>, masked.</summary>
internal sealed class ExchangeRecorder(ExchangeRecordFactory factory, RecordWriter writer, ControlFailures failures)
{
    /// <summary>Records the client's messages; true once they are durable.</summary>
    public async ValueTask<bool> RecordRequestAsync(Exchange exchange, RecordOutcome outcome, string? rule) =>
        await writer.CommitAsync(await factory.RequestsAsync(exchange, outcome, rule));

    /// <summary>
    /// Records that a call passes which an approval rule is, or was, about: the call itself if it was not recorded when it was
    /// held, and by what it passes.
    /// </summary>
    public async ValueTask<bool> RecordPassageAsync(Exchange exchange, ApprovalBasis passage)
    {
        var outcome = passage.Rule is null ? RecordOutcome.Ok : RecordOutcome.Approved;
        List<PendingRecord> records = exchange.IsRecorded ? [] : await factory.RequestsAsync(exchange, outcome, exchange.Rule);
        var control = factory.Control(
            exchange,
            passage.Rule is null ? RecordMethods.ApprovalReleased : RecordMethods.ApprovalUsed,
            outcome,
            exchange.Rule,
            [
                ("ticket", passage.Ticket?.ToString()),
                ("window", passage.Window?.ToString()),
                ("rule", passage.Rule),
                ("ruleVersion", passage.RuleVersion?.ToString()),
            ]
        );

        // The call's own record may say for good that it was held: by this one it is found among those that ran.
        records.Add(
            exchange.Messages is [var call, ..]
                ? control with
                {
                    Tool = factory.Safe(call.Name, 256),
                    RpcId = factory.Safe(call.Id, 128),
                }
                : control
        );
        return await writer.CommitAsync(records);
    }

    /// <summary>Records a request of the portal's own to the client; true once it is durable.</summary>
    public ValueTask<bool> RecordQuestionAsync(Exchange exchange, string method, ReadOnlyMemory<byte> json) =>
        writer.CommitAsync(factory.Question(exchange, method, json));

    /// <summary>Records a message from the server, already masked; true once it is durable.</summary>
    /// <param name="exchange">What it belongs to.</param>
    /// <param name="replies">The message, or those of a batch.</param>
    /// <param name="eventId">Id of the event it came in, which passes as it is and is recorded where it holds card data.</param>
    public async ValueTask<bool> RecordReplyAsync(Exchange exchange, IReadOnlyList<MaskedReply> replies, string? eventId = null)
    {
        if (failures.IsFailed(PortalControls.Masking) && replies.Any(reply => reply.Recorded.Count > 0))
        {
            await failures.RestoredAsync(PortalControls.Masking, "Card data in a later message was found and masked.");
        }

        var records = new List<PendingRecord>(replies.Count);
        foreach (var reply in replies)
        {
            records.Add(factory.Reply(exchange, reply.Envelope, reply.Recorded));
            records.AddRange(reply.Recorded.Released.Select(released => factory.Release(exchange, released)));
        }

        if (factory.EventId(exchange, eventId) is { } kept)
        {
            records.Add(kept);
        }

        return await writer.CommitAsync(records);
    }

    /// <summary>Raises the alarm when the engine failed on something that is left out and not refused (PCI DSS 10.7.2).</summary>
    /// <param name="cause">Why, in the portal's own words.</param>
    public ValueTask MaskingFailedAsync(string cause) => failures.FailedAsync(PortalControls.Masking, cause);

    /// <summary>
    /// Records the id of an event without a message, where it holds card data; true once it is durable, or where there is nothing
    /// to record.
    /// </summary>
    public ValueTask<bool> RecordEventIdAsync(Exchange exchange, string? eventId) =>
        factory.EventId(exchange, eventId) is { } kept ? writer.CommitAsync(kept) : ValueTask.FromResult(true);

    /// <summary>Records an event of a stream that is no JSON-RPC message, masked; true once it is durable.</summary>
    /// <param name="exchange">What it belongs to.</param>
    /// <param name="masked">A JSON text that holds the event.</param>
    /// <param name="outcome">Whether it passed.</param>
    /// <param name="eventId">The event's id.</param>
    public ValueTask<bool> RecordEventAsync(Exchange exchange, MaskedMessage masked, RecordOutcome outcome, string? eventId)
    {
        List<PendingRecord> records =
        [
            factory.ServerControl(exchange, "portal/event", masked, outcome),
            .. masked.Released.Select(released => factory.Release(exchange, released)),
        ];
        if (factory.EventId(exchange, eventId) is { } kept)
        {
            records.Add(kept);
        }

        return writer.CommitAsync(records);
    }

    /// <summary>Records a message from the server that a masking policy withholds, masked; true once it is durable.</summary>
    public ValueTask<bool> RecordWithheldAsync(Exchange exchange, IReadOnlyList<MaskedReply> replies) =>
        writer.CommitAsync([
            .. replies.Select(reply =>
                factory.Reply(exchange, reply.Envelope, reply.Recorded) with
                {
                    Outcome = RecordOutcome.Denied,
                    Rule = reply.Recorded.BlockedBy,
                }
            ),
        ]);

    /// <summary>
    /// Records a message from the server that is not for this caller and was left out, masked; true once it is durable.
    /// </summary>
    /// <param name="exchange">What it belongs to.</param>
    /// <param name="replies">The message, or those of a batch.</param>
    /// <param name="rule">The rule that decided; null where it is none of an administrator's.</param>
    public ValueTask<bool> RecordLeftOutAsync(Exchange exchange, IReadOnlyList<MaskedReply> replies, string? rule = null) =>
        writer.CommitAsync([
            .. replies.Select(reply =>
                factory.Reply(exchange, reply.Envelope, reply.Recorded) with
                {
                    Outcome = RecordOutcome.Denied,
                    Rule = rule,
                }
            ),
        ]);

    /// <summary>Records a request of the server's that waits for a person, masked; true once it is durable.</summary>
    public ValueTask<bool> RecordHeldAsync(Exchange exchange, MaskedReply asked, string rule) =>
        writer.CommitAsync(
            factory.Reply(exchange, asked.Envelope, asked.Recorded) with
            {
                Outcome = RecordOutcome.Held,
                Rule = rule,
            }
        );

    /// <summary>Records that a request of the server's passes to the client by an approval; true once it is durable.</summary>
    /// <param name="exchange">What it belongs to.</param>
    /// <param name="requestId">The request's id as JSON text.</param>
    /// <param name="released">The card numbers in it that pass by a masking exception.</param>
    /// <param name="ticket">What it was approved by.</param>
    public async Task<bool> RecordReleasedAsync(
        Exchange exchange,
        string? requestId,
        IEnumerable<MaskingHit> released,
        ApprovalTicket ticket
    )
    {
        var passage = factory.Control(
            exchange,
            RecordMethods.ApprovalUsed,
            RecordOutcome.Approved,
            ticket.Rule,
            [("ticket", ticket.Id.ToString()), ("method", ticket.Method), ("rule", ticket.Rule)]
        ) with
        {
            RpcId = factory.Safe(requestId, 128),
        };
        return await writer.CommitAsync([passage, .. released.Select(hit => factory.Release(exchange, hit))]);
    }

    /// <summary>Records the portal's own answer to a request of the server's; true once it is durable.</summary>
    public ValueTask<bool> RecordAnswerAsync(Exchange exchange, ReplyEnvelope request, ReadOnlyMemory<byte> json) =>
        writer.CommitAsync(factory.Answer(exchange, request, json));

    /// <summary>
    /// Records the client's messages, as far as they were read and not recorded yet, with the portal's own answer to them.
    /// </summary>
    /// <param name="exchange">What it belongs to.</param>
    /// <param name="refusal">Why.</param>
    /// <param name="answer">The answer, as it passes.</param>
    /// <param name="answers">Whether somebody still waits for it.</param>
    public async ValueTask<bool> RecordRefusalAsync(
        Exchange exchange,
        Refusal refusal,
        ReadOnlyMemory<byte> answer,
        bool answers = true
    )
    {
        if (refusal.FailedControl is { } control)
        {
            await failures.FailedAsync(control, refusal.Message);
        }

        return await writer.CommitAsync(await factory.RefusalAsync(exchange, refusal, answer, answers));
    }

    /// <summary>Records something that is no JSON-RPC message; true once it is durable.</summary>
    public ValueTask<bool> RecordControlAsync(
        Exchange exchange,
        string name,
        RecordOutcome outcome,
        params (string Name, string? Value)[] facts
    ) => writer.CommitAsync(factory.Control(exchange, name, outcome, exchange.Rule, facts));

    /// <summary>
    /// Records a request without a message, such as one that opens a stream, with the headers that reach the server; true once it
    /// is durable.
    /// </summary>
    public ValueTask<bool> RecordOpeningAsync(Exchange exchange, string name, params (string Name, string? Value)[] facts) =>
        writer.CommitAsync(factory.Opening(exchange, name, facts));
}
