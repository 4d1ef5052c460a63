using System.Data;
using System.Data.Common;
using Microsoft.Data.SqlClient;

namespace Portal.Data.Locking;

/// <summary>
/// An application lock (<c>sp_getapplock</c>) of a session of its own. The server lets it go with the session, so a dead
/// connection is a lost lock.
/// </summary>
internal sealed class SqlServerDatabaseLock(DatabaseOptions options) : IDatabaseLock
{
    /// <summary>The lock's name in the database.</summary>
    public const string Resource = "Portal.Host";

    /// <summary>Takes the lock for the session without waiting; the answer is negative when somebody else has it.</summary>
    public const string AcquireSql =
        "DECLARE @result int; EXEC @result = sp_getapplock @Resource = N'"
        + Resource
        + "', @LockMode = N'Exclusive', @LockOwner = N'Session', @LockTimeout = 0; SELECT @result";

    /// <summary>Asks whether this session has the lock.</summary>
    public const string ProbeSql = "SELECT APPLOCK_MODE(N'public', N'" + Resource + "', N'Session')";

    private const string Held =
        "Another portal runs on this database and holds its application lock. "
        + "Stop it first, or name another database in Database:ConnectionString.";
    private const string Lost = "The connection that holds the database's application lock has ended.";
    private const int NoSuchDatabase = 4060;
    private const int SecondsToAnswer = 5;

    private readonly Lock _changing = new();
    private SqlConnection? _connection;

    /// <inheritdoc />
    public string? Acquire()
    {
        lock (_changing)
        {
            Release();
            try
            {
                var session = new SqlConnectionStringBuilder(options.ConnectionString) { Pooling = false, ConnectRetryCount = 0 };
                _connection = new SqlConnection(session.ToString());
                _connection.Open();
                if (Ask(AcquireSql) is int and >= 0)
                {
                    return null;
                }

                Release();
                return Held;
            }
            catch (SqlException exception) when (exception.Number == NoSuchDatabase)
            {
                // A migration makes it; until then nobody can hold its lock. Asked for once more when it is there.
                Release();
                return null;
            }
            catch (Exception exception) when (exception is DbException or InvalidOperationException)
            {
                Release();
                return $"The database's application lock cannot be asked for: {exception.Message}";
            }
        }
    }

    /// <inheritdoc />
    public string? Check() => Volatile.Read(ref _connection) is { State: ConnectionState.Open } ? null : Lost;

    /// <inheritdoc />
    public string? Probe()
    {
        lock (_changing)
        {
            try
            {
                if (Check() is null && Ask(ProbeSql) is "Exclusive")
                {
                    return null;
                }
            }
            catch (Exception exception) when (exception is DbException or InvalidOperationException)
            {
                // A session that does not answer may have ended on the server, and its lock with it.
            }

            Release();
            return Lost;
        }
    }

    public void Dispose()
    {
        lock (_changing)
        {
            Release();
        }
    }

    private object? Ask(string sql)
    {
        using var command = new SqlCommand(sql, _connection) { CommandTimeout = SecondsToAnswer };
        return command.ExecuteScalar();
    }

    private void Release()
    {
        _connection?.Dispose();
        Volatile.Write(ref _connection, null);
    }
}
