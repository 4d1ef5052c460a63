using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Portal.Data;
using Portal.Data.People;
using Portal.Gateway.Callers;

namespace Portal.SignIn;

/// <summary>
/// Locks accounts (PCI DSS 8.3.4) without letting strangers lock people out. Ten failures from one network lock the account for
/// that network for 30 minutes. Many failures over several networks lock it for all that its person has not signed in from in the
/// last 90 days. An attempt counts before its password is looked at, so that attempts at the same time are no more than attempts
/// one after the other.
/// </summary>
internal sealed class SignInLocks(
    IDbContextFactory<PortalDbContext> contexts,
    IOptions<SignInLimitOptions> options,
    TimeProvider time
)
{
    /// <summary>Failed attempts of one network that lock an account for it.</summary>
    public const int MaxFailures = 10;

    /// <summary>How long a lock lasts.</summary>
    public static readonly TimeSpan LockTime = TimeSpan.FromMinutes(30);

    private static readonly TimeSpan FailuresCount = TimeSpan.FromDays(1);
    private static readonly TimeSpan NetworksCount = TimeSpan.FromDays(90);

    private readonly ConcurrentDictionary<(Guid Person, string Network), DateTimeOffset> _told = new();

    /// <summary>Networks that somebody has signed in from in the last 90 days.</summary>
    public async Task<IReadOnlyList<string>> KnownNetworksAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var since = time.GetUtcNow() - NetworksCount;
        return await context
            .SignInSources.Where(row => row.LastSignIn > since)
            .Select(row => row.Network)
            .Distinct()
            .ToListAsync(cancellationToken);
    }

    /// <summary>
    /// Counts an attempt as failed until it is known better; false when the account is locked for its network. Null stands for
    /// every name nobody has.
    /// </summary>
    public async Task<bool> TryBeginAsync(Person? person, SignInOrigin origin, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return !await IsLockedForStrangersAsync(context, person, origin, cancellationToken)
            && await CountAsync(context, person?.Id ?? Guid.Empty, origin.Network, cancellationToken);
    }

    /// <summary>Notes that the attempt which was begun gave the right password.</summary>
    public async Task SucceededAsync(Guid person, string network, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var now = time.GetUtcNow();
        await Row(context, person, network)
            .ExecuteUpdateAsync(
                set =>
                    set.SetProperty(row => row.Failures, 0)
                        .SetProperty(row => row.LastFailed, (DateTimeOffset?)null)
                        .SetProperty(row => row.LastSignIn, now),
                cancellationToken
            );
    }

    /// <summary>Says what the attempt which was begun, and failed, has locked; each lock once.</summary>
    public async Task<SignInLock> FailedAsync(Person? person, SignInOrigin origin, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var (id, now) = (person?.Id ?? Guid.Empty, time.GetUtcNow());
        var row = await Row(context, id, origin.Network).AsNoTracking().SingleOrDefaultAsync(cancellationToken);
        if (person is null || row is null)
        {
            return SignInLock.None;
        }

        if (!IsKnown(row, now) && await LockForStrangersAsync(context, id, now, cancellationToken))
        {
            return SignInLock.Strangers;
        }

        return row.Failures >= MaxFailures && IsNews(id, origin.Network, now) ? SignInLock.Network : SignInLock.None;
    }

    /// <summary>Removes what counts no more.</summary>
    public async Task RemoveOldAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var (failures, networks) = (time.GetUtcNow() - FailuresCount, time.GetUtcNow() - NetworksCount);
        await context
            .SignInSources.Where(row =>
                (row.LastFailed == null || row.LastFailed < failures) && (row.LastSignIn == null || row.LastSignIn < networks)
            )
            .ExecuteDeleteAsync(cancellationToken);
        foreach (var told in _told.Where(pair => pair.Value < time.GetUtcNow()))
        {
            _told.TryRemove(told);
        }
    }

    /// <summary>How many accounts are locked now, for one network or several.</summary>
    public static async Task<int> LockedAccountsAsync(
        PortalDbContext context,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        var since = now - LockTime;
        return await context.Users.CountAsync(
            person =>
                person.LockoutEnd > now
                || context.SignInSources.Any(row =>
                    row.PersonId == person.Id && row.Failures >= MaxFailures && row.LastFailed > since
                ),
            cancellationToken
        );
    }

    private static IQueryable<SignInSource> Row(PortalDbContext context, Guid person, string network) =>
        context.SignInSources.Where(row => row.PersonId == person && row.Network == network);

    private static bool IsKnown(SignInSource row, DateTimeOffset now) => row.LastSignIn > now - NetworksCount;

    private async Task<bool> CountAsync(PortalDbContext context, Guid person, string network, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var (open, forgotten) = (now - LockTime, now - FailuresCount);
        async Task<bool> AddAsync() =>
            await Row(context, person, network)
                .Where(row => row.Failures < MaxFailures || row.LastFailed == null || row.LastFailed <= open)
                .ExecuteUpdateAsync(
                    set =>
                        set.SetProperty(
                                row => row.Failures,
                                row =>
                                    row.Failures >= MaxFailures || row.LastFailed == null || row.LastFailed <= forgotten
                                        ? 1
                                        : row.Failures + 1
                            )
                            .SetProperty(row => row.LastFailed, now),
                    cancellationToken
                ) == 1;

        if (await AddAsync())
        {
            return true;
        }

        if (await Row(context, person, network).AnyAsync(cancellationToken))
        {
            return false;
        }

        try
        {
            context.SignInSources.Add(
                new SignInSource
                {
                    PersonId = person,
                    Network = network,
                    Failures = 1,
                    LastFailed = now,
                }
            );
            await context.SaveChangesAsync(cancellationToken);
            return true;
        }
        catch (DbUpdateException)
        {
            // Another attempt was first.
            return await AddAsync();
        }
    }

    private async Task<bool> IsLockedForStrangersAsync(
        PortalDbContext context,
        Person? person,
        SignInOrigin origin,
        CancellationToken cancellationToken
    )
    {
        var (now, since) = (time.GetUtcNow(), time.GetUtcNow() - NetworksCount);
        return person?.LockoutEnd > now
            && !await Row(context, person.Id, origin.Network).AnyAsync(row => row.LastSignIn > since, cancellationToken)
            && !(origin.IsConsole && await IsLastResortAsync(context, person.Id, cancellationToken));
    }

    private async Task<bool> LockForStrangersAsync(
        PortalDbContext context,
        Guid person,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        var (failed, signedIn, until) = (now - FailuresCount, now - NetworksCount, now + LockTime);
        var failures = await context
            .SignInSources.Where(row =>
                row.PersonId == person && row.LastFailed > failed && (row.LastSignIn == null || row.LastSignIn <= signedIn)
            )
            .SumAsync(row => row.Failures, cancellationToken);
        return failures >= options.Value.AccountFailures
            && await context
                .Users.Where(row => row.Id == person && (row.LockoutEnd == null || row.LockoutEnd <= now))
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.LockoutEnd, until), cancellationToken) == 1;
    }

    // Who is asked when nobody else can help: break-glass, and the only administrator.
    private static async Task<bool> IsLastResortAsync(PortalDbContext context, Guid person, CancellationToken cancellationToken)
    {
        var holders = await context
            .UserRoles.Join(context.Roles, link => link.RoleId, role => role.Id, (link, role) => new { link.UserId, role.Name })
            .Where(row => row.Name == PortalRoles.BreakGlass || row.Name == PortalRoles.Admin)
            .Where(row => context.Users.Any(user => user.Id == row.UserId && !user.Disabled))
            .ToListAsync(cancellationToken);
        var administrators = holders.Where(row => row.Name == PortalRoles.Admin).Select(row => row.UserId).Distinct().ToList();
        return holders.Exists(row => row.UserId == person && row.Name == PortalRoles.BreakGlass)
            || (administrators is [var only] && only == person);
    }

    // The last attempts before a lock may be under way together.
    private bool IsNews(Guid person, string network, DateTimeOffset now)
    {
        var until = now + LockTime;
        return _told.AddOrUpdate((person, network), until, (_, told) => told > now ? told : until) == until;
    }
}
