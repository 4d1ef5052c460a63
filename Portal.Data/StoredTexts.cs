using System.Collections.Frozen;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore.Metadata;
using Portal.Data.Keys;
using Portal.Data.People;
using Portal.Data.Policies;
using Portal.Data.Servers;

namespace Portal.Data;

/// <summary>Says of each text column how it is kept free of card data. What is not named here is masked.</summary>
public static class StoredTexts
{
    // As Entity Framework names the generic type.
    private const string Role = "IdentityRole<Guid>";

    private static readonly FrozenDictionary<(string Type, string Property), StoredTextKind> Kinds = new Dictionary<
        (string, string),
        StoredTextKind
    >
    {
        [(nameof(Person), nameof(Person.UserName))] = StoredTextKind.Typed,
        [(nameof(Person), nameof(Person.NormalizedUserName))] = StoredTextKind.Typed,
        [(nameof(Person), nameof(Person.Email))] = StoredTextKind.Typed,
        [(nameof(Person), nameof(Person.NormalizedEmail))] = StoredTextKind.Typed,
        [(nameof(Person), nameof(Person.DisplayName))] = StoredTextKind.Typed,
        [(nameof(Person), nameof(Person.PhoneNumber))] = StoredTextKind.Typed,
        [(nameof(Person), nameof(Person.PasswordHash))] = StoredTextKind.Opaque,
        [(nameof(Person), nameof(Person.SecurityStamp))] = StoredTextKind.Opaque,
        [(nameof(Person), nameof(Person.ConcurrencyStamp))] = StoredTextKind.Opaque,
        [(Role, nameof(IdentityRole.Name))] = StoredTextKind.Typed,
        [(Role, nameof(IdentityRole.NormalizedName))] = StoredTextKind.Typed,
        [(Role, nameof(IdentityRole.ConcurrencyStamp))] = StoredTextKind.Opaque,
        [(nameof(ServiceAccount), nameof(ServiceAccount.Name))] = StoredTextKind.Typed,
        [(nameof(ServiceAccount), nameof(ServiceAccount.Roles))] = StoredTextKind.Typed,
        [(nameof(AccessToken), nameof(AccessToken.Name))] = StoredTextKind.Typed,
        [(nameof(AccessToken), nameof(AccessToken.Prefix))] = StoredTextKind.Opaque,
        [(nameof(Server), nameof(Server.Name))] = StoredTextKind.Typed,
        [(nameof(Server), nameof(Server.Url))] = StoredTextKind.Typed,
        [(nameof(Server), nameof(Server.ForwardHeaders))] = StoredTextKind.Typed,
        [(nameof(Server), nameof(Server.ProtectedHeaders))] = StoredTextKind.Opaque,
        [(nameof(Server), nameof(Server.ProtectedUrl))] = StoredTextKind.Opaque,
        [(nameof(PolicyVersion), nameof(PolicyVersion.Name))] = StoredTextKind.Typed,
        [(nameof(PolicyVersion), nameof(PolicyVersion.Definition))] = StoredTextKind.Typed,
        [(nameof(PolicyVersion), nameof(PolicyVersion.Reason))] = StoredTextKind.Typed,
        [(nameof(ManagedKey), nameof(ManagedKey.ProtectedSecret))] = StoredTextKind.Opaque,
        [(nameof(ManagedKey), nameof(ManagedKey.PublicKey))] = StoredTextKind.Opaque,
        [("ApprovalTicket", "Record")] = StoredTextKind.Opaque,
        [("ApprovalNotification", "Webhook")] = StoredTextKind.Opaque,
        [("SelfScan", "Jws")] = StoredTextKind.Opaque,
    }.ToFrozenDictionary();

    /// <summary>Returns how a column is kept free of card data.</summary>
    /// <param name="property">A property of text, or of a list of texts.</param>
    public static StoredTextKind KindOf(IReadOnlyProperty property) =>
        Kinds.GetValueOrDefault((property.DeclaringType.DisplayName(), property.Name), StoredTextKind.Masked);

    /// <summary>Whether a property is text, or a list of texts.</summary>
    public static bool IsText(IReadOnlyProperty property) =>
        property.ClrType == typeof(string) || typeof(IEnumerable<string>).IsAssignableFrom(property.ClrType);
}
