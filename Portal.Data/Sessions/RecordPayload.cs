using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Portal.Data.Sessions;

/// <summary>
/// The masked JSON text of a record as it passed: the last column of the record's row, an entity of its own so that lists do not
/// load it. Removing it leaves the record.
/// </summary>
public sealed class RecordPayload
{
    /// <summary>The record's key.</summary>
    public long Position { get; set; }

    /// <summary>
    /// Client headers that reached the server beside those of the protocol, as a masked JSON object of names and values; null
    /// where there were none. The <c>user-agent</c> is among them where it is the session's first or has changed.
    /// </summary>
    public string? Headers { get; set; }

    /// <summary>Masked JSON text.</summary>
    public required string Text { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<RecordPayload>
    {
        public void Configure(EntityTypeBuilder<RecordPayload> builder)
        {
            builder.ToTable(nameof(PortalDbContext.Records));
            builder.HasKey(payload => payload.Position);
            builder.Property(payload => payload.Position).ValueGeneratedNever();
            builder.HasOne<Record>().WithOne().HasForeignKey<RecordPayload>(payload => payload.Position);
        }
    }
}
