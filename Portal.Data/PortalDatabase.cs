using Microsoft.EntityFrameworkCore;

namespace Portal.Data;

/// <summary>The schema's life: applied at start or by <c>Portal migrate</c>, and asked for by the readiness check.</summary>
public sealed class PortalDatabase(IDbContextFactory<PortalDbContext> contexts, DatabaseOptions options)
{
    /// <summary>Applies pending migrations where the configuration says so; otherwise fails with what to run when some are pending.</summary>
    /// <exception cref="InvalidOperationException">Migrations are pending and may not be applied at start.</exception>
    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        if (options.ShouldMigrateAtStart)
        {
            await MigrateAsync(cancellationToken);
            return;
        }

        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var pending = (await context.Database.GetPendingMigrationsAsync(cancellationToken)).ToList();
        if (pending.Count > 0)
        {
            throw new InvalidOperationException(
                $"The database lacks {pending.Count} migration(s), the first being '{pending[0]}'. Run 'Portal migrate', or set Database:MigrateAtStart to true.");
        }
    }

    /// <summary>Applies pending migrations and returns their names.</summary>
    public async Task<IReadOnlyList<string>> MigrateAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var pending = (await context.Database.GetPendingMigrationsAsync(cancellationToken)).ToList();
        await context.Database.MigrateAsync(cancellationToken);
        return pending;
    }
}
