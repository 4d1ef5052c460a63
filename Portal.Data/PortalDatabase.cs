using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Data.Locking;

namespace Portal.Data;

/// <summary>
/// The schema's life: applied at start or by <c>Portal migrate</c>, and asked for by the readiness check. Whoever migrates holds
/// the <see cref="DatabaseLease"/>.
/// </summary>
public sealed partial class PortalDatabase(
    IDbContextFactory<PortalDbContext> contexts,
    DatabaseOptions options,
    ILogger<PortalDatabase> logger
)
{
    // Entity Framework's own, of which the portal has no use: it waits for the row without end, whoever left it there.
    private const string MigrationsLock = "__EFMigrationsLock";

    private static readonly TimeSpan StillMigrating = TimeSpan.FromSeconds(15);

    /// <summary>
    /// Applies pending migrations where the configuration says so; otherwise fails with what to run when some are pending.
    /// </summary>
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
                $"The database lacks {pending.Count} migration(s), the first being '{pending[0]}'. Run 'Portal migrate', or "
                    + "set Database:MigrateAtStart to true."
            );
        }
    }

    /// <summary>Applies pending migrations and returns their names.</summary>
    /// <exception cref="InvalidOperationException">The database is of another development version.</exception>
    public async Task<IReadOnlyList<string>> MigrateAsync(CancellationToken cancellationToken)
    {
        CreateSqliteFile();
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var pending = await PendingAsync(context, cancellationToken);
        if (pending.Count == 0)
        {
            return pending;
        }

        await TakeOverAsync(context, cancellationToken);
        var migrating = context.Database.MigrateAsync(cancellationToken);
        while (await Task.WhenAny(migrating, Task.Delay(StillMigrating, cancellationToken)) != migrating)
        {
            LogMigrating(logger, pending[0]);
        }

        await migrating;
        return pending;
    }

    // The one place where a database is made, or brought to write ahead: every other connection opens the one that is there.
    private void CreateSqliteFile()
    {
        if (
            options.Provider != DatabaseProvider.Sqlite
            || new SqliteConnectionStringBuilder(options.ConnectionString) is not { Mode: SqliteOpenMode.ReadWrite } builder
        )
        {
            return;
        }

        builder.Mode = SqliteOpenMode.ReadWriteCreate;
        builder.Pooling = false;
        using var connection = new SqliteConnection(builder.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = DurableSqliteInterceptor.Pragmas;
        command.ExecuteNonQuery();
    }

    // Only one process at a time has the lease, so whoever left the row is gone, killed while it migrated.
    private async Task TakeOverAsync(PortalDbContext context, CancellationToken cancellationToken)
    {
        if (options.Provider != DatabaseProvider.Sqlite)
        {
            return;
        }

        var tables = context.Database.SqlQuery<int>($"SELECT COUNT(*) AS Value FROM sqlite_master WHERE name = {MigrationsLock}");
        if (
            await tables.SingleAsync(cancellationToken) > 0
            && await context.Database.ExecuteSqlRawAsync($"DELETE FROM \"{MigrationsLock}\"", cancellationToken) > 0
        )
        {
            LogTakenOver(logger);
        }
    }

    // Until the first release the one migration is made again with each change of the model, so an older database cannot be
    // brought up to date.
    private static async Task<IReadOnlyList<string>> PendingAsync(PortalDbContext context, CancellationToken cancellationToken)
    {
        var known = context.Database.GetMigrations().ToList();
        var applied = (await context.Database.GetAppliedMigrationsAsync(cancellationToken)).ToList();
        if (applied.Find(migration => !known.Contains(migration, StringComparer.Ordinal)) is { } unknown)
        {
            throw new InvalidOperationException(
                $"This database was made by another development version of the portal (it has '{unknown}', this version has "
                    + $"'{known[^1]}'). There are no upgrades before the first "
                    + "release: name a new database in Database:ConnectionString, or move this one away together with its -wal "
                    + "and -shm files, and start again."
            );
        }

        return [.. known.Except(applied, StringComparer.Ordinal)];
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "A start was ended while it migrated the database and left its migration lock there; the lock is taken over"
    )]
    private static partial void LogTakenOver(ILogger logger);

    [LoggerMessage(Level = LogLevel.Information, Message = "Still migrating the database, from {Migration} on")]
    private static partial void LogMigrating(ILogger logger, string migration);
}
