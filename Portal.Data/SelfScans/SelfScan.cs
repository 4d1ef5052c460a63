using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Portal.Data.SelfScans;

/// <summary>One search of the portal's own storage for card data, and what came of it.</summary>
public sealed class SelfScan
{
    /// <summary>UUIDv7.</summary>
    public Guid Id { get; set; } = Guid.CreateVersion7();

    /// <summary>When it began.</summary>
    public required DateTimeOffset Started { get; set; }

    /// <summary>When it ended.</summary>
    public required DateTimeOffset Ended { get; set; }

    /// <summary>Gets or sets what was read: a JSON array of <c>database</c>, <c>wal</c>, <c>logs</c> …</summary>
    public required string Scope { get; set; }

    /// <summary>Bytes read.</summary>
    public required long Bytes { get; set; }

    /// <summary>Different values found.</summary>
    public required int Findings { get; set; }

    /// <summary>Where: a JSON array of kind, place and how many, never a value.</summary>
    public required string Places { get; set; }

    /// <summary>All of this as a JWS in compact form (RFC 7515), signed with a key of the register.</summary>
    public required string Jws { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<SelfScan>
    {
        public void Configure(EntityTypeBuilder<SelfScan> builder)
        {
            builder.Property(scan => scan.Id).ValueGeneratedNever();
            builder.HasIndex(scan => scan.Started);
        }
    }
}
