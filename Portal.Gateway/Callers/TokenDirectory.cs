using System.Collections.Frozen;
using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Data.People;

namespace Portal.Gateway.Callers;

/// <summary>
/// Every token the portal issued, with the caller and roles it stands for, held in memory so that a call costs one hash and one
/// look-up. Whatever changes people, roles, service accounts or tokens calls <see cref="RefreshAsync"/>: the change holds for the
/// next message.
/// </summary>
public sealed class TokenDirectory(IDbContextFactory<PortalDbContext> contexts, TimeProvider time)
{
    private readonly SemaphoreSlim _refreshing = new(1, 1);
    private FrozenDictionary<TokenHash, Entry> _entries = FrozenDictionary<TokenHash, Entry>.Empty;
    private FrozenDictionary<Guid, Entry> _byId = FrozenDictionary<Guid, Entry>.Empty;

    /// <summary>Resolves a token to its caller, or says why it is refused.</summary>
    public TokenCheck Check(ReadOnlySpan<char> token)
    {
        return token.Length is 0 or > TokenHash.MaxTokenLength || !_entries.TryGetValue(TokenHash.Of(token), out var entry)
            ? TokenCheck.Refused("unknown token")
            : Check(entry);
    }

    /// <summary>Looks anew at a token that was good when it was presented.</summary>
    /// <param name="tokenId">The token.</param>
    public TokenCheck Check(Guid tokenId) =>
        _byId.TryGetValue(tokenId, out var entry) ? Check(entry) : TokenCheck.Refused("unknown token");

    private TokenCheck Check(Entry entry)
    {
        if (entry.Revoked)
        {
            return TokenCheck.Refused("revoked token", entry.Caller);
        }

        if (entry.Disabled)
        {
            return TokenCheck.Refused("disabled caller", entry.Caller);
        }

        return entry.Expires <= time.GetUtcNow()
            ? TokenCheck.Refused("expired token", entry.Caller)
            : new TokenCheck(entry.Caller, null);
    }

    /// <summary>Reads the directory anew from the database.</summary>
    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        await _refreshing.WaitAsync(cancellationToken);
        try
        {
            await using var context = await contexts.CreateDbContextAsync(cancellationToken);
            var holders = await HoldersAsync(context, cancellationToken);
            var tokens = await context.AccessTokens.AsNoTracking().ToListAsync(cancellationToken);
            _entries = tokens
                .Where(token => holders.ContainsKey((token.CallerKind, token.CallerId)))
                .ToFrozenDictionary(
                    token => TokenHash.FromBytes(token.Hash),
                    token => EntryOf(token, holders[(token.CallerKind, token.CallerId)])
                );
            _byId = _entries.Values.ToFrozenDictionary(entry => entry.Caller.TokenId);
        }
        finally
        {
            _refreshing.Release();
        }
    }

    /// <summary>Everybody who may hold tokens, with the roles held now, from the database.</summary>
    public async Task<IReadOnlyDictionary<(CallerKind Kind, Guid Id), Caller>> CallersAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var holders = await HoldersAsync(context, cancellationToken);
        return holders.ToDictionary(
            holder => holder.Key,
            holder => new Caller(holder.Key.Item2, holder.Key.Item1, holder.Value.Name, holder.Value.Roles, Guid.Empty)
        );
    }

    private static Entry EntryOf(AccessToken token, Holder holder) =>
        new(
            new Caller(token.CallerId, token.CallerKind, holder.Name, holder.Roles, token.Id),
            token.Expires,
            token.Revoked is not null,
            holder.Disabled
        );

    private static async Task<Dictionary<(CallerKind, Guid), Holder>> HoldersAsync(
        PortalDbContext context,
        CancellationToken cancellationToken
    )
    {
        var roles = await context
            .UserRoles.Join(context.Roles, link => link.RoleId, role => role.Id, (link, role) => new { link.UserId, role.Name })
            .ToListAsync(cancellationToken);
        var rolesByPerson = roles.ToLookup(row => row.UserId, row => row.Name!);
        var people = await context
            .Users.AsNoTracking()
            .Select(person => new
            {
                person.Id,
                person.Email,
                person.Disabled,
            })
            .ToListAsync(cancellationToken);
        var accounts = await context.ServiceAccounts.AsNoTracking().ToListAsync(cancellationToken);

        var holders = new Dictionary<(CallerKind, Guid), Holder>();
        foreach (var person in people)
        {
            holders[(CallerKind.Person, person.Id)] = new Holder(
                person.Email!,
                rolesByPerson[person.Id].ToFrozenSet(StringComparer.Ordinal),
                person.Disabled
            );
        }

        foreach (var account in accounts)
        {
            holders[(CallerKind.Service, account.Id)] = new Holder(
                account.Name,
                account.Roles.ToFrozenSet(StringComparer.Ordinal),
                account.Disabled
            );
        }

        return holders;
    }

    private sealed record Holder(string Name, FrozenSet<string> Roles, bool Disabled);

    private sealed record Entry(Caller Caller, DateTimeOffset Expires, bool Revoked, bool Disabled);
}
