using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Portal.Data.Sessions;

/// <summary>
/// A prepared statement on SQLite's own interface: binds UTF-8 spans without a detour through strings or boxed parameters, which
/// is most of the cost of an insert through ADO.NET.
/// </summary>
internal sealed class SqliteStatement : IDisposable
{
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;
    private int _next = 1;

    public SqliteStatement(sqlite3 database, string sql)
    {
        _database = database;
        Check(raw.sqlite3_prepare_v3(database, sql, raw.SQLITE_PREPARE_PERSISTENT, out _statement));
    }

    public SqliteStatement Bind(long value) => Bound(raw.sqlite3_bind_int64(_statement, _next++, value));

    public SqliteStatement Bind(long? value) => value is { } number ? Bind(number) : BindNull();

    public SqliteStatement Bind(string? value) => value is null ? BindNull() : BindText(value);

    public SqliteStatement Bind(Guid value)
    {
        Span<byte> bytes = stackalloc byte[16];
        value.TryWriteBytes(bytes, bigEndian: true, out _);
        return Bound(raw.sqlite3_bind_blob(_statement, _next++, bytes));
    }

    public SqliteStatement Bind(Guid? value) => value is { } id ? Bind(id) : BindNull();

    public SqliteStatement BindBlob(byte[]? value) =>
        value is null ? BindNull() : Bound(raw.sqlite3_bind_blob(_statement, _next++, value));

    /// <summary>Binds UTF-8 as TEXT.</summary>
    public SqliteStatement BindUtf8(ReadOnlySpan<byte> value) => Bound(raw.sqlite3_bind_text(_statement, _next++, value));

    /// <summary>Runs the statement to its end and makes it ready for the next row.</summary>
    public void Execute()
    {
        var result = raw.sqlite3_step(_statement);
        raw.sqlite3_reset(_statement);
        _next = 1;
        if (result is not (raw.SQLITE_DONE or raw.SQLITE_ROW))
        {
            Check(result);
        }
    }

    /// <summary>
    /// Runs the statement and reads the number in its first row; null when it has none. Makes it ready for the next row.
    /// </summary>
    public long? ReadNumber()
    {
        var result = raw.sqlite3_step(_statement);
        long? number =
            result == raw.SQLITE_ROW && raw.sqlite3_column_type(_statement, 0) == raw.SQLITE_INTEGER
                ? raw.sqlite3_column_int64(_statement, 0)
                : null;
        raw.sqlite3_reset(_statement);
        _next = 1;
        if (result is not (raw.SQLITE_DONE or raw.SQLITE_ROW))
        {
            Check(result);
        }

        return number;
    }

    public void Dispose() => _statement.Dispose();

    private SqliteStatement BindNull() => Bound(raw.sqlite3_bind_null(_statement, _next++));

    private SqliteStatement BindText(string value)
    {
        Span<byte> buffer = stackalloc byte[512];
        return Encoding.UTF8.TryGetBytes(value, buffer, out var written)
            ? BindUtf8(buffer[..written])
            : BindUtf8(Encoding.UTF8.GetBytes(value));
    }

    private SqliteStatement Bound(int result)
    {
        Check(result);
        return this;
    }

    private void Check(int result)
    {
        if (result != raw.SQLITE_OK)
        {
            SqliteException.ThrowExceptionForRC(result, _database);
        }
    }
}
