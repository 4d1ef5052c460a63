using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Portal.Data.People;

/// <summary>
/// A human being who signs in to the portal and may hold personal tokens. The e-mail address is the unique name.
/// </summary>
public sealed class Person : IdentityUser<Guid>
{
    /// <summary>How the person is shown.</summary>
    public required string DisplayName { get; set; }

    /// <summary>When the account was made.</summary>
    public DateTimeOffset Created { get; set; }

    /// <summary>Whether sign-in and tokens are refused.</summary>
    public bool Disabled { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<Person>
    {
        public void Configure(EntityTypeBuilder<Person> builder)
        {
            builder.Property(person => person.Id).ValueGeneratedNever();
            builder.Property(person => person.DisplayName).HasMaxLength(256);
        }
    }
}
