using Microsoft.EntityFrameworkCore;

namespace Portal.Data;

/// <summary>The schema's life: applied at start or by <c>Portal migrate</c>, and asked for by the readiness check.</summary>
public sealed class PortalDatabase(IDbContextFactory<PortalDbContext> contexts, DatabaseOptions options)
{
    /// <summary>Applies pending migrations where the configuration says so; otherwise fails with what to run when some are pending.</summary>
    /// <exception cref="InvalidOperationException">
    /// Migrations are pending and may not be applied at start, or the database is of another development version.
    /// </exception>
    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        if (options.ShouldMigrateAtStart)
        {
            await MigrateAsync(cancellationToken);
            return;
        }

        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var pending = await PendingAsync(context, cancellationToken);
        if (pending.Count > 0)
        {
            throw new InvalidOperationException(
                $"The database lacks {pending.Count} migration(s), the first being '{pending[0]}'. Run 'Portal migrate', or set Database:MigrateAtStart to true.");
        }
    }

    /// <summary>Applies pending migrations and returns their names.</summary>
    /// <exception cref="InvalidOperationException">The database is of another development version.</exception>
    public async Task<IReadOnlyList<string>> MigrateAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var pending = await PendingAsync(context, cancellationToken);
        await context.Database.MigrateAsync(cancellationToken);
        return pending;
    }

    // Until the first release the one migration is made again with each change of the model, so an older database cannot be brought up to date.
    private static async Task<IReadOnlyList<string>> PendingAsync(PortalDbContext context, CancellationToken cancellationToken)
    {
        var known = context.Database.GetMigrations().ToList();
        var applied = (await context.Database.GetAppliedMigrationsAsync(cancellationToken)).ToList();
        if (applied.Find(migration => !known.Contains(migration, StringComparer.Ordinal)) is { } unknown)
        {
            throw new InvalidOperationException(
                $"This database was made by another development version of the portal (it has '{unknown}', this version has '{known[^1]}'). There are no upgrades before the first "
                + "release: name a new database in Database:ConnectionString, or move this one away together with its -wal and -shm files, and start again.");
        }

        return [.. known.Except(applied, StringComparer.Ordinal)];
    }
}
