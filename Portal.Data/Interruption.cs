using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using SQLitePCL;

namespace Portal.Data;

/// <summary>
/// Runs long queries so that they end when nobody wants them any more, and leave the processors to others meanwhile. SQLite works
/// on the thread that asks and looks at no token while it looks for the next row; it asks back from time to time
/// (<c>sqlite3_progress_handler</c>).
/// </summary>
public static class Interruption
{
    private const int Interrupted = 9; // SQLITE_INTERRUPT
    private const int StepsBetweenChecks = 1000;

    /// <summary>Runs a query that ends soon after the token is cancelled, whatever the provider.</summary>
    /// <param name="context">The context whose connection the query uses, and nothing else meanwhile.</param>
    /// <param name="query">The query.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public static async Task<T> InterruptibleAsync<T>(
        this PortalDbContext context,
        Func<CancellationToken, Task<T>> query,
        CancellationToken cancellationToken
    )
    {
        if (context.Database.GetDbConnection() is not SqliteConnection connection)
        {
            return await query(cancellationToken);
        }

        await context.Database.OpenConnectionAsync(cancellationToken);
        try
        {
            raw.sqlite3_progress_handler(connection.Handle!, StepsBetweenChecks, new Pace(cancellationToken).Check, null);
            return await query(cancellationToken);
        }
        catch (SqliteException exception)
            when (exception.SqliteErrorCode == Interrupted && cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(exception.Message, exception, cancellationToken);
        }
        finally
        {
            // The connection goes back to its pool.
            raw.sqlite3_progress_handler(connection.Handle!, 0, null, null);
            await context.Database.CloseConnectionAsync();
        }
    }

    // Works a millisecond and rests two: a thread that never rests makes each hand-over of a call between threads wait for its
    // turn.
    private sealed class Pace(CancellationToken cancellationToken)
    {
        private static readonly TimeSpan Work = TimeSpan.FromMilliseconds(1);

        private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(2);

        private long _began = Stopwatch.GetTimestamp();

        public int Check(object state)
        {
            if (cancellationToken.IsCancellationRequested)
            {
                return 1;
            }

            if (Stopwatch.GetElapsedTime(_began) >= Work)
            {
                Thread.Sleep(Rest);
                _began = Stopwatch.GetTimestamp();
            }

            return 0;
        }
    }
}
