using Microsoft.EntityFrameworkCore;
using Portal.Data;

namespace Portal.Tests.Data;

/// <summary>Every text column is masked, refused or named here as one that nobody can read.</summary>
public sealed class StoredTextsTests
{
    // Ciphertexts, hashes, keys and signatures: each a decision.
    private static readonly string[] Opaque =
    [
        "AccessToken.Prefix", "ApprovalNotification.Webhook", "ApprovalTicket.Record", "IdentityRole<Guid>.ConcurrencyStamp", "ManagedKey.ProtectedSecret", "ManagedKey.PublicKey",
        "Person.ConcurrencyStamp", "Person.PasswordHash", "Person.SecurityStamp", "SelfScan.Jws", "Server.ProtectedHeaders", "Server.ProtectedUrl",
    ];

    // What a person types, where a card number is refused rather than masked: a name must stay the name it was.
    private static readonly string[] Typed =
    [
        "AccessToken.Name", "IdentityRole<Guid>.Name", "IdentityRole<Guid>.NormalizedName", "Person.DisplayName", "Person.Email", "Person.NormalizedEmail",
        "Person.NormalizedUserName", "Person.PhoneNumber", "Person.UserName", "PolicyVersion.Definition", "PolicyVersion.Name", "PolicyVersion.Reason",
        "Server.ForwardHeaders", "Server.Name", "Server.Url", "ServiceAccount.Name", "ServiceAccount.Roles",
    ];

    [Fact]
    public void KindOf_EveryTextColumn_IsAsDecided()
    {
        using var database = new TemporaryDatabase();
        using var context = database.Contexts.CreateDbContext();
        var texts = context.Model.GetEntityTypes().SelectMany(type => type.GetProperties()).Where(StoredTexts.IsText).ToList();

        Assert.Equal(Opaque, NamesOf(StoredTextKind.Opaque));
        Assert.Equal(Typed, NamesOf(StoredTextKind.Typed));
        Assert.Contains("Session.Protocol", NamesOf(StoredTextKind.Masked));

        List<string> NamesOf(StoredTextKind kind) =>
            [.. texts.Where(property => StoredTexts.KindOf(property) == kind).Select(property => $"{property.DeclaringType.DisplayName()}.{property.Name}").Order(StringComparer.Ordinal)];
    }
}
