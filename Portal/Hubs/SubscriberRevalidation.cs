using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Gateway.Callers;
using Portal.SignIn;

namespace Portal.Hubs;

/// <summary>
/// Looks every two seconds whether who is connected may still be: the token or sign-in is good, the caller is not disabled, and
/// sees as much as it did. Who is not sure to be is cut off and may come again. Read from the database, so that it holds whatever
/// replica made the change.
/// </summary>
internal sealed partial class SubscriberRevalidation(
    TicketSubscribers subscribers,
    IDbContextFactory<PortalDbContext> contexts,
    SignInActivity activity,
    TimeProvider time,
    ILogger<SubscriberRevalidation> logger
) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(2);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            if (!subscribers.IsEmpty)
            {
                await CheckAsync([.. subscribers.Open], stoppingToken);
            }
        }
    }

    private async Task CheckAsync(IReadOnlyList<TicketSubscriber> open, CancellationToken cancellationToken)
    {
        IReadOnlyDictionary<Guid, Standing> people = new Dictionary<Guid, Standing>();
        HashSet<Guid> tokens = [];
        try
        {
            await using var context = await contexts.CreateDbContextAsync(cancellationToken);
            people = await StandingsAsync(context, [.. open.Select(one => one.Caller.Id).Distinct()], cancellationToken);
            tokens = await TokensAsync(
                context,
                [.. open.Select(one => one.Caller.Token).OfType<Guid>().Distinct()],
                cancellationToken
            );
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // Who cannot be looked up is told nothing.
            LogFailed(logger, exception.GetType().Name);
        }

        foreach (var subscriber in open.Where(one => !Stands(one.Caller, people, tokens)))
        {
            subscriber.Abort();
        }
    }

    private bool Stands(HubCaller caller, IReadOnlyDictionary<Guid, Standing> people, HashSet<Guid> tokens) =>
        people.TryGetValue(caller.Id, out var now)
        && now.SeesAll == caller.SeesAll
        && (
            caller.Token is { } token
                ? tokens.Contains(token)
                : caller.SignIn is { } signIn && !activity.IsOver(signIn) && now.Stamp is not null && now.Stamp == caller.Stamp
        );

    private static async Task<IReadOnlyDictionary<Guid, Standing>> StandingsAsync(
        PortalDbContext context,
        Guid[] ids,
        CancellationToken cancellationToken
    )
    {
        var people = await context
            .Users.AsNoTracking()
            .Where(person => ids.Contains(person.Id) && !person.Disabled)
            .Select(person => new { person.Id, person.SecurityStamp })
            .ToListAsync(cancellationToken);
        var roles = (
            await context
                .UserRoles.Where(link => ids.Contains(link.UserId))
                .Join(context.Roles, link => link.RoleId, role => role.Id, (link, role) => new { link.UserId, role.Name })
                .ToListAsync(cancellationToken)
        ).ToLookup(row => row.UserId, row => row.Name!);
        var accounts = await context
            .ServiceAccounts.AsNoTracking()
            .Where(account => ids.Contains(account.Id) && !account.Disabled)
            .ToListAsync(cancellationToken);
        return people
            .Select(person =>
                (person.Id, Standing: new Standing(PortalRoles.SeesEveryTicket(roles[person.Id]), person.SecurityStamp))
            )
            .Concat(
                accounts.Select(account => (account.Id, Standing: new Standing(PortalRoles.SeesEveryTicket(account.Roles), null)))
            )
            .ToDictionary(one => one.Id, one => one.Standing);
    }

    private async Task<HashSet<Guid>> TokensAsync(PortalDbContext context, Guid[] ids, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var good = await context
            .AccessTokens.Where(token => ids.Contains(token.Id) && token.Revoked == null && token.Expires > now)
            .Select(token => token.Id)
            .ToListAsync(cancellationToken);
        return [.. good];
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Whether the hub's clients may still be connected could not be read: {Type}. They are cut off and may come "
            + "again"
    )]
    private static partial void LogFailed(ILogger logger, string type);

    private sealed record Standing(bool SeesAll, string? Stamp);
}
