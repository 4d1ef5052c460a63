using System.Buffers;
using System.Text.Json;
using Portal.Data.Approvals;
using Portal.Data.Sessions;
using Portal.Gateway.Exchanges;
using Portal.Gateway.Journal;
using Portal.Gateway.Masking;
using Portal.Gateway.Policy;
using Portal.Gateway.Protocol;
using Portal.Gateway.ServerRequests;
using Portal.Gateway.Threads;

namespace Portal.Gateway.Recording;

/// <summary>Turns what happens in an exchange into records: masks everything, then hands it to the writer.</summary>
internal sealed class ExchangeRecorder(
    MessageMasker masker,
    MaskingProfileResolver profiles,
    MaskingEvidence evidence,
    LargeMessages large,
    RecordWriter writer,
    ControlFailures failures,
    TimeProvider time
)
{
    /// <summary>Records the client's messages; true once they are durable.</summary>
    public async ValueTask<bool> RecordRequestAsync(Exchange exchange, RecordOutcome outcome, string? rule) =>
        await writer.CommitAsync(await RequestsAsync(exchange, outcome, rule));

    /// <summary>
    /// Records that a call passes which an approval rule is, or was, about: the call itself if it was not recorded when it was
    /// held, and by what it passes.
    /// </summary>
    public async ValueTask<bool> RecordPassageAsync(Exchange exchange, ApprovalBasis passage)
    {
        var outcome = passage.Rule is null ? RecordOutcome.Ok : RecordOutcome.Approved;
        List<PendingRecord> records = exchange.IsRecorded ? [] : await RequestsAsync(exchange, outcome, exchange.Rule);
        var control = Control(
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
                    Tool = Safe(call.Name, 256),
                    RpcId = Safe(call.Id, 128),
                }
                : control
        );
        return await writer.CommitAsync(records);
    }

    /// <summary>Records a request of the portal's own to the client; true once it is durable.</summary>
    public ValueTask<bool> RecordQuestionAsync(Exchange exchange, string method, ReadOnlyMemory<byte> json) =>
        writer.CommitAsync(
            new PendingRecord(
                exchange.KnownSession,
                time.GetUtcNow(),
                RecordDirection.Request,
                RecordOrigin.Portal,
                RecordOutcome.Ok,
                masker.MaskForRecord(json).Json
            )
            {
                Method = method,
                Rule = exchange.Rule,
            }
        );

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
            records.Add(Reply(exchange, reply.Envelope, reply.Recorded));
            records.AddRange(reply.Recorded.Released.Select(released => Release(exchange, released)));
        }

        if (EventId(exchange, eventId) is { } kept)
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
        EventId(exchange, eventId) is { } kept ? writer.CommitAsync(kept) : ValueTask.FromResult(true);

    /// <summary>Records an event of a stream that is no JSON-RPC message, masked; true once it is durable.</summary>
    /// <param name="exchange">What it belongs to.</param>
    /// <param name="masked">A JSON text that holds the event.</param>
    /// <param name="outcome">Whether it passed.</param>
    /// <param name="eventId">The event's id.</param>
    public ValueTask<bool> RecordEventAsync(Exchange exchange, MaskedMessage masked, RecordOutcome outcome, string? eventId)
    {
        List<PendingRecord> records =
        [
            ServerControl(exchange, "portal/event", masked, outcome),
            .. masked.Released.Select(released => Release(exchange, released)),
        ];
        if (EventId(exchange, eventId) is { } kept)
        {
            records.Add(kept);
        }

        return writer.CommitAsync(records);
    }

    /// <summary>Records a message from the server that a masking policy withholds, masked; true once it is durable.</summary>
    public ValueTask<bool> RecordWithheldAsync(Exchange exchange, IReadOnlyList<MaskedReply> replies) =>
        writer.CommitAsync([
            .. replies.Select(reply =>
                Reply(exchange, reply.Envelope, reply.Recorded) with
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
                Reply(exchange, reply.Envelope, reply.Recorded) with
                {
                    Outcome = RecordOutcome.Denied,
                    Rule = rule,
                }
            ),
        ]);

    /// <summary>Records a request of the server's that waits for a person, masked; true once it is durable.</summary>
    public ValueTask<bool> RecordHeldAsync(Exchange exchange, MaskedReply asked, string rule) =>
        writer.CommitAsync(Reply(exchange, asked.Envelope, asked.Recorded) with { Outcome = RecordOutcome.Held, Rule = rule });

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
        var passage = Control(
            exchange,
            RecordMethods.ApprovalUsed,
            RecordOutcome.Approved,
            ticket.Rule,
            [("ticket", ticket.Id.ToString()), ("method", ticket.Method), ("rule", ticket.Rule)]
        ) with
        {
            RpcId = Safe(requestId, 128),
        };
        return await writer.CommitAsync([passage, .. released.Select(hit => Release(exchange, hit))]);
    }

    /// <summary>Records the portal's own answer to a request of the server's; true once it is durable.</summary>
    public ValueTask<bool> RecordAnswerAsync(Exchange exchange, ReplyEnvelope request, ReadOnlyMemory<byte> json) =>
        writer.CommitAsync(
            new PendingRecord(
                exchange.KnownSession,
                time.GetUtcNow(),
                RecordDirection.Response,
                RecordOrigin.Portal,
                RecordOutcome.Denied,
                masker.MaskForRecord(json).Json
            )
            {
                Method = Safe(request.Method, 128),
                Tool = Safe(request.Host, 256),
                RpcId = Safe(request.Id, 128),
            }
        );

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

        return await writer.CommitAsync(await RefusedOrWithheldAsync(exchange, refusal, answer, answers));
    }

    private async ValueTask<List<PendingRecord>> RefusedOrWithheldAsync(
        Exchange exchange,
        Refusal refusal,
        ReadOnlyMemory<byte> answer,
        bool answers
    )
    {
        try
        {
            return await RefusedAsync(exchange, refusal, answer, answers);
        }
        catch (MaskingException)
        {
            return [Withheld(exchange, refusal)];
        }
    }

    private async ValueTask<List<PendingRecord>> RefusedAsync(
        Exchange exchange,
        Refusal refusal,
        ReadOnlyMemory<byte> answer,
        bool answers
    )
    {
        List<PendingRecord> records = exchange is { IsRecorded: false, Messages.Count: > 0 }
            ? await RequestsAsync(exchange, refusal.Outcome, refusal.Rule)
            : [];
        if (exchange.Messages.Count == 0 || exchange.CutOff is not null)
        {
            records.Add(
                Control(
                    exchange,
                    exchange.CutOff is null ? "portal/refused" : "portal/cut-off",
                    refusal.Outcome,
                    refusal.Rule,
                    [
                        ("status", refusal.Status.ToString()),
                        ("code", refusal.Code.ToString()),
                        ("reason", refusal.Message),
                        ("claimedBy", refusal.ClaimedBy?.Name),
                    ]
                ) with
                {
                    Actor = Masked((refusal.ClaimedBy ?? exchange.KnownCaller)?.AsActor()),
                }
            );
        }

        if (answers && exchange.Messages.Count > 0)
        {
            var first = exchange.Messages[0];
            records.Add(
                Stamp(
                    exchange,
                    first,
                    new PendingRecord(
                        exchange.KnownSession,
                        time.GetUtcNow(),
                        RecordDirection.Response,
                        RecordOrigin.Portal,
                        refusal.Outcome,
                        masker.MaskForRecord(answer).Json
                    )
                    {
                        Rule = refusal.Rule,
                        LatencyMicroseconds = Latency(exchange),
                    }
                )
            );
        }

        return records;
    }

    // What cannot be masked cannot be kept: the record says in the portal's own words that there was a message.
    private PendingRecord Withheld(Exchange exchange, Refusal refusal)
    {
        var payload = JsonSerializer.SerializeToUtf8Bytes(
            new
            {
                status = refusal.Status,
                code = refusal.Code,
                reason = refusal.Message,
                sourceIp = exchange.SourceIp,
            }
        );
        return new PendingRecord(
            exchange.KnownSession,
            time.GetUtcNow(),
            RecordDirection.Control,
            RecordOrigin.Portal,
            refusal.Outcome,
            payload
        )
        {
            Method = "portal/refused",
            Actor = ActorOf(exchange),
            LatencyMicroseconds = Latency(exchange),
        };
    }

    /// <summary>Records something that is no JSON-RPC message; true once it is durable.</summary>
    public ValueTask<bool> RecordControlAsync(
        Exchange exchange,
        string name,
        RecordOutcome outcome,
        params (string Name, string? Value)[] facts
    ) => writer.CommitAsync(Control(exchange, name, outcome, exchange.Rule, facts));

    /// <summary>
    /// Records a request without a message, such as one that opens a stream, with the headers that reach the server; true once it
    /// is durable.
    /// </summary>
    public ValueTask<bool> RecordOpeningAsync(Exchange exchange, string name, params (string Name, string? Value)[] facts)
    {
        var record = Control(exchange, name, RecordOutcome.Ok, exchange.Rule, facts);
        return writer.CommitAsync(
            HeadersOf(exchange, MaskingProfile.Default) is { } headers
                ? evidence.Attach(record with { Headers = RecordedHeaders.TextOf(headers) }, headers)
                : record
        );
    }

    // The id goes to the client as it came, because the client resumes by it; the record says that it held a card number.
    private PendingRecord? EventId(Exchange exchange, string? eventId)
    {
        if (eventId is null || ReferenceEquals(masker.MaskText(eventId), eventId))
        {
            return null;
        }

        var masked = masker.MaskForRecord(JsonSerializer.SerializeToUtf8Bytes(new { @event = new { id = eventId } }));
        return ServerControl(exchange, "portal/event-id", masked, RecordOutcome.Ok);
    }

    private PendingRecord ServerControl(Exchange exchange, string name, MaskedMessage masked, RecordOutcome outcome) =>
        evidence.Attach(
            new PendingRecord(
                exchange.KnownSession,
                time.GetUtcNow(),
                RecordDirection.Control,
                RecordOrigin.Server,
                outcome,
                masked.Json
            )
            {
                Method = name,
                Rule = masked.BlockedBy,
                Actor = ActorOf(exchange),
                LatencyMicroseconds = Latency(exchange),
            },
            masked
        );

    private ValueTask<List<PendingRecord>> RequestsAsync(Exchange exchange, RecordOutcome outcome, string? rule) =>
        large.RunAsync(exchange.Messages.Sum(message => (long)message.Json.Length), () => Requests(exchange, outcome, rule));

    private List<PendingRecord> Requests(Exchange exchange, RecordOutcome outcome, string? rule)
    {
        var records = new List<PendingRecord>(exchange.Messages.Count + 1);
        foreach (var message in exchange.Messages)
        {
            var masked = message.Recorded ?? masker.MaskForRecord(message.Json, ProfileFor(exchange, message));
            var direction = message.Kind switch
            {
                MessageKind.Request => RecordDirection.Request,
                MessageKind.Notification => RecordDirection.Notification,
                _ => RecordDirection.Response,
            };
            var headers = records.Count == 0 ? HeadersOf(exchange, ProfileFor(exchange, message)) : null;
            var record = new PendingRecord(
                exchange.KnownSession,
                exchange.Arrived,
                direction,
                RecordOrigin.Client,
                outcome,
                masked.Json
            )
            {
                Rule = rule,
                Headers = RecordedHeaders.TextOf(headers),
            };
            records.Add(Stamp(exchange, message, evidence.Attach(record, masked, headers)));
        }

        return records;
    }

    // Masked as a message is, so that the log of what was masked covers them; of a User-Agent only what is new in the session is
    // kept.
    private MaskedMessage? HeadersOf(Exchange exchange, MaskingProfile profile)
    {
        var agent = exchange.UserAgent is { } text && text != exchange.KnownSession?.RecordedUserAgent ? text : null;
        if (exchange.Headers.IsEmpty && agent is null)
        {
            return null;
        }

        if (exchange.KnownSession is { } session)
        {
            session.RecordedUserAgent = exchange.UserAgent;
        }

        return masker.MaskForRecord(
            RecordedHeaders.Wrap(exchange.Headers.ToJson(agent is null ? null : ("user-agent", agent))),
            profile
        );
    }

    private PendingRecord Reply(Exchange exchange, ReplyEnvelope envelope, MaskedMessage masked)
    {
        MaskedMessage? again = masked.KeepsCardData ? masker.MaskForRecord(masked.Json) : null;
        exchange.TryFindRequest(envelope.Id, out var request);
        var direction =
            envelope.Method is null ? RecordDirection.Response
            : envelope.Id is null ? RecordDirection.Notification
            : RecordDirection.Request;
        var outcome = envelope.IsError ? RecordOutcome.Error : RecordOutcome.Ok;
        var record = new PendingRecord(
            exchange.KnownSession,
            time.GetUtcNow(),
            direction,
            RecordOrigin.Server,
            outcome,
            (again ?? masked).Json
        )
        {
            Method = Safe(envelope.Method ?? request?.Method, 128),
            Tool = Safe(envelope.Method is null ? request?.Name ?? request?.TaskTool : envelope.Host, 256),
            RpcId = Safe(envelope.Id, 128),
            LatencyMicroseconds = Latency(exchange),
        };
        return evidence.Attach(record, masked, again);
    }

    private MaskingProfile ProfileFor(Exchange exchange, ClientMessage message) =>
        exchange.KnownCaller is { } caller
            ? profiles.ProfileFor(caller, MaskingTargets.OfRequest(exchange, message))
            : MaskingProfile.Default;

    // Who saw whole card numbers, and by which exception (PCI DSS 10.2.1.1).
    private PendingRecord Release(Exchange exchange, MaskingHit released) =>
        Control(
            exchange,
            "portal/card-data-released",
            RecordOutcome.Ok,
            released.Rule,
            [
                ("policy", released.Rule),
                ("version", released.RuleVersion.ToString()),
                ("path", released.Path),
                ("count", released.Count.ToString()),
            ]
        );

    private PendingRecord Stamp(Exchange exchange, ClientMessage message, PendingRecord record) =>
        record with
        {
            Method = Safe(message.Method, 128),
            Tool = Safe(message.Name ?? message.TaskTool, 256),
            RpcId = Safe(message.Id, 128),
            Actor = ActorOf(exchange),
        };

    private PendingRecord Control(
        Exchange exchange,
        string name,
        RecordOutcome outcome,
        string? rule,
        (string Name, string? Value)[] facts
    )
    {
        var payload = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(payload))
        {
            json.WriteStartObject();
            json.WriteString("server", masker.MaskText(exchange.Server));
            json.WriteString("sourceIp", exchange.SourceIp);
            json.WriteString("caller", exchange.KnownCaller?.Name);
            foreach (var (fact, value) in facts)
            {
                json.WriteString(fact, value is null ? null : masker.MaskText(value));
            }

            json.WriteEndObject();
        }

        return new PendingRecord(
            exchange.KnownSession,
            time.GetUtcNow(),
            RecordDirection.Control,
            RecordOrigin.Portal,
            outcome,
            payload.WrittenMemory
        )
        {
            Method = name,
            Rule = rule,
            Actor = ActorOf(exchange),
            LatencyMicroseconds = Latency(exchange),
        };
    }

    // Where there is a session, it says who calls.
    private RecordActor? ActorOf(Exchange exchange) =>
        exchange.KnownSession is null ? Masked(exchange.KnownCaller?.AsActor()) : null;

    private RecordActor? Masked(RecordActor? actor) => actor?.Name is { } name ? actor with { Name = Safe(name, 256) } : actor;

    private long Latency(Exchange exchange) => (long)time.GetElapsedTime(exchange.ArrivedTimestamp).TotalMicroseconds;

    private string? Safe(string? text, int length) => text is null ? null : ClippedText.Of(masker.MaskText(text), length);
}
