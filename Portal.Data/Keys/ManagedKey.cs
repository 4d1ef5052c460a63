using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Portal.Data.Keys;

/// <summary>
/// One key of the register (PCI DSS 3.6, 3.7). The highest version of a purpose makes what is new; the others stay usable for
/// what they made until they are retired.
/// </summary>
public sealed class ManagedKey
{
    /// <summary>UUIDv7; the <c>kid</c> of what the key signs.</summary>
    public Guid Id { get; set; } = Guid.CreateVersion7();

    /// <summary>Gets or sets what it is for.</summary>
    public required KeyPurpose Purpose { get; set; }

    /// <summary>1, 2, 3 … within the purpose. Unique, so that two rotations at once cannot both win.</summary>
    public required int Version { get; set; }

    /// <summary>Algorithm as JWA names it (RFC 7518): <c>HS256</c> or <c>ES256</c>.</summary>
    public required string Algorithm { get; set; }

    /// <summary>Gets or sets what it protects, in words.</summary>
    public required string UsedFor { get; set; }

    /// <summary>When it was generated.</summary>
    public required DateTimeOffset Created { get; set; }

    /// <summary>Since when it makes what is new.</summary>
    public required DateTimeOffset Activated { get; set; }

    /// <summary>When a newer one took over; null while it is the active one.</summary>
    public DateTimeOffset? Rotated { get; set; }

    /// <summary>When its secret was destroyed; null while it is usable.</summary>
    public DateTimeOffset? Retired { get; set; }

    /// <summary>
    /// The secret, protected with the keys in <c>Keys:Directory</c>, which are not in this database; null once retired.
    /// </summary>
    public string? ProtectedSecret { get; set; }

    /// <summary>
    /// The public half as a JSON Web Key (RFC 7517) where there is one. Kept for good, so that old signatures can be verified.
    /// </summary>
    public string? PublicKey { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<ManagedKey>
    {
        public void Configure(EntityTypeBuilder<ManagedKey> builder)
        {
            builder.Property(key => key.Id).ValueGeneratedNever();
            builder.Property(key => key.Algorithm).HasMaxLength(16);
            builder.Property(key => key.UsedFor).HasMaxLength(256);
            builder.HasIndex(key => new { key.Purpose, key.Version }).IsUnique();
        }
    }
}
