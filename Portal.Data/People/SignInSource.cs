using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Portal.Data.People;

/// <summary>A network that somebody has tried to sign in from as a person: how often in vain, and when it last worked.</summary>
public sealed class SignInSource
{
    /// <summary>The person; all zeros for names that nobody has, so that trying one of those costs the same.</summary>
    public required Guid PersonId { get; set; }

    /// <summary>The address; of IPv6 the first 64 bits, which is the least that one customer of a provider has.</summary>
    public required string Network { get; set; }

    /// <summary>Attempts since the last one that worked.</summary>
    public int Failures { get; set; }

    /// <summary>When the last of them was.</summary>
    public DateTimeOffset? LastFailed { get; set; }

    /// <summary>When the person last proved who it is from here; null when never.</summary>
    public DateTimeOffset? LastSignIn { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<SignInSource>
    {
        public void Configure(EntityTypeBuilder<SignInSource> builder)
        {
            builder.HasKey(row => new { row.PersonId, row.Network });
            builder.Property(row => row.Network).HasMaxLength(64);
        }
    }
}
