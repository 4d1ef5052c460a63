using System.Text;

namespace Portal.Data.Locking;

/// <summary>
/// An exclusive lock on a file beside the database, named as it with <c>.lock</c> behind. The operating system lets it go with
/// the process, however that ends. Two spellings of a path, or a symbolic link to the database, lead to the same lock.
/// </summary>
internal sealed class SqliteDatabaseLock(DatabaseOptions options) : IDatabaseLock
{
    private const string Suffix = ".lock";
    private const string Gone = "The lock file beside the database was moved, removed or replaced.";

    private readonly Lock _changing = new();
    private readonly WatchedFile? _file = SqliteFiles.PathOf(options.ConnectionString) is { } path
        ? new WatchedFile(path + Suffix)
        : null;
    private FileStream? _held;

    /// <inheritdoc />
    public string? Acquire()
    {
        if (_file is null)
        {
            return null;
        }

        lock (_changing)
        {
            Release();
            try
            {
                _held = Open(_file.Path);
                _file.Expect(FileIdentity.Of(_held));
                if (!IsExclusive(_file.Path))
                {
                    Release();
                    return $"The file system of '{_file.Path}' does not lock files, so nothing would keep a second portal away. "
                        + "Put the database on a local disk.";
                }

                return Touch();
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                Release();
                return exception is UnauthorizedAccessException || !File.Exists(_file.Path)
                    ? $"The lock file cannot be opened: {exception.Message}"
                    : $"Another portal runs on this database and holds '{_file.Path}'. "
                        + "Stop it first, or name another database in Database:ConnectionString.";
            }
        }
    }

    /// <inheritdoc />
    public string? Check() =>
        _file is null ? null
        : Volatile.Read(ref _held) is null || _file.HasMoved ? Gone
        : null;

    /// <inheritdoc />
    public string? Probe()
    {
        lock (_changing)
        {
            return Check() ?? (_file is null ? null : Touch());
        }
    }

    public void Dispose()
    {
        lock (_changing)
        {
            Release();
        }
    }

    private static FileStream Open(string path) =>
        new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);

    // Locks can be switched off by the environment, and some file systems grant every one.
    private static bool IsExclusive(string path)
    {
        try
        {
            Open(path).Dispose();
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }

    // Who holds it, for whoever looks; and a disk that has become read-only says so.
    private string? Touch()
    {
        try
        {
            var holder = $"{Environment.ProcessId} {Environment.MachineName}\n";
            RandomAccess.Write(_held!.SafeFileHandle, Encoding.ASCII.GetBytes(holder), 0);
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return $"The lock file beside the database cannot be written: {exception.GetType().Name}.";
        }
    }

    private void Release()
    {
        _held?.Dispose();
        Volatile.Write(ref _held, null);
    }
}
