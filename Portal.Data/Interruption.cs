using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using SQLitePCL;

namespace Portal.Data;

/// <summary>
/// Ends long queries. SQLite works on the thread that asks and looks at no token while it looks for the next row; it can be told to stop from another thread.
/// </summary>
public static class Interruption
{
    private const int Interrupted = 9; // SQLITE_INTERRUPT

    /// <summary>Runs a query that ends soon after the token is cancelled, whatever the provider.</summary>
    /// <param name="context">The context whose connection the query uses, and nothing else meanwhile.</param>
    /// <param name="query">The query.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public static async Task<T> InterruptibleAsync<T>(this PortalDbContext context, Func<CancellationToken, Task<T>> query, CancellationToken cancellationToken)
    {
        if (context.Database.GetDbConnection() is not SqliteConnection connection)
        {
            return await query(cancellationToken);
        }

        await context.Database.OpenConnectionAsync(cancellationToken);
        try
        {
            await using var interrupting = cancellationToken.Register(() => raw.sqlite3_interrupt(connection.Handle!));
            return await query(cancellationToken);
        }
        catch (SqliteException exception) when (exception.SqliteErrorCode == Interrupted && cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(exception.Message, exception, cancellationToken);
        }
        finally
        {
            await context.Database.CloseConnectionAsync();
        }
    }
}
