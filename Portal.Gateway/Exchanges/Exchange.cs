using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Http;
using Portal.Gateway.Callers;

namespace Portal.Gateway.Exchanges;

/// <summary>
/// Represents what travels with one HTTP request through the stages, as a feature of its <see cref="HttpContext"/>.
/// </summary>
internal sealed class Exchange
{
    /// <summary>The server the route leads to.</summary>
    public required string Server { get; init; }

    /// <summary>Address the request came from.</summary>
    public required string SourceIp { get; init; }

    /// <summary>When the request arrived.</summary>
    public required DateTimeOffset Arrived { get; init; }

    /// <summary>Time stamp of the arrival, for latencies.</summary>
    public required long ArrivedTimestamp { get; init; }

    /// <summary>Gets or sets who calls; set by authentication.</summary>
    /// <exception cref="InvalidOperationException">Nobody is known yet.</exception>
    public Caller Caller
    {
        get =>
            KnownCaller
            ?? throw new InvalidOperationException("No caller: the authentication stage must run first. Call MapGateway().");
        set => KnownCaller = value;
    }

    /// <summary>Gets who calls; null while nobody is known, as before authentication.</summary>
    public Caller? KnownCaller { get; private set; }

    /// <summary>The messages of the body, one unless it is a batch; empty for GET and DELETE.</summary>
    public IReadOnlyList<ClientMessage> Messages { get; set; } = [];

    /// <summary>Whether the body is a batch, which is answered with one.</summary>
    public bool IsBatch { get; set; }

    /// <summary>The body as it goes to the server; empty where there is none.</summary>
    public ReadOnlyMemory<byte> Body { get; set; }

    /// <summary>Client headers that concern the server beside those of the protocol, as they came.</summary>
    public BoundHeaders Headers { get; set; } = BoundHeaders.None;

    /// <summary>The same as they reach the server: as they came, or as a masking policy changed them.</summary>
    public BoundHeaders ForwardedHeaders { get; set; } = BoundHeaders.None;

    /// <summary>The client's <c>User-Agent</c> as it is forwarded, masked and clipped; null where it sent none.</summary>
    public string? UserAgent { get; set; }

    /// <summary>Whether one of the messages is a request, which the server must answer with a response.</summary>
    public bool AwaitsResponse => Messages.Any(message => message.Kind == Protocol.MessageKind.Request);

    /// <summary>Gets the session the messages belong to.</summary>
    /// <exception cref="InvalidOperationException">There is none yet.</exception>
    public ActiveSession Session =>
        KnownSession ?? throw new InvalidOperationException("No session: the session stage must run first. Call MapGateway().");

    /// <summary>Gets or sets the session the messages belong to; null where there is none, as before the session stage.</summary>
    public ActiveSession? KnownSession { get; set; }

    /// <summary>The policy that let the messages pass.</summary>
    public string? Rule { get; set; }

    /// <summary>Why a call that an approval rule is about may pass; null where none is.</summary>
    public ApprovalBasis? Passage { get; set; }

    /// <summary>The event stream that the answer goes into, begun while the call was held; null where there is none.</summary>
    public HeldStream? HeldStream { get; set; }

    /// <summary>Whether the request is on its way to the server.</summary>
    public bool IsForwarded { get; set; }

    /// <summary>Cancelled when the client has left, also while the exchange is being cut off.</summary>
    public CancellationToken Left { get; set; }

    /// <summary>Why the exchange is cut off: its caller may not go on; null while it may.</summary>
    public Exchanges.Refusal? CutOff { get; set; }

    /// <summary>Whether the request has its record, so that its end must have one too.</summary>
    public bool IsRecorded { get; set; }

    /// <summary>Whether the reply, or its refusal, is recorded and the exchange is complete.</summary>
    public bool IsClosed { get; set; }

    /// <summary>The exchange of a request that went through the recording stage.</summary>
    public static Exchange Of(HttpContext context) =>
        context.Features.Get<Exchange>()
        ?? throw new InvalidOperationException("No exchange: the recording stage must run first. Call MapGateway().");

    /// <summary>The request a reply of that id answers.</summary>
    public bool TryFindRequest(string? id, [NotNullWhen(true)] out ClientMessage? request)
    {
        request = null;
        foreach (var message in Messages)
        {
            if (message.Id == id && id is not null && message.Kind == Protocol.MessageKind.Request)
            {
                request = message;
            }
        }

        return request is not null;
    }
}
