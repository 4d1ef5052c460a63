using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Portal.Data.Approvals;

/// <summary>
/// A just-in-time window: one caller may use one tool on one server until a time, under the rule version that it was granted
/// under.
/// </summary>
public sealed class ApprovalWindow
{
    /// <summary>UUIDv7.</summary>
    public Guid Id { get; set; } = Guid.CreateVersion7();

    /// <summary>The ticket with which it was granted.</summary>
    public required Guid TicketId { get; set; }

    /// <summary>The caller.</summary>
    public required Guid CallerId { get; set; }

    /// <summary>The caller's unique name at the time.</summary>
    public required string CallerName { get; set; }

    /// <summary>The server.</summary>
    public required string Server { get; set; }

    /// <summary>The tool, masked.</summary>
    public required string Tool { get; set; }

    /// <summary>Since when.</summary>
    public required DateTimeOffset From { get; set; }

    /// <summary>Until when.</summary>
    public required DateTimeOffset Until { get; set; }

    /// <summary>Who granted it; several names, separated by commas, where the rule wants several.</summary>
    public required string GrantedBy { get; set; }

    /// <summary>Why, in the words of who completed it, masked.</summary>
    public required string Reason { get; set; }

    /// <summary>Name of the policy.</summary>
    public required string Rule { get; set; }

    /// <summary>Version of the policy; another version ends the window.</summary>
    public required int RuleVersion { get; set; }

    /// <summary>When it was revoked; null while it was not.</summary>
    public DateTimeOffset? Revoked { get; set; }

    /// <summary>Who revoked it.</summary>
    public string? RevokedBy { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<ApprovalWindow>
    {
        public void Configure(EntityTypeBuilder<ApprovalWindow> builder)
        {
            builder.Property(window => window.Id).ValueGeneratedNever();
            builder.Property(window => window.CallerName).HasMaxLength(256);
            builder.Property(window => window.Server).HasMaxLength(64);
            builder.Property(window => window.Tool).HasMaxLength(256);
            builder.Property(window => window.GrantedBy).HasMaxLength(2048);
            builder.Property(window => window.Reason).HasMaxLength(2000);
            builder.Property(window => window.Rule).HasMaxLength(128);
            builder.Property(window => window.RevokedBy).HasMaxLength(256);
            builder
                .HasOne<ApprovalTicket>()
                .WithMany()
                .HasForeignKey(window => window.TicketId)
                .OnDelete(DeleteBehavior.Restrict);
            builder.HasIndex(window => new
            {
                window.CallerId,
                window.Server,
                window.Tool,
                window.Until,
            });
            builder.HasIndex(window => window.Until);
        }
    }
}
