using Microsoft.Data.Sqlite;
using Portal.Data.Locking;

namespace Portal.Data.Sessions;

/// <summary>
/// Copies the write-ahead log into the database file on a thread and connection of its own, so that no group of records waits for
/// it. What the writer appends meanwhile is left for the writer: a small rest, after which SQLite starts the log anew.
/// </summary>
internal sealed class SqliteCheckpointer : IDisposable
{
    /// <summary>Passive: takes what no reader needs and waits for nobody.</summary>
    public const string Statement = "PRAGMA wal_checkpoint(PASSIVE)";

    private readonly string _connectionString;
    private readonly SqliteFiles _files;
    private readonly AutoResetEvent _wake = new(initialState: false);
    private readonly Thread _thread;
    private volatile bool _stopping;
    private int _restIsLeft;

    /// <summary>Starts the thread; it sleeps until <see cref="Wake"/>.</summary>
    public SqliteCheckpointer(string connectionString, SqliteFiles files)
    {
        _connectionString = SqliteFiles.Existing(connectionString);
        _files = files;
        _thread = new Thread(Run) { IsBackground = true, Name = "checkpointer" };
        _thread.Start();
    }

    /// <summary>Asks for a checkpoint soon.</summary>
    public void Wake() => _wake.Set();

    /// <summary>True once after each checkpoint: the writer then checkpoints the rest between two groups.</summary>
    public bool TakeRest() => Interlocked.Exchange(ref _restIsLeft, 0) == 1;

    public void Dispose()
    {
        if (_stopping)
        {
            return;
        }

        _stopping = true;
        _wake.Set();
        _thread.Join();
        _wake.Dispose();
    }

    private void Run()
    {
        while (_wake.WaitOne() && !_stopping)
        {
            if (_files.Fault is not null)
            {
                continue;
            }

            try
            {
                using var connection = new SqliteConnection(_connectionString);
                connection.Open();
                using var command = connection.CreateCommand();
                command.CommandText = DurableSqliteInterceptor.Pragmas + Statement;
                command.ExecuteNonQuery();
                Volatile.Write(ref _restIsLeft, 1);
            }
            catch (SqliteException)
            {
                // Nothing is lost: the log keeps what was not copied, and beyond its limit the writer copies it itself or reports
                // why not.
            }
        }
    }
}
