using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Portal.Data.Sessions;

/// <summary>One JSON-RPC message that passed, in order. Its text is in <see cref="RecordPayload"/>.</summary>
public sealed class Record
{
    /// <summary>
    /// Key: <see cref="RecordPosition"/> of the stream's number and the sequence. Ascends as records are committed by one writer.
    /// </summary>
    public long Position { get; set; }

    /// <summary>The writer that committed it, a UUIDv7 made when the process started.</summary>
    public Guid Stream { get; set; }

    /// <summary>Place in the stream: 1, 2, 3 … without gaps.</summary>
    public long Sequence { get; set; }

    /// <summary>The session it belongs to; null for what had no caller, such as a refused token.</summary>
    public Guid? SessionId { get; set; }

    /// <summary>When the gateway had read it.</summary>
    public DateTimeOffset Time { get; set; }

    /// <summary>Gets or sets what it is on the wire.</summary>
    public RecordDirection Direction { get; set; }

    /// <summary>Who sent it.</summary>
    public RecordOrigin From { get; set; }

    /// <summary>JSON-RPC method; on a response, the method it answers; on a control record, <c>portal/…</c>.</summary>
    public string? Method { get; set; }

    /// <summary>Tool, prompt or resource named by the message, masked.</summary>
    public string? Tool { get; set; }

    /// <summary>JSON-RPC id as JSON text.</summary>
    public string? RpcId { get; set; }

    /// <summary>Gets or sets what became of it.</summary>
    public RecordOutcome Outcome { get; set; }

    /// <summary>The policy that decided.</summary>
    public string? Rule { get; set; }

    /// <summary>Microseconds since the request arrived; null on requests.</summary>
    public long? LatencyMicroseconds { get; set; }

    /// <summary>Number of values masked; the places are in the masking log.</summary>
    public int MaskedCount { get; set; }

    /// <summary>
    /// Kind of who did it: on every control record, and on others that have no session; null where the session's caller did.
    /// </summary>
    public ActorKind? ActorKind { get; set; }

    /// <summary>Who did it; null for the portal and for whoever is not known.</summary>
    public Guid? ActorId { get; set; }

    /// <summary>The actor's unique name at the time, masked.</summary>
    public string? ActorName { get; set; }

    /// <summary>Who did it; null where the session says.</summary>
    public RecordActor? Actor => ActorKind is { } kind ? new RecordActor(kind, ActorId, ActorName) : null;

    internal sealed class Mapping : IEntityTypeConfiguration<Record>
    {
        public void Configure(EntityTypeBuilder<Record> builder)
        {
            builder.ToTable(nameof(PortalDbContext.Records));
            builder.HasKey(record => record.Position);
            builder.Property(record => record.Position).ValueGeneratedNever();
            builder.Property(record => record.Method).HasMaxLength(128);
            builder.Property(record => record.Tool).HasMaxLength(256);
            builder.Property(record => record.RpcId).HasMaxLength(128);
            builder.Property(record => record.Rule).HasMaxLength(128);
            builder.Property(record => record.ActorName).HasMaxLength(256);
            builder.Ignore(record => record.Actor);
            builder.HasIndex(record => new { record.SessionId, record.Time });
            builder.HasIndex(record => record.Time);
        }
    }
}
