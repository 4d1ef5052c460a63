using System.Collections.Frozen;
using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Data.People;
using Portal.Gateway.Callers;

namespace Portal.Gateway.Authorization;

/// <summary>Reads from the database who tokens stand for at this moment, whoever made the last change and however.</summary>
internal sealed class StoredCallers(IDbContextFactory<PortalDbContext> contexts, TimeProvider time)
{
    // Well below the number of parameters that a statement may have.
    private const int MostAtOnce = 500;

    /// <summary>
    /// Reads the callers of tokens. A token that is not among the answers is revoked or expired, or its holder is disabled or
    /// gone.
    /// </summary>
    /// <param name="tokens">Ids of tokens, each once.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<IReadOnlyDictionary<Guid, Caller>> ReadAsync(IEnumerable<Guid> tokens, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var callers = new Dictionary<Guid, Caller>();
        foreach (var ids in tokens.Chunk(MostAtOnce))
        {
            await ReadAsync(context, ids, callers, cancellationToken);
        }

        return callers;
    }

    private async Task ReadAsync(
        PortalDbContext context,
        Guid[] ids,
        Dictionary<Guid, Caller> callers,
        CancellationToken cancellationToken
    )
    {
        var now = time.GetUtcNow();
        var good = await context
            .AccessTokens.Where(token => ids.Contains(token.Id) && token.Revoked == null && token.Expires > now)
            .Select(token => new
            {
                token.Id,
                token.CallerKind,
                token.CallerId,
            })
            .ToListAsync(cancellationToken);
        Guid[] holders = [.. good.Select(token => token.CallerId).Distinct()];
        var people = await PeopleAsync(context, holders, cancellationToken);
        var accounts = await context
            .ServiceAccounts.AsNoTracking()
            .Where(account => holders.Contains(account.Id) && !account.Disabled)
            .ToDictionaryAsync(
                account => account.Id,
                account => (account.Name, Roles: account.Roles.ToFrozenSet(StringComparer.Ordinal)),
                cancellationToken
            );
        foreach (var token in good)
        {
            if ((token.CallerKind == CallerKind.Person ? people : accounts).TryGetValue(token.CallerId, out var holder))
            {
                callers[token.Id] = new Caller(token.CallerId, token.CallerKind, holder.Name, holder.Roles, token.Id);
            }
        }
    }

    private static async Task<Dictionary<Guid, (string Name, FrozenSet<string> Roles)>> PeopleAsync(
        PortalDbContext context,
        Guid[] ids,
        CancellationToken cancellationToken
    )
    {
        var roles = (
            await context
                .UserRoles.Where(link => ids.Contains(link.UserId))
                .Join(context.Roles, link => link.RoleId, role => role.Id, (link, role) => new { link.UserId, role.Name })
                .ToListAsync(cancellationToken)
        ).ToLookup(row => row.UserId, row => row.Name!);
        var people = await context
            .Users.AsNoTracking()
            .Where(person => ids.Contains(person.Id) && !person.Disabled)
            .Select(person => new { person.Id, person.Email })
            .ToListAsync(cancellationToken);
        return people.ToDictionary(
            person => person.Id,
            person => (person.Email!, roles[person.Id].ToFrozenSet(StringComparer.Ordinal))
        );
    }
}
