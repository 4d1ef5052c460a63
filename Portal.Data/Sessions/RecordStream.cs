using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Portal.Data.Sessions;

/// <summary>A record writer's run and its number, which stands for it in the positions of its records.</summary>
public sealed class RecordStream
{
    /// <summary>1 for the first writer that committed here, one more for each after it. Kept for good.</summary>
    public int Number { get; set; }

    /// <summary>The stream, a UUIDv7 made when the process started.</summary>
    public Guid Stream { get; set; }

    /// <summary>Time of its first record.</summary>
    public DateTimeOffset Started { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<RecordStream>
    {
        public void Configure(EntityTypeBuilder<RecordStream> builder)
        {
            builder.HasKey(stream => stream.Number);
            builder.Property(stream => stream.Number).ValueGeneratedNever();
            builder.HasIndex(stream => stream.Stream).IsUnique();
        }
    }
}
