using Portal.Data.People;

namespace Portal.Data.Sessions;

/// <summary>
/// A session as the gateway holds it in memory between records. The record writer alone stores it: the row is inserted with the first
/// record and counts up with every further one, in the same transaction.
/// </summary>
public sealed class SessionEntry
{
    private long _lastSeenTicks;

    /// <summary>UUIDv7.</summary>
    public required Guid Id { get; init; }

    /// <summary>The caller.</summary>
    public required Guid CallerId { get; init; }

    /// <summary>Kind of the caller.</summary>
    public required CallerKind CallerKind { get; init; }

    /// <summary>The caller's unique name.</summary>
    public required string CallerName { get; init; }

    /// <summary>The server called.</summary>
    public required string Server { get; init; }

    /// <summary>Source address.</summary>
    public required string SourceIp { get; init; }

    /// <summary>First message.</summary>
    public required DateTimeOffset Started { get; init; }

    /// <summary>MCP client's name, masked.</summary>
    public string? ClientName { get; set; }

    /// <summary>MCP client's version, masked.</summary>
    public string? ClientVersion { get; set; }

    /// <summary>MCP revision.</summary>
    public string? Protocol { get; set; }

    /// <summary>SHA-256 of the <c>Mcp-Session-Id</c>.</summary>
    public byte[]? ProtocolSessionHash { get; set; }

    /// <summary>When the client ended it.</summary>
    public DateTimeOffset? Ended { get; set; }

    /// <summary>Whether the client said that it can ask its user for a form. Known to the process that saw the session begin only.</summary>
    public bool CanElicit { get; set; }

    /// <summary>The client's <c>User-Agent</c> that was recorded last; null while none was.</summary>
    public string? RecordedUserAgent { get; set; }

    /// <summary>Whether the row exists.</summary>
    public bool Stored => StoredDetails is not null;

    /// <summary>What the row says of all that can change but the counters; null while there is no row. Set by the record store after its commit.</summary>
    internal SessionDetails? StoredDetails { get; set; }

    /// <summary>Latest message the gateway saw, in UTC ticks.</summary>
    public long LastSeenTicks => Interlocked.Read(ref _lastSeenTicks);

    /// <summary>The session of a stored row.</summary>
    public static SessionEntry Of(Session row)
    {
        var entry = new SessionEntry
        {
            Id = row.Id,
            CallerId = row.CallerId,
            CallerKind = row.CallerKind,
            CallerName = row.CallerName,
            Server = row.Server,
            SourceIp = row.SourceIp,
            Started = row.Started,
            ClientName = row.ClientName,
            ClientVersion = row.ClientVersion,
            Protocol = row.Protocol,
            ProtocolSessionHash = row.ProtocolSessionHash,
            Ended = row.Ended,
        };
        entry.StoredDetails = SessionDetails.Of(entry);
        entry.Touch(row.LastSeen);
        return entry;
    }

    /// <summary>Notes a message.</summary>
    public void Touch(DateTimeOffset time) => Interlocked.Exchange(ref _lastSeenTicks, time.UtcTicks);
}
