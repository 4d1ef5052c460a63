using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Portal.Data.People;

/// <summary>A caller that is not a person: a pipeline, a batch job, an agent.</summary>
public sealed class ServiceAccount
{
    /// <summary>UUIDv7.</summary>
    public Guid Id { get; set; } = Guid.CreateVersion7();

    /// <summary>Unique name; never an e-mail address, so that it cannot pass for a person.</summary>
    public required string Name { get; set; }

    /// <summary>Role names; the portal's own and the organisation's.</summary>
    public List<string> Roles { get; set; } = [];

    /// <summary>The person who answers for it, and so never approves its calls; null when nobody is named.</summary>
    public Guid? OwnerId { get; set; }

    /// <summary>When the account was made.</summary>
    public DateTimeOffset Created { get; set; }

    /// <summary>Whether its tokens are refused.</summary>
    public bool Disabled { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<ServiceAccount>
    {
        public void Configure(EntityTypeBuilder<ServiceAccount> builder)
        {
            builder.Property(account => account.Id).ValueGeneratedNever();
            builder.Property(account => account.Name).HasMaxLength(128);
            builder.HasIndex(account => account.Name).IsUnique();
        }
    }
}
