using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Data.People;

namespace Portal.Gateway.Callers;

/// <summary>Issues and revokes opaque bearer tokens: 256 random bits, kept as SHA-256 only.</summary>
public sealed class TokenIssuer(IDbContextFactory<PortalDbContext> contexts, TokenDirectory directory, TimeProvider time)
{
    /// <summary>Longest life of a token.</summary>
    public static readonly TimeSpan MaxLifetime = TimeSpan.FromDays(366);

    /// <summary>Start of every token, so that secret scanners find a leaked one.</summary>
    public const string TokenPrefix = "pt_";

    /// <summary>Issues a token. Its text is in the answer and nowhere else.</summary>
    /// <param name="kind">Kind of the caller it stands for.</param>
    /// <param name="callerId">The caller it stands for.</param>
    /// <param name="name">What its holder calls it, up to 128 characters.</param>
    /// <param name="lifetime">How long it works; more than zero, at most <see cref="MaxLifetime"/>.</param>
    /// <param name="issuer">Who issues it, and so never decides on calls made with it; null only where the portal does by
    /// itself.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<IssuedToken> IssueAsync(
        CallerKind kind,
        Guid callerId,
        string name,
        TimeSpan lifetime,
        AccountReference? issuer,
        CancellationToken cancellationToken
    )
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(name.Length, 128);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(lifetime, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(lifetime, MaxLifetime);
        var text = TokenPrefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        var now = time.GetUtcNow();
        var token = Describe(text, kind, callerId, name, now, now + lifetime);
        await using (var context = await contexts.CreateDbContextAsync(cancellationToken))
        {
            context.AccessTokens.Add(token);
            if (issuer is not null)
            {
                (token.IssuedByKind, token.IssuedById, token.IssuedByName) = (issuer.Kind, issuer.Id, issuer.Name);
                await context.TieAsync(
                    new AccountReference(kind, callerId, await NameOfAsync(context, kind, callerId, cancellationToken)),
                    issuer,
                    TieKind.TokenIssuer,
                    now,
                    cancellationToken
                );
            }

            await context.SaveChangesAsync(cancellationToken);
        }

        await directory.RefreshAsync(cancellationToken);
        return new IssuedToken(text, token);
    }

    private static async Task<string> NameOfAsync(
        PortalDbContext context,
        CallerKind kind,
        Guid id,
        CancellationToken cancellationToken
    ) =>
        (
            kind == CallerKind.Person
                ? await context
                    .Users.Where(person => person.Id == id)
                    .Select(person => person.Email)
                    .FirstOrDefaultAsync(cancellationToken)
                : await context
                    .ServiceAccounts.Where(account => account.Id == id)
                    .Select(account => account.Name)
                    .FirstOrDefaultAsync(cancellationToken)
        ) ?? "";

    /// <summary>Revokes a token at once. False when there is no such token.</summary>
    public async Task<bool> RevokeAsync(Guid tokenId, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var now = time.GetUtcNow();
        var changed = await context
            .AccessTokens.Where(token => token.Id == tokenId)
            .ExecuteUpdateAsync(set => set.SetProperty(token => token.Revoked, token => token.Revoked ?? now), cancellationToken);
        await directory.RefreshAsync(cancellationToken);
        return changed == 1;
    }

    /// <summary>Revokes every token of a caller at once and returns how many it had.</summary>
    public async Task<int> RevokeAllAsync(Guid callerId, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var now = time.GetUtcNow();
        var changed = await context
            .AccessTokens.Where(token => token.CallerId == callerId && token.Revoked == null)
            .ExecuteUpdateAsync(set => set.SetProperty(token => token.Revoked, now), cancellationToken);
        await directory.RefreshAsync(cancellationToken);
        return changed;
    }

    /// <summary>SHA-256 of a token's text.</summary>
    public static byte[] HashOf(string token) => TokenHash.Of(token).ToBytes();

    /// <summary>The row for a token's text; used for tokens that a seed file brings.</summary>
    public static AccessToken Describe(
        string text,
        CallerKind kind,
        Guid callerId,
        string name,
        DateTimeOffset created,
        DateTimeOffset expires
    ) =>
        new()
        {
            Hash = HashOf(text),
            Prefix = text[..Math.Min(text.Length, 7)],
            Name = name,
            CallerKind = kind,
            CallerId = callerId,
            Created = created,
            Expires = expires,
        };
}
