using Microsoft.Data.Sqlite;
using Portal.Data.Locking;
using Portal.Data.Sessions;

namespace Portal.Tests.Data.Sessions;

/// <summary>The database's files are moved, replaced and overwritten under the record store.</summary>
public sealed class SqliteFilesTests : IDisposable
{
    private readonly TemporaryDatabase _database = new();
    private readonly IRecordStore _store;
    private readonly Guid _stream = Guid.CreateVersion7();
    private readonly byte[] _earlier;

    public SqliteFilesTests()
    {
        _earlier = File.ReadAllBytes(_database.File);
        _store = _database.OpenStore();
        Commit(1);
    }

    private string Log => _database.File + "-wal";

    private string Away => _database.File + ".away";

    public void Dispose()
    {
        _store.Dispose();
        _database.Dispose();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Commit_FileMovedAway_IsRefusedAndGoesOnWhenItIsBack(bool isLog)
    {
        var file = isLog ? Log : _database.File;
        File.Move(file, Away);

        Assert.NotNull(_store.Fault);
        Assert.Throws<DatabaseUnavailableException>(() => Commit(2));
        Assert.Throws<DatabaseUnavailableException>(() => _store.LastSequence(_stream));
        Assert.Throws<DatabaseUnavailableException>(() => _database.Contexts.CreateDbContext().Servers.ToList());
        Assert.False(File.Exists(file));

        File.Move(Away, file);
        Assert.Null(_store.Fault);
        Assert.Equal(1, _store.LastSequence(_stream));
        Commit(2);
        Commit(3);
        Assert.Equal(["1", "2", "3"], Sequences());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Commit_FileReplaced_IsRefused(bool isLog)
    {
        var file = isLog ? Log : _database.File;
        File.Copy(file, Away);
        File.Move(Away, file, overwrite: true);

        Assert.Throws<DatabaseUnavailableException>(() => Commit(2));
        Assert.Throws<DatabaseUnavailableException>(() => _store.LastSequence(_stream));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Commit_FileRemoved_IsRefusedAndNoneIsMade(bool isLog)
    {
        var file = isLog ? Log : _database.File;
        File.Delete(file);
        Assert.Throws<DatabaseUnavailableException>(() => Commit(2));
        Assert.False(File.Exists(file));
    }

    [Fact]
    public void Commit_FileOverwrittenInPlace_IsRefused()
    {
        Checkpoint();
        Assert.Null(_store.Fault);
        Commit(2);

        using (var file = new FileStream(_database.File, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
        {
            file.Write(_earlier);
        }

        Assert.NotNull(_store.Fault);
        Assert.Throws<DatabaseUnavailableException>(() => Commit(3));
    }

    [Fact]
    public void Commit_OlderBackupRestoredBySqlite_IsRefusedAndGivesNoNumberTwice()
    {
        var backup = Backup();
        Commit(2);
        Commit(3);
        using (var source = new SqliteConnection($"Data Source={backup};Pooling=False"))
        using (var target = _database.Connect())
        {
            source.Open();
            source.BackupDatabase(target);
        }

        Assert.Throws<DatabaseUnavailableException>(() => Commit(4));
        Assert.Throws<DatabaseUnavailableException>(() => _store.LastSequence(_stream));
        Assert.Equal(["1"], Sequences());
    }

    [Fact]
    public void Commit_VacuumAndCheckpointBesideIt_GoesOn()
    {
        _database.Execute("VACUUM");
        Checkpoint();
        Commit(2);
        Checkpoint();
        Commit(3);
        Assert.Null(_store.Fault);
        Assert.Equal(["1", "2", "3"], Sequences());
    }

    [Fact]
    public void Read_DatabaseFile_KeepsTheLocksOfSqlite()
    {
        using (var file = _database.Files.Read(_database.File)!)
        {
            Assert.Equal((int)'S', file.ReadByte());
        }

        // On Linux the kernel lists who holds a lock on which inode.
        Assert.SkipUnless(OperatingSystem.IsLinux(), "There is no /proc/locks.");
        var inode = $":{FileIdentity.At(_database.File, FileIdentity.Native(_database.File))!.Value.Number} ";
        Assert.Contains(File.ReadAllLines("/proc/locks"), line => line.Contains("POSIX", StringComparison.Ordinal) && line.Contains(inode, StringComparison.Ordinal));
        Commit(2);
        Assert.Null(_store.Fault);
    }

    private void Commit(long sequence) => _store.Commit(_stream, sequence, [Records.Of($"{{\"n\":{sequence}}}")]);

    private List<string> Sequences() => _database.Query("SELECT Sequence FROM Records ORDER BY Position").ConvertAll(row => row[0]);

    private void Checkpoint() => _database.Execute("PRAGMA wal_checkpoint(TRUNCATE)");

    private string Backup()
    {
        var file = _database.File + ".backup";
        using var source = _database.Connect();
        using var target = new SqliteConnection($"Data Source={file};Pooling=False");
        target.Open();
        source.BackupDatabase(target);
        return file;
    }
}
