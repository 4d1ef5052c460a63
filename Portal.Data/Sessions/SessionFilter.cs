namespace Portal.Data.Sessions;

/// <summary>
/// Represents what an auditor asks for. Every member narrows; null asks nothing. Used for sessions and for records.
/// </summary>
public sealed record SessionFilter
{
    /// <summary>Caller id, or part of a caller's name.</summary>
    public string? Caller { get; init; }

    /// <summary>Server name.</summary>
    public string? Server { get; init; }

    /// <summary>Tool, prompt or resource; <c>*</c> at the end matches any ending.</summary>
    public string? Tool { get; init; }

    /// <summary>Not before.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Before.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>Text in the masked payload.</summary>
    public string? Text { get; init; }

    /// <summary>True: only what had values masked; false: only what had none.</summary>
    public bool? Masked { get; init; }

    /// <summary>Outcome of a record, or of any record of a session.</summary>
    public RecordOutcome? Outcome { get; init; }

    /// <summary>Callers see their own sessions alone: the id of that caller.</summary>
    public Guid? OnlyCaller { get; init; }
}
