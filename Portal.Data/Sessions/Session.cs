using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Data.People;

namespace Portal.Data.Sessions;

/// <summary>An identity-bound span of calls: one caller, one client, one server, one source address.</summary>
public sealed class Session
{
    /// <summary>UUIDv7.</summary>
    public Guid Id { get; set; }

    /// <summary>The person or service account that called.</summary>
    public Guid CallerId { get; set; }

    /// <summary>Kind of the caller.</summary>
    public CallerKind CallerKind { get; set; }

    /// <summary>The caller's unique name at the time: a person's e-mail address or a service account's name.</summary>
    public required string CallerName { get; set; }

    /// <summary>Name of the server called.</summary>
    public required string Server { get; set; }

    /// <summary>
    /// Gets or sets what the MCP client calls itself (<c>clientInfo.name</c>, masked); null when it did not say.
    /// </summary>
    public string? ClientName { get; set; }

    /// <summary>The MCP client's version.</summary>
    public string? ClientVersion { get; set; }

    /// <summary>Address the calls came from.</summary>
    public required string SourceIp { get; set; }

    /// <summary>MCP revision spoken, once known.</summary>
    public string? Protocol { get; set; }

    /// <summary>SHA-256 of the <c>Mcp-Session-Id</c> the server gave; null where the protocol has none.</summary>
    public byte[]? ProtocolSessionHash { get; set; }

    /// <summary>First message.</summary>
    public DateTimeOffset Started { get; set; }

    /// <summary>Latest message.</summary>
    public DateTimeOffset LastSeen { get; set; }

    /// <summary>When the client ended it (DELETE); null while open or when it just went idle.</summary>
    public DateTimeOffset? Ended { get; set; }

    /// <summary>Number of records.</summary>
    public int Records { get; set; }

    /// <summary>Number of denied calls.</summary>
    public int Denied { get; set; }

    /// <summary>Number of held calls.</summary>
    public int Held { get; set; }

    /// <summary>Number of values masked.</summary>
    public int Masked { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<Session>
    {
        public void Configure(EntityTypeBuilder<Session> builder)
        {
            builder.Property(session => session.Id).ValueGeneratedNever();
            builder.Property(session => session.CallerName).HasMaxLength(256);
            builder.Property(session => session.Server).HasMaxLength(64);
            builder.Property(session => session.ClientName).HasMaxLength(256);
            builder.Property(session => session.ClientVersion).HasMaxLength(64);
            builder.Property(session => session.SourceIp).HasMaxLength(64);
            builder.Property(session => session.Protocol).HasMaxLength(32);
            builder.Property(session => session.ProtocolSessionHash).HasMaxLength(32);
            builder.HasIndex(session => new { session.Started, session.Id });
            builder.HasIndex(session => new { session.Server, session.ProtocolSessionHash });
        }
    }
}
