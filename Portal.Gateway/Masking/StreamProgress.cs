using Portal.Gateway.Protocol;

namespace Portal.Gateway.Masking;

/// <summary>How far a stream has come in answering the requests that opened it.</summary>
internal sealed class StreamProgress(Exchange exchange)
{
    private int _awaited = exchange.Messages.Count(message => message.Kind == MessageKind.Request);

    /// <summary>How the texts of earlier events ended.</summary>
    public StreamTail Tail { get; } = new();

    /// <summary>The same of what is recorded, where that is not what passes.</summary>
    public StreamTail RecordTail { get; } = new();

    /// <summary>Whether the server gave event ids, so that a client can resume the stream.</summary>
    public bool HasIds { get; set; }

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
}
