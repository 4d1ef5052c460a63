using System.Buffers;
using System.Text.Json;
using Portal.Data.Sessions;
using Portal.Gateway.Exchanges;
using Portal.Gateway.Masking;
using Portal.Gateway.Policy;
using Portal.Gateway.Protocol;
using Portal.Gateway.Threads;

namespace Portal.Gateway.Recording;

/// <summary>Makes the records of an exchange, masked: of its messages, of the portal's answers, of what else happens in it.</summary>
internal sealed class ExchangeRecordFactory(
    MessageMasker masker,
    MaskingProfileResolver profiles,
    MaskingEvidence evidence,
    LargeMessages large,
    TimeProvider time
)
{
    /// <summary>Makes the records of a refusal: of the client's messages where they have none yet, and of the portal's answer.</summary>
    public async ValueTask<List<PendingRecord>> RefusalAsync(
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

    /// <summary>
    /// Makes the record of an event's id that holds a card number; null for any other. The id goes to the client as it came,
    /// because the client resumes by it.
    /// </summary>
    public PendingRecord? EventId(Exchange exchange, string? eventId)
    {
        if (eventId is null || ReferenceEquals(masker.MaskText(eventId), eventId))
        {
            return null;
        }

        var masked = masker.MaskForRecord(JsonSerializer.SerializeToUtf8Bytes(new { @event = new { id = eventId } }));
        return ServerControl(exchange, "portal/event-id", masked, RecordOutcome.Ok);
    }

    /// <summary>Makes the record of something from the server that is no message.</summary>
    public PendingRecord ServerControl(Exchange exchange, string name, MaskedMessage masked, RecordOutcome outcome) =>
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

    /// <summary>Makes the records of the client's messages.</summary>
    public ValueTask<List<PendingRecord>> RequestsAsync(Exchange exchange, RecordOutcome outcome, string? rule) =>
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

    /// <summary>Makes the record of a request of the portal's own to the client.</summary>
    public PendingRecord Question(Exchange exchange, string method, ReadOnlyMemory<byte> json) =>
        OfPortal(exchange, RecordDirection.Request, RecordOutcome.Ok, json) with
        {
            Method = method,
            Rule = exchange.Rule,
        };

    /// <summary>Makes the record of the portal's own answer to a request of the server's.</summary>
    public PendingRecord Answer(Exchange exchange, ReplyEnvelope request, ReadOnlyMemory<byte> json) =>
        OfPortal(exchange, RecordDirection.Response, RecordOutcome.Denied, json) with
        {
            Method = Safe(request.Method, 128),
            Tool = Safe(request.Host, 256),
            RpcId = Safe(request.Id, 128),
        };

    /// <summary>Makes the record of a request without a message, with the headers that reach the server.</summary>
    public PendingRecord Opening(Exchange exchange, string name, params (string Name, string? Value)[] facts)
    {
        var record = Control(exchange, name, RecordOutcome.Ok, exchange.Rule, facts);
        return HeadersOf(exchange, masker.BuiltIn) is { } headers
            ? evidence.Attach(record with { Headers = RecordedHeaders.TextOf(headers) }, headers)
            : record;
    }

    private PendingRecord OfPortal(
        Exchange exchange,
        RecordDirection direction,
        RecordOutcome outcome,
        ReadOnlyMemory<byte> json
    ) => new(exchange.KnownSession, time.GetUtcNow(), direction, RecordOrigin.Portal, outcome, masker.MaskForRecord(json).Json);

    /// <summary>Makes the record of a message from the server.</summary>
    public PendingRecord Reply(Exchange exchange, ReplyEnvelope envelope, MaskedMessage masked)
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
            : masker.BuiltIn;

    /// <summary>Makes the record of who saw whole card numbers, and by which exception (PCI DSS 10.2.1.1).</summary>
    public PendingRecord Release(Exchange exchange, MaskingHit released) =>
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

    /// <summary>Makes the record of something that is no JSON-RPC message.</summary>
    public PendingRecord Control(
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

    /// <summary>Masks a short text and cuts it.</summary>
    public string? Safe(string? text, int length) => text is null ? null : ClippedText.Of(masker.MaskText(text), length);
}
