using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Portal.Data.People;

/// <summary>
/// A sign-in of a person: what its cookie stands for. One without a row, ended or idle for too long, is worth nothing, whatever
/// its cookie says.
/// </summary>
public sealed class PersonSignIn
{
    /// <summary>UUIDv7.</summary>
    public Guid Id { get; set; } = Guid.CreateVersion7();

    /// <summary>SHA-256 of the random value in the cookie (32 bytes).</summary>
    public required byte[] Hash { get; set; }

    /// <summary>The person.</summary>
    public required Guid PersonId { get; set; }

    /// <summary>When the person signed in.</summary>
    public required DateTimeOffset Started { get; set; }

    /// <summary>When the person last did something; up to two minutes behind while the portal runs.</summary>
    public required DateTimeOffset LastSeen { get; set; }

    /// <summary>When it was ended; null while it was not.</summary>
    public DateTimeOffset? Ended { get; set; }

    /// <summary>The address it came from; null when it is not known.</summary>
    public string? Address { get; set; }

    /// <summary>How the person proved who it is, such as <c>password</c>.</summary>
    public required string Method { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<PersonSignIn>
    {
        public void Configure(EntityTypeBuilder<PersonSignIn> builder)
        {
            builder.Property(row => row.Id).ValueGeneratedNever();
            builder.Property(row => row.Hash).HasMaxLength(32).IsFixedLength();
            builder.Property(row => row.Address).HasMaxLength(64);
            builder.Property(row => row.Method).HasMaxLength(32);
            builder.HasIndex(row => row.Hash).IsUnique();
            builder.HasIndex(row => row.PersonId);
        }
    }
}
