using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace PaymentsServer.Querying;

/// <summary>Runs one read-only statement that a caller wrote.</summary>
internal sealed class LedgerQuery(LedgerDatabase database, TimeProvider timeProvider)
{
    /// <summary>Rows returned at most.</summary>
    public const int MaxRows = 500;

    private static readonly TimeSpan s_deadline = TimeSpan.FromSeconds(2);

    /// <summary>Runs <paramref name="sql"/> and reads up to <see cref="MaxRows"/> rows.</summary>
    public QueryOutcome Run(string sql, CancellationToken cancellationToken)
    {
        var started = timeProvider.GetTimestamp();
        using var connection = database.Connect();
        connection.Open();
        ReadOnlyGuard.Arm(connection, () =>
            cancellationToken.IsCancellationRequested || timeProvider.GetElapsedTime(started) > s_deadline
        );
        try
        {
            return Read(connection, sql);
        }
        catch (SqliteException exception)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return new QueryOutcome(Result: null, Explain(exception));
        }
    }

    private static QueryOutcome Read(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        // Running the caller's SQL is what the tool is for; ReadOnlyGuard makes it harmless.
#pragma warning disable CA2100
        command.CommandText = sql;
#pragma warning restore CA2100
        using var reader = command.ExecuteReader();
        if (reader.FieldCount == 0)
        {
            return new QueryOutcome(Result: null, "The statement returns no columns. Send one SELECT.");
        }

        var columns = Enumerable.Range(0, reader.FieldCount).Select(reader.GetName).ToArray();
        var rows = new List<IReadOnlyList<object?>>();
        var truncated = false;
        while (!truncated && reader.Read())
        {
            truncated = rows.Count == MaxRows;
            if (!truncated)
            {
                rows.Add([.. columns.Select((_, column) => ReadValue(reader, column))]);
            }
        }

        // A second statement is compiled, and so judged by the guard, only here.
        return reader.NextResult()
            ? new QueryOutcome(Result: null, "Send one statement at a time.")
            : new QueryOutcome(new QueryResult(columns, rows, truncated), Refusal: null);
    }

    private static object? ReadValue(SqliteDataReader reader, int column) =>
        reader.GetValue(column) switch
        {
            DBNull => null,
            byte[] bytes => Convert.ToHexString(bytes),
            double value when !double.IsFinite(value) => null,
            var value => value,
        };

    private static string Explain(SqliteException exception) =>
        exception.SqliteErrorCode switch
        {
            raw.SQLITE_AUTH or raw.SQLITE_READONLY => "Only SELECT over customers, merchants and transactions is allowed.",
            raw.SQLITE_INTERRUPT => "The query took longer than 2 seconds and was stopped.",
            _ => exception.Message,
        };
}
