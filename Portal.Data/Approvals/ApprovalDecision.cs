using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Portal.Data.Approvals;

/// <summary>Represents what one person said on a ticket. A person decides a ticket once.</summary>
public sealed class ApprovalDecision
{
    /// <summary>UUIDv7.</summary>
    public Guid Id { get; set; } = Guid.CreateVersion7();

    /// <summary>The ticket.</summary>
    public required Guid TicketId { get; set; }

    /// <summary>The person.</summary>
    public required Guid ApproverId { get; set; }

    /// <summary>The person's e-mail address at the time.</summary>
    public required string ApproverName { get; set; }

    /// <summary>Gets or sets what the person said.</summary>
    public required DecisionKind Decision { get; set; }

    /// <summary>Why, in the person's words, masked.</summary>
    public required string Justification { get; set; }

    /// <summary>When.</summary>
    public required DateTimeOffset Time { get; set; }

    /// <summary>How the person was signed in, such as <c>password</c> or <c>token</c>.</summary>
    public required string Method { get; set; }

    /// <summary>
    /// Until when the person would let this caller use this tool without asking again; null for the one call only.
    /// </summary>
    public DateTimeOffset? Until { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<ApprovalDecision>
    {
        public void Configure(EntityTypeBuilder<ApprovalDecision> builder)
        {
            builder.Property(decision => decision.Id).ValueGeneratedNever();
            builder.Property(decision => decision.ApproverName).HasMaxLength(256);
            builder.Property(decision => decision.Justification).HasMaxLength(2000);
            builder.Property(decision => decision.Method).HasMaxLength(64);
            builder
                .HasOne<ApprovalTicket>()
                .WithMany()
                .HasForeignKey(decision => decision.TicketId)
                .OnDelete(DeleteBehavior.Restrict);
            builder.HasIndex(decision => new { decision.TicketId, decision.ApproverId }).IsUnique();
        }
    }
}
