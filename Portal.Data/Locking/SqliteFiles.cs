using System.Buffers.Binary;
using System.Security.Cryptography;
using Microsoft.Data.Sqlite;
using Microsoft.Win32.SafeHandles;

namespace Portal.Data.Locking;

/// <summary>
/// Notices when the database's file, or its write-ahead log, is no longer the one that was opened: what is committed then goes to
/// a file that nobody will find again.
/// </summary>
internal sealed class SqliteFiles : IDisposable
{
    private const string UriPrefix = "file:";

    // Where the header of a SQLite file has its user_version, which SQLite itself does not use.
    private const int MarkOffset = 60;
    private const int ReadBuffer = 1 << 20;

    private const string Replaced =
        "The database file was moved, removed or replaced while the portal runs. "
        + "Put the file back, or stop the portal before you change it.";

    private const string LogReplaced =
        "The database's write-ahead log was moved, removed or replaced while the portal runs. "
        + "Put it back; if it is lost, stop the portal and start it again.";

    private readonly WatchedFile? _database;
    private readonly WatchedFile? _log;
    private SafeFileHandle? _header;
    private volatile bool _isMarked;

    /// <summary>Watches the files of a connection string; nothing for a database in memory.</summary>
    public SqliteFiles(DatabaseOptions options)
    {
        if (PathOf(options.ConnectionString) is { } path)
        {
            _database = new WatchedFile(path);
            _log = new WatchedFile(path + "-wal");
        }
    }

    /// <summary>Gets the path of a SQLite database, links followed as SQLite follows them; null for one in memory.</summary>
    public static string? PathOf(string connectionString)
    {
        var builder = new SqliteConnectionStringBuilder(connectionString);
        var source = builder.DataSource;
        if (
            builder.Mode == SqliteOpenMode.Memory
            || source is "" or ":memory:"
            || source.Contains("mode=memory", StringComparison.Ordinal)
        )
        {
            return null;
        }

        if (source.StartsWith(UriPrefix, StringComparison.Ordinal))
        {
            source = Uri.UnescapeDataString(source[UriPrefix.Length..].Split('?', '#')[0]);
            source = source.StartsWith("//", StringComparison.Ordinal) ? source[source.IndexOf('/', 2)..] : source;
        }

        var file = new FileInfo(source);
        return file.LinkTarget is null ? file.FullName : file.ResolveLinkTarget(returnFinalTarget: true)!.FullName;
    }

    /// <summary>
    /// Gets the connection string that opens the database and makes none: a file that was moved away must not come back empty.
    /// </summary>
    public static string Existing(string connectionString)
    {
        var builder = new SqliteConnectionStringBuilder(connectionString);
        if (builder.Mode == SqliteOpenMode.ReadWriteCreate && PathOf(connectionString) is not null)
        {
            builder.Mode = SqliteOpenMode.ReadWrite;
        }

        return builder.ToString();
    }

    /// <summary>
    /// Gets the number that the record writer puts into the file's header at its start. Whoever copies another database into this
    /// file takes it away.
    /// </summary>
    public int Mark { get; } = RandomNumberGenerator.GetInt32(1, int.MaxValue);

    /// <summary>
    /// Gets why nothing may be written now; null while the files are the right ones, or none has been opened. Costs three system
    /// calls.
    /// </summary>
    public string? Fault =>
        _database is { HasMoved: true } || IsOverwritten() ? Replaced
        : _log is { HasMoved: true } ? LogReplaced
        : null;

    /// <summary>Whether the files are watched already.</summary>
    public bool AreWatched => _header is not null;

    /// <summary>
    /// Takes the files as they are for the right ones. The database file stays the first one for as long as this process lives.
    /// </summary>
    public void Opened()
    {
        _log?.Expect();
        if (_database is not null && _header is null)
        {
            _database.Expect();

            // Never closed before the end: on Unix that would end SQLite's own locks on the file.
            _header = File.OpenHandle(_database.Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        }
    }

    /// <summary>Forgets the write-ahead log: where the connection that closes is the last one, SQLite removes it.</summary>
    public void Closed() => _log?.Expect(null);

    /// <summary>
    /// Opens the database file for reading, over the one handle that this process has on it beside SQLite's; null when that is
    /// not open, or for another file. A handle of its own, closed, would end SQLite's locks, and the next program that opens the
    /// database would remove the log that is in use.
    /// </summary>
    public FileStream? Read(string file) =>
        file == _database?.Path && Volatile.Read(ref _header) is { IsClosed: false } header
            ? new FileStream(new SafeFileHandle(header.DangerousGetHandle(), ownsHandle: false), FileAccess.Read, ReadBuffer)
            : null;

    public void Dispose() => Interlocked.Exchange(ref _header, null)?.Dispose();

    // The mark is in the write-ahead log first; from when it was seen in the file, it must stay there.
    private bool IsOverwritten()
    {
        if (Volatile.Read(ref _header) is not { IsClosed: false } header)
        {
            return false;
        }

        Span<byte> mark = stackalloc byte[sizeof(int)];
        if (RandomAccess.Read(header, mark, MarkOffset) == mark.Length && BinaryPrimitives.ReadInt32BigEndian(mark) == Mark)
        {
            _isMarked = true;
            return false;
        }

        return _isMarked;
    }
}
