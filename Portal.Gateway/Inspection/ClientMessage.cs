using Portal.Gateway.Masking;
using Portal.Gateway.Protocol;

namespace Portal.Gateway.Inspection;

/// <summary>One JSON-RPC message from the client, read strictly.</summary>
internal sealed record ClientMessage
{
    /// <summary>Request, notification or response.</summary>
    public required MessageKind Kind { get; init; }

    /// <summary>The message's own bytes: as they came, or as a masking policy changed them for the server.</summary>
    public required ReadOnlyMemory<byte> Json { get; init; }

    /// <summary>The message as it is recorded, where a masking policy changed <see cref="Json"/>; null where it is still what the client sent.</summary>
    public MaskedMessage? Recorded { get; init; }

    /// <summary>Method; null on a response.</summary>
    public string? Method { get; init; }

    /// <summary>The id as JSON text; null on a notification.</summary>
    public string? Id { get; init; }

    /// <summary>Tool or prompt name, or resource URI.</summary>
    public string? Name { get; init; }

    /// <summary>MCP revision the message states for itself: in <c>_meta</c> since 2026-07-28, in <c>initialize</c> before.</summary>
    public string? Revision { get; init; }

    /// <summary>Whether <see cref="Revision"/> comes from <c>_meta</c>.</summary>
    public bool HasRevisionInMeta { get; init; }

    /// <summary><c>clientInfo.name</c>.</summary>
    public string? ClientName { get; init; }

    /// <summary><c>clientInfo.version</c>.</summary>
    public string? ClientVersion { get; init; }

    /// <summary>On <c>initialize</c>: whether the client can ask its user for a form (<c>capabilities.elicitation</c>).</summary>
    public bool CanElicit { get; init; }

    /// <summary>Whether it is <c>tools/call</c>, whose refusals are tool results that a model can read.</summary>
    public bool IsToolCall => Kind == MessageKind.Request && Method == "tools/call";
}
