using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Portal.Data.Sessions;

/// <summary>The masked JSON text of a record as it passed.</summary>
public sealed class RecordPayload
{
    /// <summary>The record's stream.</summary>
    public Guid Stream { get; set; }

    /// <summary>The record's place in the stream.</summary>
    public long Sequence { get; set; }

    /// <summary>Masked JSON text.</summary>
    public required string Text { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<RecordPayload>
    {
        public void Configure(EntityTypeBuilder<RecordPayload> builder)
        {
            builder.HasKey(payload => new { payload.Stream, payload.Sequence });
            builder.Property(payload => payload.Sequence).ValueGeneratedNever();
        }
    }
}
