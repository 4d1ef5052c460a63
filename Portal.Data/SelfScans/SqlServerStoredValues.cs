using System.Data;
using System.Text;
using Microsoft.Data.SqlClient;

namespace Portal.Data.SelfScans;

/// <summary>
/// Reads every text and binary column of a SQL Server database. Its files and its log are the server's and cannot be read from
/// here.
/// </summary>
internal sealed class SqlServerStoredValues(DatabaseOptions options) : IStoredValues
{
    /// <inheritdoc />
    public IReadOnlyList<string> Files => [];

    /// <inheritdoc />
    public Stream Open(string file) => throw new NotSupportedException("The server's files cannot be read from here.");

    /// <inheritdoc />
    public void Visit(Action<StoredValue> visit, CancellationToken cancellationToken)
    {
        var connectionString = new SqlConnectionStringBuilder(options.ConnectionString)
        {
            ApplicationIntent = ApplicationIntent.ReadOnly,
            Pooling = false,
        };
        using var connection = new SqlConnection(connectionString.ToString());
        connection.Open();
        foreach (var table in TablesOf(connection))
        {
            Visit(connection, table, visit, cancellationToken);
        }
    }

    private static List<Table> TablesOf(SqlConnection connection)
    {
        using var command = new SqlCommand(
            """
            SELECT c.TABLE_SCHEMA, c.TABLE_NAME, c.COLUMN_NAME FROM INFORMATION_SCHEMA.COLUMNS AS c
            JOIN INFORMATION_SCHEMA.TABLES AS t
                ON t.TABLE_SCHEMA = c.TABLE_SCHEMA AND t.TABLE_NAME = c.TABLE_NAME AND t.TABLE_TYPE = 'BASE TABLE'
            WHERE c.DATA_TYPE IN ('char', 'varchar', 'nchar', 'nvarchar', 'text', 'ntext', 'xml', 'binary', 'varbinary', 'image')
                OR (c.COLUMN_NAME = 'Position' AND c.DATA_TYPE = 'bigint')
            ORDER BY c.TABLE_NAME, c.ORDINAL_POSITION
            """,
            connection
        );
        using var reader = command.ExecuteReader();
        var columns = new List<(string Schema, string Table, string Column)>();
        while (reader.Read())
        {
            columns.Add((reader.GetString(0), reader.GetString(1), reader.GetString(2)));
        }

        return
        [
            .. columns
                .GroupBy(column => (column.Schema, column.Table))
                .Select(group => new Table(group.Key.Schema, group.Key.Table, [.. group.Select(column => column.Column)])),
        ];
    }

    private static void Visit(
        SqlConnection connection,
        Table table,
        Action<StoredValue> visit,
        CancellationToken cancellationToken
    )
    {
        using var command = new SqlCommand(table.Select, connection) { CommandTimeout = 0 };
        using var reader = command.ExecuteReader();
        var position = table.Columns.ToList().IndexOf("Position");
        while (reader.Read())
        {
            cancellationToken.ThrowIfCancellationRequested();
            long? record = position >= 0 && reader.GetValue(position) is long number ? number : null;
            for (var index = 0; index < table.Columns.Count; index++)
            {
                switch (reader.GetValue(index))
                {
                    case string text:
                        visit(
                            new StoredValue(table.Name, table.Columns[index], record, IsText: true, Encoding.UTF8.GetBytes(text))
                        );
                        break;
                    case byte[] bytes:
                        visit(new StoredValue(table.Name, table.Columns[index], record, IsText: false, bytes));
                        break;
                }
            }
        }
    }

    private sealed record Table(string Schema, string Name, IReadOnlyList<string> Columns)
    {
        public string Select => $"SELECT {string.Join(", ", Columns.Select(Quote))} FROM {Quote(Schema)}.{Quote(Name)}";

        private static string Quote(string name) => $"[{name.Replace("]", "]]", StringComparison.Ordinal)}]";
    }
}
