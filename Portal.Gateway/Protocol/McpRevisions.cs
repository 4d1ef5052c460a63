namespace Portal.Gateway.Protocol;

/// <summary>Represents what differs between the revisions of MCP, as far as a gateway must know.</summary>
internal static class McpRevisions
{
    /// <summary>The one revision with JSON-RPC batches, and what a missing version header stands for.</summary>
    public const string WithBatches = "2025-03-26";

    /// <summary>First revision without sessions and with metadata in every request, mirrored in headers.</summary>
    public const string Stateless = "2026-07-28";

    /// <summary>First revision in which servers may ask a client's user (<c>elicitation/create</c>).</summary>
    public const string WithElicitation = "2025-06-18";

    /// <summary>
    /// Whether a server may send <c>elicitation/create</c> in a revision: from <see cref="WithElicitation"/> to before
    /// <see cref="Stateless"/>.
    /// </summary>
    public static bool HasElicitation(string? version) =>
        version is { Length: 10 }
        && DateOnly.TryParseExact(version, "yyyy-MM-dd", out _)
        && string.CompareOrdinal(version, WithElicitation) >= 0
        && !IsStateless(version);

    /// <summary>Whether a version is a date at or after <see cref="Stateless"/>.</summary>
    public static bool IsStateless(string? version) =>
        version is { Length: 10 }
        && DateOnly.TryParseExact(version, "yyyy-MM-dd", out _)
        && string.CompareOrdinal(version, Stateless) >= 0;
}
