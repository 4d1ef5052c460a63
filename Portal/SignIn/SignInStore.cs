using System.Data.Common;
using System.Globalization;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Data.People;

namespace Portal.SignIn;

/// <summary>
/// Keeps sign-ins in the database, so that one that is over stays over when the portal starts anew, and another process can end
/// it.
/// </summary>
internal sealed partial class SignInStore(
    IDbContextFactory<PortalDbContext> contexts,
    SignInActivity activity,
    TimeProvider time,
    ILogger<SignInStore> logger
)
{
    // No cookie lives that long without use; until then it says where somebody was signed in.
    private static readonly TimeSpan Kept = TimeSpan.FromDays(1);

    /// <summary>Begins a sign-in.</summary>
    /// <returns>What its cookie says of it.</returns>
    public async Task<IReadOnlyList<Claim>> BeginAsync(
        Guid person,
        string? address,
        string method,
        CancellationToken cancellationToken
    )
    {
        var (id, now) = (RandomNumberGenerator.GetHexString(32, lowercase: true), time.GetUtcNow());
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        context.SignIns.Add(
            new PersonSignIn
            {
                Hash = HashOf(id),
                PersonId = person,
                Started = now,
                LastSeen = now,
                Address = address,
                Method = method,
            }
        );
        await context.SaveChangesAsync(cancellationToken);
        activity.Begin(id, now);
        return
        [
            new Claim(PersonClaims.SignInId, id),
            new Claim(PersonClaims.AuthTime, now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)),
            new Claim(PersonClaims.Method, method),
        ];
    }

    /// <summary>
    /// Whether a sign-in is stored, not ended and not idle for too long; what is found out is known to <see
    /// cref="SignInActivity"/> then.
    /// </summary>
    public async Task<bool> IsOpenAsync(string id, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var hash = HashOf(id);
        var row = await context
            .SignIns.AsNoTracking()
            .Where(one => one.Hash == hash)
            .Select(one => new { one.LastSeen, one.Ended })
            .SingleOrDefaultAsync(cancellationToken);
        if (row is { Ended: null })
        {
            activity.Begin(id, row.LastSeen);
            return !activity.IsOver(id);
        }

        activity.End(id);
        return false;
    }

    /// <summary>Ends a sign-in at once; where that cannot be written now, it is as soon as it can be.</summary>
    public async Task EndAsync(string id)
    {
        activity.End(id);
        try
        {
            await SaveAsync(all: false, CancellationToken.None);
        }
        catch (Exception exception) when (exception is DbException or DbUpdateException)
        {
            LogUnsaved(logger, exception.GetType().Name);
        }
    }

    /// <summary>Writes ends and activity, in one commit.</summary>
    public async Task SaveAsync(bool all, CancellationToken cancellationToken)
    {
        var unsaved = activity.Unsaved(all);
        if (unsaved.Count == 0)
        {
            return;
        }

        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var now = time.GetUtcNow();
        foreach (var (id, last, isOver) in unsaved)
        {
            var hash = HashOf(id);
            var rows = context.SignIns.Where(row => row.Hash == hash && row.Ended == null);
            _ = isOver
                ? await rows.ExecuteUpdateAsync(
                    set => set.SetProperty(row => row.LastSeen, last).SetProperty(row => row.Ended, now),
                    cancellationToken
                )
                : await rows.ExecuteUpdateAsync(set => set.SetProperty(row => row.LastSeen, last), cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        foreach (var (id, last, isOver) in unsaved)
        {
            activity.NoteSaved(id, last, isOver);
        }
    }

    /// <summary>Removes sign-ins that have been over for a day.</summary>
    public async Task RemoveOldAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var before = time.GetUtcNow() - Kept;
        await context.SignIns.Where(row => row.LastSeen < before).ExecuteDeleteAsync(cancellationToken);
    }

    private static byte[] HashOf(string id) => SHA256.HashData(Encoding.UTF8.GetBytes(id));

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "The end of a sign-in could not be written: {Type}. It is over all the same, and written as soon as that works"
    )]
    private static partial void LogUnsaved(ILogger logger, string type);
}
