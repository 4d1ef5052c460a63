using Portal.Data.Masking;

namespace Portal.Data.Sessions;

/// <summary>A record about to be committed; stream and sequence are given by the writer.</summary>
/// <param name="Session">The session it belongs to, inserted first where it is new; null for what had no caller.</param>
/// <param name="Time">When the gateway had read the message.</param>
/// <param name="Direction">What it is on the wire.</param>
/// <param name="From">Who sent it.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="Payload">Masked JSON text, UTF-8. Must stay unchanged until the commit.</param>
public sealed record PendingRecord(
    SessionEntry? Session,
    DateTimeOffset Time,
    RecordDirection Direction,
    RecordOrigin From,
    RecordOutcome Outcome,
    ReadOnlyMemory<byte> Payload
)
{
    /// <summary>JSON-RPC method.</summary>
    public string? Method { get; init; }

    /// <summary>Tool, prompt or resource, masked.</summary>
    public string? Tool { get; init; }

    /// <summary>JSON-RPC id as JSON text.</summary>
    public string? RpcId { get; init; }

    /// <summary>The policy that decided.</summary>
    public string? Rule { get; init; }

    /// <summary>Microseconds since the request arrived.</summary>
    public long? LatencyMicroseconds { get; init; }

    /// <summary>
    /// Client headers that reached the server beside those of the protocol, as a masked JSON object; null where there were none.
    /// </summary>
    public string? Headers { get; init; }

    /// <summary>Who did it, with a masked name; null where the session's caller did.</summary>
    public RecordActor? Actor { get; init; }

    /// <summary>Gets what is stored of who did it: every control record says it itself, others where no session does.</summary>
    internal RecordActor? StoredActor =>
        Session is null ? Actor ?? RecordActor.Anonymous
        : Direction == RecordDirection.Control ? Actor ?? RecordActor.Of(Session.CallerKind, Session.CallerId, Session.CallerName)
        : null;

    /// <summary>Number of values masked.</summary>
    public int MaskedCount { get; init; }

    /// <summary>Gets what was masked where, for the masking log.</summary>
    public IReadOnlyList<PendingHit> Hits { get; init; } = [];

    /// <summary>The cards the message touched, each once, for the card index.</summary>
    public IReadOnlyList<PendingCard> Cards { get; init; } = [];
}
