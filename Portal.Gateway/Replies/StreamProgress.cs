using System.Security.Cryptography;
using Portal.Gateway.Exchanges;
using Portal.Gateway.Masking;
using Portal.Gateway.Protocol;
using Portal.Gateway.ServerRequests;

namespace Portal.Gateway.Replies;

/// <summary>How far a stream has come in answering the requests that opened it.</summary>
internal sealed class StreamProgress(Exchange exchange, StreamHolds holds)
{
    private const int MostRemembered = 16;

    private readonly HashSet<string> _heartbeats = new(StringComparer.Ordinal);
    private int _awaited = exchange.Messages.Count(message => message.Kind == MessageKind.Request);

    /// <summary>The server's requests that wait for people.</summary>
    public StreamHolds Holds => holds;

    /// <summary>How the texts of earlier events ended.</summary>
    public StreamTail Tail { get; } = new();

    /// <summary>The same of what is recorded, where that is not what passes.</summary>
    public StreamTail RecordTail { get; } = new();

    /// <summary>Whether the server gave event ids, so that a client can resume the stream.</summary>
    public bool HasIds { get; set; }

    /// <summary>Whether an event was left out that may have been a message, had it been readable.</summary>
    public bool HasDroppedMessage { get; set; }

    /// <summary>Whether a request is still without its response.</summary>
    public bool IsAwaitingResponse => _awaited > 0;

    /// <summary>Notes a message that was released.</summary>
    public void Note(ReplyEnvelope envelope)
    {
        if (envelope.Method is null && exchange.TryFindRequest(envelope.Id, out _))
        {
            _awaited--;
        }
    }

    /// <summary>
    /// Whether an event that is no message is the same, byte for byte, as one that was recorded: a heartbeat is one record,
    /// however often it comes.
    /// </summary>
    public bool IsHeartbeat(ReadOnlySpan<byte> raw)
    {
        // A digest nobody can find a second event for: that one would pass without a record.
        var digest = Convert.ToBase64String(SHA256.HashData(raw));
        if (_heartbeats.Contains(digest))
        {
            return true;
        }

        if (_heartbeats.Count < MostRemembered)
        {
            _heartbeats.Add(digest);
        }

        return false;
    }
}
