using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace PaymentsServer.Querying;

/// <summary>
/// Makes one connection safe for a stranger's SQL: <c>PRAGMA query_only</c>, an authorizer that SQLite asks while it compiles a
/// statement and that knows nothing but reading, a limit on the size of any value, and an abort after a deadline.
/// </summary>
internal static class ReadOnlyGuard
{
    private const int MaxValueBytes = 65_536;
    private const int InstructionsBetweenChecks = 10_000;

    /// <summary>Arms <paramref name="connection"/>, which must be open.</summary>
    /// <param name="connection">The connection; it stays guarded until it is closed.</param>
    /// <param name="mustStop">Asked every ten thousand instructions of SQLite's machine; true aborts the statement.</param>
    public static void Arm(SqliteConnection connection, Func<bool> mustStop)
    {
        using (var pragma = connection.CreateCommand())
        {
            pragma.CommandText = "PRAGMA query_only = ON";
            pragma.ExecuteNonQuery();
        }

        var handle = connection.Handle!;
        raw.sqlite3_limit(handle, raw.SQLITE_LIMIT_LENGTH, MaxValueBytes);
        raw.sqlite3_progress_handler(handle, InstructionsBetweenChecks, _ => mustStop() ? 1 : 0, null);
        raw.sqlite3_set_authorizer(handle, (strdelegate_authorizer)Authorize, null);
    }

    private static int Authorize(object userData, int action, string first, string second, string database, string trigger) =>
        action switch
        {
            raw.SQLITE_SELECT or raw.SQLITE_READ or raw.SQLITE_FUNCTION or raw.SQLITE_RECURSIVE => raw.SQLITE_OK,
            _ => raw.SQLITE_DENY,
        };
}
