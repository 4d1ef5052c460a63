using Portal.Data.Sessions;

namespace Portal.Data.Masking;

/// <summary>Represents what an auditor asks the masking log for. Every member narrows; null asks nothing.</summary>
public sealed record MaskingLogFilter
{
    /// <summary>Which records: time, server, tool, caller.</summary>
    public SessionFilter Records { get; init; } = new();

    /// <summary>Kind of value, such as <c>pan</c>.</summary>
    public string? Kind { get; init; }

    /// <summary>Name of the masking policy.</summary>
    public string? Rule { get; init; }

    /// <summary><c>mask</c>, <c>redact</c>, <c>token</c> or <c>block</c>.</summary>
    public string? Action { get; init; }

    /// <summary>Where the page before ended: the record.</summary>
    public long? AfterPosition { get; init; }

    /// <summary>Where the page before ended: the row within that record.</summary>
    public int AfterOrdinal { get; init; }
}
