using Microsoft.Data.Sqlite;

namespace Portal.Bench.Records;

/// <summary>Reads the database file itself, without the gateway.</summary>
internal static class SqliteRecords
{
    /// <summary>
    /// Stream, sequence, direction and payload of every record, in the order written. The one place that knows the table.
    /// </summary>
    private const string DefaultQuery = """
        SELECT hex("Stream"), "Sequence", "Direction", "Text" FROM "Records" ORDER BY "Position"
        """;

    public static List<RecordRow> Read(string database, string? query)
    {
        using SqliteConnection connection = Open(database);
        using SqliteCommand command = connection.CreateCommand();
#pragma warning disable CA2100 // The query is the operator's own, from the command line.
        command.CommandText = query ?? DefaultQuery;
#pragma warning restore CA2100
        using SqliteDataReader reader = command.ExecuteReader();
        var rows = new List<RecordRow>();
        while (reader.Read())
        {
            if (
                !reader.IsDBNull(3)
                && RecordPayload.Read(Text(reader, 0), reader.GetInt64(1), Direction(reader), Text(reader, 3)) is { } row
            )
            {
                rows.Add(row);
            }
        }

        return rows;
    }

    /// <summary>
    /// Checks what a kill left behind, on a copy: opening the database itself would already recover it, and that is the gateway's
    /// part. Null if intact.
    /// </summary>
    public static string? Fault(string database)
    {
        string copy = database + ".check";
        Copy(database, copy);
        using (SqliteConnection connection = Open(copy))
        {
            using SqliteCommand command = connection.CreateCommand();
            command.CommandText = "PRAGMA integrity_check";
            string result = (string)command.ExecuteScalar()!;
            return result == "ok" ? null : result;
        }
    }

    /// <summary>Puts a text into the newest record, as nothing in the product would.</summary>
    public static void Plant(string database, string text)
    {
        using SqliteConnection connection = Open(database);
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText =
            """UPDATE "Records" SET "Text" = @text WHERE "Position" = (SELECT max("Position") FROM "Records")""";
        command.Parameters.AddWithValue("@text", $$"""{"planted":"{{text}}"}""");
        command.ExecuteNonQuery();
    }

    private static void Copy(string database, string copy)
    {
        foreach (string suffix in (string[])["", "-wal", "-shm"])
        {
            File.Delete(copy + suffix);
            if (suffix != "-shm" && File.Exists(database + suffix))
            {
                File.Copy(database + suffix, copy + suffix);
            }
        }
    }

    private static SqliteConnection Open(string database)
    {
        var connection = new SqliteConnection($"Data Source={database};Pooling=False");
        connection.Open();
        return connection;
    }

    private static string Text(SqliteDataReader reader, int column) =>
        reader.GetValue(column) switch
        {
            byte[] bytes => System.Text.Encoding.UTF8.GetString(bytes),
            var value => value.ToString()!,
        };

    /// <summary>An enum may be stored by name or, in the contract's order, by number.</summary>
    private static string Direction(SqliteDataReader reader) =>
        reader.GetValue(2) switch
        {
            0L => "request",
            1L => "response",
            var value => value.ToString()!,
        };
}
