using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Portal.Data.Locking;

namespace Portal.Data;

/// <summary>Gives every SQLite connection the durability the evidence needs: WAL, and an fsync for each commit.</summary>
internal sealed class DurableSqliteInterceptor(SqliteFiles files) : DbConnectionInterceptor
{
    /// <summary>Holds what each connection runs first. WAL is a property of the file, the rest of the connection.</summary>
    public const string Pragmas =
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA busy_timeout=5000;";

    // A fresh connection would make a log anew where the right one was moved away, and mix the two up.
    public override InterceptionResult ConnectionOpening(
        DbConnection connection,
        ConnectionEventData eventData,
        InterceptionResult result
    )
    {
        ThrowIfFaulty();
        return result;
    }

    public override ValueTask<InterceptionResult> ConnectionOpeningAsync(
        DbConnection connection,
        ConnectionEventData eventData,
        InterceptionResult result,
        CancellationToken cancellationToken = default
    )
    {
        ThrowIfFaulty();
        return ValueTask.FromResult(result);
    }

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        using var command = connection.CreateCommand();
        command.CommandText = Pragmas;
        command.ExecuteNonQuery();
    }

    public override async Task ConnectionOpenedAsync(
        DbConnection connection,
        ConnectionEndEventData eventData,
        CancellationToken cancellationToken = default
    )
    {
        var command = connection.CreateCommand();
        await using (command)
        {
            command.CommandText = Pragmas;
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    private void ThrowIfFaulty()
    {
        if (files.Fault is { } reason)
        {
            throw new DatabaseUnavailableException(reason);
        }
    }
}
