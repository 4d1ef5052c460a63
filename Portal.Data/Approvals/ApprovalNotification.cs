using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Portal.Data.Approvals;

/// <summary>
/// That a webhook is to be told of a ticket, and how far that has come. The row outlives the process: what it had no time to
/// send, the next one sends.
/// </summary>
public sealed class ApprovalNotification
{
    /// <summary>UUIDv7; the same at every attempt, so that a receiver knows a message again.</summary>
    public Guid Id { get; set; } = Guid.CreateVersion7();

    /// <summary>The ticket.</summary>
    public required Guid TicketId { get; set; }

    /// <summary>Which receiver: a hash of its address, which may itself be a secret.</summary>
    public required string Webhook { get; set; }

    /// <summary>Gets or sets what it is told.</summary>
    public required NotificationEvent Event { get; set; }

    /// <summary>When it was due first.</summary>
    public required DateTimeOffset Created { get; set; }

    /// <summary>When it is to be sent next; while it is being sent, when somebody else may.</summary>
    public required DateTimeOffset Due { get; set; }

    /// <summary>How often it was tried.</summary>
    public int Attempts { get; set; }

    /// <summary>When it was sent or given up; null while neither.</summary>
    public DateTimeOffset? Done { get; set; }

    /// <summary>Gets or sets what came of the last attempt, such as <c>204</c> or <c>no answer</c>.</summary>
    public string? Result { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<ApprovalNotification>
    {
        public void Configure(EntityTypeBuilder<ApprovalNotification> builder)
        {
            builder.Property(notification => notification.Id).ValueGeneratedNever();
            builder.Property(notification => notification.Webhook).HasMaxLength(64);
            builder.Property(notification => notification.Result).HasMaxLength(64);
            builder
                .HasOne<ApprovalTicket>()
                .WithMany()
                .HasForeignKey(notification => notification.TicketId)
                .OnDelete(DeleteBehavior.Cascade);

            // Two replicas plan the same message once.
            builder
                .HasIndex(notification => new
                {
                    notification.TicketId,
                    notification.Webhook,
                    notification.Event,
                })
                .IsUnique();
            builder.HasIndex(notification => new
            {
                notification.Webhook,
                notification.Done,
                notification.Due,
            });
        }
    }
}
