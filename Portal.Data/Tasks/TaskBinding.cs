using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Data.People;

namespace Portal.Data.Tasks;

/// <summary>
/// Whose a task of a server is (MCP 2025-11-25, Tasks): nobody else may ask for it, and its tool's access rules are its own.
/// </summary>
public sealed class TaskBinding
{
    /// <summary>The server that made the task.</summary>
    public required string Server { get; set; }

    /// <summary>SHA-256 of the task's id (32 bytes).</summary>
    public required byte[] TaskHash { get; set; }

    /// <summary>The person or service account whose call made it.</summary>
    public required Guid CallerId { get; set; }

    /// <summary>Kind of the caller.</summary>
    public required CallerKind CallerKind { get; set; }

    /// <summary>The tool that was called.</summary>
    public required string Tool { get; set; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset Created { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<TaskBinding>
    {
        public void Configure(EntityTypeBuilder<TaskBinding> builder)
        {
            builder.HasKey(task => new { task.Server, task.TaskHash });
            builder.Property(task => task.Server).HasMaxLength(64);
            builder.Property(task => task.TaskHash).HasMaxLength(32).IsFixedLength();
            builder.Property(task => task.Tool).HasMaxLength(256);
            builder.HasIndex(task => task.Created);
        }
    }
}
