using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Portal.Data.People;

/// <summary>An opaque bearer token the portal issued. The token itself is shown once and kept nowhere.</summary>
public sealed class AccessToken
{
    /// <summary>UUIDv7.</summary>
    public Guid Id { get; set; } = Guid.CreateVersion7();

    /// <summary>SHA-256 of the whole token (32 bytes).</summary>
    public required byte[] Hash { get; set; }

    /// <summary>The token's first characters, to tell one from another in a list.</summary>
    public required string Prefix { get; set; }

    /// <summary>Gets or sets what its holder calls it.</summary>
    public required string Name { get; set; }

    /// <summary>Kind of the caller it stands for.</summary>
    public required CallerKind CallerKind { get; set; }

    /// <summary>The person or service account it stands for.</summary>
    public required Guid CallerId { get; set; }

    /// <summary>Kind of who issued it; null where nobody is known, as for a token that a seed file brings.</summary>
    public CallerKind? IssuedByKind { get; set; }

    /// <summary>Who issued it.</summary>
    public Guid? IssuedById { get; set; }

    /// <summary>The issuer's unique name at the time.</summary>
    public string? IssuedByName { get; set; }

    /// <summary>When it was issued.</summary>
    public required DateTimeOffset Created { get; set; }

    /// <summary>When it stops working.</summary>
    public required DateTimeOffset Expires { get; set; }

    /// <summary>When it was revoked; null while it is good.</summary>
    public DateTimeOffset? Revoked { get; set; }

    /// <summary>When it was last used, to the minute; null if never.</summary>
    public DateTimeOffset? LastUsed { get; set; }

    /// <summary>Source address of the last use.</summary>
    public string? LastUsedFrom { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<AccessToken>
    {
        public void Configure(EntityTypeBuilder<AccessToken> builder)
        {
            builder.Property(token => token.Id).ValueGeneratedNever();
            builder.Property(token => token.Hash).HasMaxLength(32).IsFixedLength();
            builder.Property(token => token.Prefix).HasMaxLength(16);
            builder.Property(token => token.Name).HasMaxLength(128);
            builder.Property(token => token.IssuedByName).HasMaxLength(256);
            builder.Property(token => token.LastUsedFrom).HasMaxLength(64);
            builder.HasIndex(token => token.Hash).IsUnique();
            builder.HasIndex(token => token.CallerId);
        }
    }
}
