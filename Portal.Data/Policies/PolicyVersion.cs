using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Portal.Data.Policies;

/// <summary>
/// One immutable version of a policy. A change adds a version; a deletion adds one with <see cref="Deleted"/> set.
/// </summary>
public sealed class PolicyVersion
{
    /// <summary>UUIDv7.</summary>
    public Guid Id { get; set; } = Guid.CreateVersion7();

    /// <summary>The policy's name, the same over all versions.</summary>
    public required string Name { get; set; }

    /// <summary>1, 2, 3 … without gaps.</summary>
    public required int Version { get; set; }

    /// <summary>Gets or sets what it decides.</summary>
    public required PolicyKind Kind { get; set; }

    /// <summary>The policy as JSON, in the shape of the seed file.</summary>
    public required string Definition { get; set; }

    /// <summary>Whether this version removes the policy.</summary>
    public bool Deleted { get; set; }

    /// <summary>Who made it: a caller's name, or <c>seed file</c>.</summary>
    public required string Author { get; set; }

    /// <summary>Why it was made, in the author's words.</summary>
    public string? Reason { get; set; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset Created { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<PolicyVersion>
    {
        public void Configure(EntityTypeBuilder<PolicyVersion> builder)
        {
            builder.Property(policy => policy.Id).ValueGeneratedNever();
            builder.Property(policy => policy.Name).HasMaxLength(128);
            builder.Property(policy => policy.Author).HasMaxLength(256);
            builder.Property(policy => policy.Reason).HasMaxLength(1024);
            builder.HasIndex(policy => new { policy.Name, policy.Version }).IsUnique();
        }
    }
}
