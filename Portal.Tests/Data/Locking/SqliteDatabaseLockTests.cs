using Portal.Data;
using Portal.Data.Locking;

namespace Portal.Tests.Data.Locking;

public sealed class SqliteDatabaseLockTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("portal-lock-").FullName;

    private string Database => Path.Combine(_folder, "portal.db");

    private string LockFile => Database + ".lock";

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Acquire_HeldByAnother_SaysWhatToDoUntilItIsLetGo()
    {
        using var first = LockOn(Database);
        using var second = LockOn(Database);
        Assert.Null(first.Acquire());

        var reason = second.Acquire();

        Assert.Contains("Another portal runs on this database", reason, StringComparison.Ordinal);
        Assert.Contains("Database:ConnectionString", reason, StringComparison.Ordinal);
        Assert.NotNull(second.Check());
        Assert.Null(first.Probe());
        first.Dispose();
        Assert.Null(second.Acquire());
        Assert.NotNull(first.Check());
    }

    [Theory]
    [InlineData("../{0}/portal.db")]
    [InlineData("./portal.db")]
    [InlineData("linked.db")]
    [InlineData("folder/portal.db")]
    public void Acquire_AnotherSpellingOfThePath_IsTheSameLock(string path)
    {
        File.WriteAllBytes(Database, []);
        File.CreateSymbolicLink(Path.Combine(_folder, "linked.db"), Database);
        Directory.CreateSymbolicLink(Path.Combine(_folder, "folder"), _folder);
        using var first = LockOn(Database);
        using var second = LockOn(Path.Combine(_folder, string.Format(null, path, Path.GetFileName(_folder))));
        Assert.Null(first.Acquire());
        Assert.NotNull(second.Acquire());
    }

    [Fact]
    public void Acquire_UriOfTheFile_IsTheSameLock()
    {
        using var first = LockOn(Database);
        using var second = LockOn($"file:{Database}?cache=private");
        Assert.Null(first.Acquire());
        Assert.NotNull(second.Acquire());
    }

    [Theory]
    [InlineData(":memory:")]
    [InlineData("file:shared?mode=memory&cache=shared")]
    public void Acquire_DatabaseInMemory_NeedsNoLock(string source)
    {
        using var first = LockOn(source);
        using var second = LockOn(source);
        Assert.Null(first.Acquire());
        Assert.Null(second.Acquire());
        Assert.Null(second.Probe());
    }

    [Theory]
    [InlineData("removed")]
    [InlineData("moved")]
    [InlineData("replaced")]
    public void Check_LockFileNotWhereItWas_IsLostUntilItIsTakenAgain(string how)
    {
        using var held = LockOn(Database);
        Assert.Null(held.Acquire());
        if (how == "moved")
        {
            File.Move(LockFile, LockFile + ".away");
        }
        else
        {
            File.Delete(LockFile);
        }

        if (how == "replaced")
        {
            File.WriteAllText(LockFile, "");
        }

        Assert.NotNull(held.Check());
        Assert.NotNull(held.Probe());
        Assert.Null(held.Acquire());
        Assert.Null(held.Check());
    }

    [Fact]
    public void Acquire_AfterAnotherTookTheReplacedFile_IsRefused()
    {
        using var first = LockOn(Database);
        using var second = LockOn(Database);
        Assert.Null(first.Acquire());
        File.Delete(LockFile);
        Assert.Null(second.Acquire());

        Assert.NotNull(first.Check());
        Assert.NotNull(first.Acquire());
        Assert.Null(second.Check());
    }

    [Fact]
    public void Acquire_FolderThatIsNotThere_SaysSo()
    {
        using var held = LockOn(Path.Combine(_folder, "nowhere", "portal.db"));
        Assert.Contains("cannot be opened", held.Acquire(), StringComparison.Ordinal);
    }

    private static SqliteDatabaseLock LockOn(string source) => new(new DatabaseOptions { ConnectionString = $"Data Source={source}" });
}
