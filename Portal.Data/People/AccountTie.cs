using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Portal.Data.People;

/// <summary>
/// Represents the lasting fact that somebody owned an account or issued a token of it, and so never decides on its calls. Rows
/// are added and never changed or removed: neither another owner nor a revoked token nor a person made anew undoes what was.
/// Names stand beside ids for that, folded by <see cref="Fold"/>.
/// </summary>
public sealed class AccountTie
{
    /// <summary>UUIDv7.</summary>
    public Guid Id { get; set; } = Guid.CreateVersion7();

    /// <summary>Kind of the account.</summary>
    public required CallerKind AccountKind { get; init; }

    /// <summary>The account.</summary>
    public required Guid AccountId { get; init; }

    /// <summary>The account's name, folded.</summary>
    public required string AccountName { get; init; }

    /// <summary>Kind of who is tied to it.</summary>
    public required CallerKind PartyKind { get; init; }

    /// <summary>Who is tied to it.</summary>
    public required Guid PartyId { get; init; }

    /// <summary>The party's name, folded.</summary>
    public required string PartyName { get; init; }

    /// <summary>How.</summary>
    public required TieKind Kind { get; init; }

    /// <summary>Since when.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>
    /// Folds a name so that case, surrounding blanks and compatibility characters make no other person of somebody.
    /// </summary>
    public static string Fold(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        try
        {
            return name.Normalize(NormalizationForm.FormKC).Trim().ToUpperInvariant();
        }
        catch (ArgumentException)
        {
            // Half a surrogate pair has no normal form.
            return name.Trim().ToUpperInvariant();
        }
    }

    internal sealed class Mapping : IEntityTypeConfiguration<AccountTie>
    {
        public void Configure(EntityTypeBuilder<AccountTie> builder)
        {
            builder.Property(tie => tie.Id).ValueGeneratedNever();
            builder.Property(tie => tie.AccountName).HasMaxLength(256);
            builder.Property(tie => tie.PartyName).HasMaxLength(256);
            builder.HasIndex(tie => tie.AccountId);
            builder.HasIndex(tie => tie.AccountName);
        }
    }
}
