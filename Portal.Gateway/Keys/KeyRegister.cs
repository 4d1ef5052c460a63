using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Data;
using Portal.Data.Keys;
using Portal.Data.Sessions;
using Portal.Gateway.Journal;

namespace Portal.Gateway.Keys;

/// <summary>
/// The portal's managed keys (PCI DSS 3.6, 3.7): stored protected, held in memory, changed one at a time and never without a
/// record. Reading a key asks no database.
/// </summary>
public sealed partial class KeyRegister(
    IDbContextFactory<PortalDbContext> contexts,
    KeyMaker maker,
    PortalJournal journal,
    TimeProvider time,
    ILogger<KeyRegister> logger
)
{
    private readonly SemaphoreSlim _changing = new(1, 1);
    private volatile KeySnapshot _snapshot = KeySnapshot.Empty;

    /// <summary>Every key, by purpose, newest first.</summary>
    public IReadOnlyList<ManagedKey> Keys => _snapshot.Rows;

    /// <summary>The keys of a purpose that can still be used, newest first.</summary>
    public IReadOnlyList<UsableKey> Usable(KeyPurpose purpose) => _snapshot.Of(purpose);

    /// <summary>The key that makes what is new.</summary>
    /// <exception cref="InvalidOperationException">The register has not been loaded.</exception>
    public UsableKey Active(KeyPurpose purpose) =>
        _snapshot.Active(purpose)
        ?? throw new InvalidOperationException(
            $"There is no active key '{KeyPurposes.NameOf(purpose)}': call LoadGatewayAsync before the first request."
        );

    /// <summary>Whether a purpose has a key that makes what is new.</summary>
    public bool HasActive(KeyPurpose purpose) => _snapshot.Active(purpose) is not null;

    /// <summary>Reads the keys, and makes and changes none.</summary>
    public async Task ReadAsync(CancellationToken cancellationToken)
    {
        await _changing.WaitAsync(cancellationToken);
        try
        {
            await FetchAsync(cancellationToken);
        }
        finally
        {
            _changing.Release();
        }
    }

    /// <summary>Reads the keys, and makes one for each purpose that has none yet.</summary>
    /// <exception cref="InvalidOperationException">A key cannot be read, or one had to be made and that could not be
    /// recorded.</exception>
    public Task LoadAsync(CancellationToken cancellationToken) => LoadAsync([], cancellationToken);

    /// <summary>Reads the keys, and makes one for each purpose that has none yet.</summary>
    /// <param name="givenUp">Keys, such as <c>card-index/1</c>, that are retired where they cannot be read, for good.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="InvalidOperationException">A key cannot be read, or one had to be made or retired and that could not be
    /// recorded.</exception>
    public async Task LoadAsync(IReadOnlyCollection<string> givenUp, CancellationToken cancellationToken)
    {
        await _changing.WaitAsync(cancellationToken);
        try
        {
            await FetchAsync(cancellationToken);
            await GiveUpAsync(givenUp, cancellationToken);
            foreach (var purpose in KeyPurposes.All.Where(purpose => _snapshot.Active(purpose) is null))
            {
                if (await AddAsync(purpose, KeyActor.Portal, cancellationToken) != KeyChange.Done)
                {
                    throw new InvalidOperationException(
                        "A key has to be made and that cannot be recorded. The portal's database does not take records."
                    );
                }
            }
        }
        finally
        {
            _changing.Release();
        }
    }

    // A new key in place of one that is only out of reach would split what belongs together: cards are not found, signatures have
    // no owner.
    private async Task GiveUpAsync(IReadOnlyCollection<string> givenUp, CancellationToken cancellationToken)
    {
        var unreadable = Keys.Where(row => row.Retired is null && Usable(row.Purpose).All(key => key.Id != row.Id)).ToList();
        var kept = unreadable.Where(row => !givenUp.Contains(NameOf(row), StringComparer.Ordinal)).ToList();
        if (kept.Count > 0)
        {
            var names = string.Join(", ", kept.Select(row => $"{NameOf(row)} ({row.UsedFor})"));
            throw new InvalidOperationException(
                $"These keys cannot be read with the key files in Keys:Directory: {names}. "
                    + "Name the right folder, or restore it from its backup. Only where it is lost for good, list the keys in "
                    + "Keys:GiveUp: "
                    + "they are destroyed, and what they made is not found or verified any more."
            );
        }

        foreach (var row in unreadable)
        {
            LogGivenUp(logger, NameOf(row), row.UsedFor);
            if (
                await RetireAsync(
                    row,
                    confirmed: true,
                    new KeyActor(RecordActor.Portal with { Name = "Keys:GiveUp" }, null),
                    cancellationToken
                ) != KeyChange.Done
            )
            {
                throw new InvalidOperationException(
                    "A key has to be retired and that cannot be recorded. The portal's database does not take records."
                );
            }
        }
    }

    private static string NameOf(ManagedKey row) => $"{KeyPurposes.NameOf(row.Purpose)}/{row.Version}";

    /// <summary>Makes a new active key. The one before stays usable for what it made.</summary>
    public async Task<KeyChange> RotateAsync(KeyPurpose purpose, KeyActor actor, CancellationToken cancellationToken)
    {
        await _changing.WaitAsync(cancellationToken);
        try
        {
            return await AddAsync(purpose, actor, cancellationToken);
        }
        finally
        {
            _changing.Release();
        }
    }

    /// <summary>
    /// Destroys the secret of a key that has been rotated (PCI DSS 3.7.5). What it hashed cannot be found any more.
    /// </summary>
    /// <param name="id">The key.</param>
    /// <param name="confirmed">Whether it may go although stored entries depend on it.</param>
    /// <param name="actor">Who asks.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<KeyChange> RetireAsync(Guid id, bool confirmed, KeyActor actor, CancellationToken cancellationToken)
    {
        await _changing.WaitAsync(cancellationToken);
        try
        {
            if (Keys.FirstOrDefault(row => row.Id == id && row.Retired is null) is not { } row)
            {
                return KeyChange.NotFound;
            }

            if (Keys.First(newest => newest.Purpose == row.Purpose).Id == id)
            {
                return KeyChange.Active;
            }

            return await RetireAsync(row, confirmed, actor, cancellationToken);
        }
        finally
        {
            _changing.Release();
        }
    }

    private async Task<KeyChange> RetireAsync(ManagedKey row, bool confirmed, KeyActor actor, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        if (
            !confirmed
            && row.Purpose == KeyPurpose.CardIndex
            && await context.CardIndex.AnyAsync(entry => entry.KeyVersion == row.Version, cancellationToken)
        )
        {
            return KeyChange.InUse;
        }

        if (!await RecordAsync("key-retired", row, actor))
        {
            return KeyChange.Unrecorded;
        }

        var now = time.GetUtcNow();
        await context
            .ManagedKeys.Where(key => key.Id == row.Id)
            .ExecuteUpdateAsync(
                set => set.SetProperty(key => key.Retired, now).SetProperty(key => key.ProtectedSecret, (string?)null),
                cancellationToken
            );
        await FetchAsync(cancellationToken);
        return KeyChange.Done;
    }

    // The new key and the end of the one before in one transaction; the unique version keeps another process from doing the same.
    private async Task<KeyChange> AddAsync(KeyPurpose purpose, KeyActor actor, CancellationToken cancellationToken)
    {
        var before = Keys.FirstOrDefault(row => row.Purpose == purpose);
        var key = maker.Make(purpose, (before?.Version ?? 0) + 1);
        if (!await RecordAsync(before is null ? "key-created" : "key-rotated", key, actor))
        {
            return KeyChange.Unrecorded;
        }

        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        context.ManagedKeys.Add(key);
        if (before is not null)
        {
            (await context.ManagedKeys.SingleAsync(row => row.Id == before.Id, cancellationToken)).Rotated = key.Activated;
        }

        try
        {
            await context.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException)
        {
            // Another process was faster: its key is the active one, if it is there. What else went wrong shows again when it is
            // not.
            await FetchAsync(cancellationToken);
            if (Keys.FirstOrDefault(row => row.Purpose == purpose)?.Version != key.Version)
            {
                throw;
            }

            return KeyChange.Done;
        }

        await FetchAsync(cancellationToken);
        return KeyChange.Done;
    }

    private ValueTask<bool> RecordAsync(string action, ManagedKey key, KeyActor actor) =>
        journal.RecordAsync(
            action,
            actor.Actor,
            actor.SourceIp,
            RecordOutcome.Ok,
            ("purpose", KeyPurposes.NameOf(key.Purpose)),
            ("version", key.Version.ToString()),
            ("kid", key.Id.ToString()),
            ("algorithm", key.Algorithm)
        );

    private async Task FetchAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await context
            .ManagedKeys.AsNoTracking()
            .OrderBy(key => key.Purpose)
            .ThenByDescending(key => key.Version)
            .ToListAsync(cancellationToken);
        _snapshot = new KeySnapshot(
            rows,
            rows.Select(maker.Open)
                .OfType<UsableKey>()
                .GroupBy(key => key.Purpose)
                .ToDictionary(group => group.Key, group => (IReadOnlyList<UsableKey>)[.. group])
        );
    }

    [LoggerMessage(
        Level = LogLevel.Critical,
        Message = "Key '{Key}' cannot be read and is given up by Keys:GiveUp: {UsedFor} that it made cannot be used any more"
    )]
    private static partial void LogGivenUp(ILogger logger, string key, string usedFor);
}
