using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Portal.Data.Masking;

/// <summary>
/// Represents what was masked at one place of one record, never the value. Stored with its record in one transaction; rows append
/// under the record's key, and no other index is kept.
/// </summary>
public sealed class MaskingLogEntry
{
    /// <summary>Longest <see cref="Path"/>; what is longer is cut and ends with an ellipsis.</summary>
    public const int MaxPath = 1024;

    /// <summary>Longest <see cref="Why"/>.</summary>
    public const int MaxWhy = 128;

    /// <summary>The record's key.</summary>
    public long Position { get; set; }

    /// <summary>0, 1, 2 … within the record.</summary>
    public int Ordinal { get; set; }

    /// <summary>Gets or sets what it was, such as <c>pan</c>.</summary>
    public required string Kind { get; set; }

    /// <summary>JSONPath (RFC 9535) of the place, masked itself.</summary>
    public required string Path { get; set; }

    /// <summary>The masking policy that asked for it.</summary>
    public required string Rule { get; set; }

    /// <summary>The policy's version.</summary>
    public int RuleVersion { get; set; }

    /// <summary>Gets or sets what was done: <c>mask</c>, <c>redact</c>, <c>token</c> or <c>block</c>.</summary>
    public required string Action { get; set; }

    /// <summary>How many values.</summary>
    public int Count { get; set; }

    /// <summary>
    /// Names of at most three reasons, strongest first, divided by commas, such as <c>networkCheckDigit,fieldSaysCardNumber</c>;
    /// null where none is known.
    /// </summary>
    public string? Why { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<MaskingLogEntry>
    {
        public void Configure(EntityTypeBuilder<MaskingLogEntry> builder)
        {
            builder.ToTable("MaskingLog").HasAnnotation(PortalAnnotations.WithoutRowId, true);
            builder.HasKey(entry => new { entry.Position, entry.Ordinal });
            builder.Property(entry => entry.Position).ValueGeneratedNever();
            builder.Property(entry => entry.Ordinal).ValueGeneratedNever();
            builder.Property(entry => entry.Kind).HasMaxLength(64);
            builder.Property(entry => entry.Path).HasMaxLength(MaxPath);
            builder.Property(entry => entry.Rule).HasMaxLength(128);
            builder.Property(entry => entry.Action).HasMaxLength(16);
            builder.Property(entry => entry.Why).HasMaxLength(MaxWhy);
        }
    }
}
