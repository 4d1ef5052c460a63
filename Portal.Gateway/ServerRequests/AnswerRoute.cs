namespace Portal.Gateway.ServerRequests;

/// <summary>Represents where a client would post its answer to a request that came in a stream.</summary>
/// <param name="SessionId">The server's session id, as the client presented it; null for none.</param>
/// <param name="Revision">The protocol revision, as the client stated it; null for none.</param>
internal sealed record AnswerRoute(string? SessionId, string? Revision)
{
    /// <summary>The address that the stream named for messages (HTTP+SSE, 2024-11-05); null for the server's own.</summary>
    public Uri? Address { get; init; }
}
