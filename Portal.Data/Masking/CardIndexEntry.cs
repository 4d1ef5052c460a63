using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Portal.Data.Masking;

/// <summary>
/// That a record touched a card: a keyed hash of the whole number (PCI DSS 3.5.1.1) and the record, nothing else. The key is in
/// the register and protected by what is not in this database. Stored with its record in one transaction.
/// </summary>
public sealed class CardIndexEntry
{
    /// <summary>HMAC-SHA-256 over the number's ASCII digits, 32 bytes.</summary>
    public required byte[] Hash { get; set; }

    /// <summary>The record's key.</summary>
    public long Position { get; set; }

    /// <summary>Version of the key with the purpose card-index that made the hash.</summary>
    public int KeyVersion { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<CardIndexEntry>
    {
        public void Configure(EntityTypeBuilder<CardIndexEntry> builder)
        {
            builder.ToTable("CardIndex").HasAnnotation(PortalAnnotations.WithoutRowId, true);
            builder.HasKey(entry => new { entry.Hash, entry.Position });
            builder.Property(entry => entry.Hash).HasMaxLength(32).IsFixedLength();
            builder.Property(entry => entry.Position).ValueGeneratedNever();
        }
    }
}
