using System.Buffers;
using System.Text;
using Microsoft.Data.Sqlite;
using Portal.Data.Locking;
using SQLitePCL;

namespace Portal.Data.SelfScans;

/// <summary>
/// Reads a SQLite file table by table. What counts is how a value is stored, not how its column is declared: SQLite keeps text in
/// a column of integers.
/// </summary>
internal sealed class SqliteStoredValues(DatabaseOptions options, SqliteFiles? files = null) : IStoredValues
{
    // Rows in one statement: an open one keeps the write-ahead log from starting anew.
    private const int Batch = 4096;
    private const int ReadBuffer = 1 << 20;

    /// <inheritdoc />
    public IReadOnlyList<string> Files
    {
        get
        {
            var file = SqliteFiles.PathOf(options.ConnectionString) ?? "";
            return [.. new[] { file, file + "-wal" }.Where(File.Exists)];
        }
    }

    /// <inheritdoc />
    public Stream Open(string file) =>
        files?.Read(file)
        ?? new FileStream(
            file,
            FileMode.Open,
            FileAccess.Read,
            FileShare.ReadWrite | FileShare.Delete,
            ReadBuffer,
            FileOptions.SequentialScan
        );

    /// <inheritdoc />
    public void Visit(Action<StoredValue> visit, CancellationToken cancellationToken)
    {
        using var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder(options.ConnectionString)
            {
                Mode = SqliteOpenMode.ReadOnly,
                Pooling = false,
            }.ToString()
        );
        connection.Open();
        foreach (var table in TablesOf(connection))
        {
            Visit(connection.Handle!, table, visit, cancellationToken);
        }
    }

    private static List<Table> TablesOf(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = """
            SELECT list.name, list.wr, info.name FROM pragma_table_list AS list, pragma_table_xinfo(list.name) AS info
            WHERE list.schema = 'main' AND list.type = 'table' ORDER BY list.name, info.cid
            """;
        using var reader = command.ExecuteReader();
        var columns = new List<(string Table, bool HasRowId, string Column)>();
        while (reader.Read())
        {
            columns.Add((reader.GetString(0), reader.GetInt64(1) == 0, reader.GetString(2)));
        }

        return
        [
            .. columns
                .GroupBy(column => (column.Table, column.HasRowId))
                .Select(group => new Table(group.Key.Table, group.Key.HasRowId, [.. group.Select(column => column.Column)])),
        ];
    }

    private static void Visit(sqlite3 database, Table table, Action<StoredValue> visit, CancellationToken cancellationToken)
    {
        Check(database, raw.sqlite3_prepare_v2(database, table.Select, out var statement));
        using (statement)
        {
            var last = long.MinValue;
            int rows;
            do
            {
                rows = 0;
                if (table.HasRowId)
                {
                    Check(database, raw.sqlite3_bind_int64(statement, 1, last));
                }

                int result;
                while ((result = raw.sqlite3_step(statement)) == raw.SQLITE_ROW)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    rows++;
                    last = Visit(statement, table, visit) ?? last;
                }

                if (result != raw.SQLITE_DONE)
                {
                    Check(database, result);
                }

                raw.sqlite3_reset(statement);
            } while (table.HasRowId && rows == Batch);
        }
    }

    // Returns the row's number where the table has such.
    private static long? Visit(sqlite3_stmt statement, Table table, Action<StoredValue> visit)
    {
        var first = table.HasRowId ? 1 : 0;
        long? rowId = table.HasRowId ? raw.sqlite3_column_int64(statement, 0) : null;
        for (var index = 0; index < table.Columns.Count; index++)
        {
            var type = raw.sqlite3_column_type(statement, first + index);
            if (type is not (raw.SQLITE_TEXT or raw.SQLITE_BLOB))
            {
                continue;
            }

            // Text as a blob: its bytes in UTF-8, whether or not they are valid, and behind a zero too.
            var span = raw.sqlite3_column_blob(statement, first + index);
            var copy = ArrayPool<byte>.Shared.Rent(span.Length);
            try
            {
                span.CopyTo(copy);
                visit(
                    new StoredValue(
                        table.Name,
                        table.Columns[index],
                        table.PositionOf(statement, first, rowId),
                        type == raw.SQLITE_TEXT,
                        copy.AsMemory(0, span.Length)
                    )
                );
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(copy);
            }
        }

        return rowId;
    }

    private static void Check(sqlite3 database, int result)
    {
        if (result != raw.SQLITE_OK)
        {
            SqliteException.ThrowExceptionForRC(result, database);
        }
    }

    private sealed record Table(string Name, bool HasRowId, IReadOnlyList<string> Columns)
    {
        private readonly int _position = Columns.ToList().IndexOf("Position");

        public string Select =>
            new StringBuilder("SELECT ")
                .Append(HasRowId ? "rowid, " : "")
                .AppendJoin(", ", Columns.Select(Quote))
                .Append(" FROM ")
                .Append(Quote(Name))
                .Append(HasRowId ? $" WHERE rowid > ?1 ORDER BY rowid LIMIT {Batch}" : "")
                .ToString();

        public long? PositionOf(sqlite3_stmt statement, int first, long? rowId) =>
            _position < 0 ? null
            : Name == nameof(PortalDbContext.Records) ? rowId
            : raw.sqlite3_column_int64(statement, first + _position);

        private static string Quote(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
