namespace Portal.Data.Approvals;

/// <summary>Which tickets are wanted; what is null does not narrow.</summary>
public sealed record TicketFilter
{
    /// <summary>Where they stand.</summary>
    public TicketState? State { get; init; }

    /// <summary>A caller's id, or part of its name.</summary>
    public string? Caller { get; init; }

    /// <summary>The server's name.</summary>
    public string? Server { get; init; }

    /// <summary>The tool's name.</summary>
    public string? Tool { get; init; }

    /// <summary>The policy's name.</summary>
    public string? Rule { get; init; }

    /// <summary>Held at or after.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Held before.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>
    /// Only what this person or account asked for, or the service accounts it owns; null for who sees every ticket.
    /// </summary>
    public Guid? OnlyCaller { get; init; }
}
