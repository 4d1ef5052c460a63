using System.Diagnostics.CodeAnalysis;
using Portal.Data.People;

namespace Portal.Data.Sessions;

/// <summary>
/// Represents what is stored of a session that is in use. The record writer alone stores it: the row is inserted with the first
/// record and counts up with every further one, in the same transaction. The gateway adds what only memory knows.
/// </summary>
public class SessionEntry
{
    /// <summary>Makes a session without a row.</summary>
    public SessionEntry() { }

    /// <summary>Makes the session of a stored row.</summary>
    [SetsRequiredMembers]
    protected SessionEntry(Session row)
    {
        Id = row.Id;
        CallerId = row.CallerId;
        CallerKind = row.CallerKind;
        CallerName = row.CallerName;
        Server = row.Server;
        SourceIp = row.SourceIp;
        Started = row.Started;
        ClientName = row.ClientName;
        ClientVersion = row.ClientVersion;
        Protocol = row.Protocol;
        ProtocolSessionHash = row.ProtocolSessionHash;
        Ended = row.Ended;
        StoredDetails = SessionDetails.Of(this);
    }

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

    /// <summary>Whether the row exists.</summary>
    public bool Stored => StoredDetails is not null;

    /// <summary>
    /// Gets or sets what the row says of all that can change but the counters; null while there is no row. Set by the record
    /// store after its commit.
    /// </summary>
    internal SessionDetails? StoredDetails { get; set; }
}
