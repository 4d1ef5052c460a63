using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Portal.Data;
using Portal.Data.Locking;
using Portal.Gateway;

namespace Portal.Tests.Host;

/// <summary>One host on a database; what may run beside it, and what happens when the lock is lost. A host of its own for each test.</summary>
public sealed class OneHostTests : PortalHost
{
    private string LockFile => DatabaseFile + ".lock";

    [Fact]
    public async Task Start_SecondHostOnTheDatabase_IsRefusedWithASentence()
    {
        var (code, _, error) = await PortalCommand.RunAsync(DatabaseFile);

        Assert.Equal(1, code);
        Assert.Contains("Another portal runs on this database", error, StringComparison.Ordinal);
        Assert.DoesNotContain("Unhandled exception", error, StringComparison.Ordinal);
        await AssertServesAsync();
    }

    [Fact]
    public async Task Migrate_BesideAHost_IsRefusedAndChangesNothing()
    {
        var (code, _, error) = await PortalCommand.RunAsync(DatabaseFile, "migrate");
        Assert.Equal((1, true), (code, error.Contains("Another portal runs on this database", StringComparison.Ordinal)));
        await AssertServesAsync();
    }

    [Fact]
    public async Task ScanStore_BesideAHost_ReadsOnlyAndSigns()
    {
        await AssertServesAsync();
        var before = Rows();

        var (code, output, error) = await PortalCommand.RunAsync(DatabaseFile, "scan-store");

        Assert.Equal((0, true, ""), (code, output.Contains("No card data", StringComparison.Ordinal), error));
        Assert.Equal(before, Rows());
        await AssertServesAsync();
    }

    [Fact]
    public async Task Lock_TakenByAnother_StopsCallsUntilItIsHeldAgainAndMemoryIsReadAnew()
    {
        await AssertServesAsync();
        var calls = Upstream.Calls.Count;
        using (var other = new SqliteDatabaseLock(new DatabaseOptions { ConnectionString = $"Data Source={DatabaseFile}" }))
        {
            File.Delete(LockFile);
            Assert.Null(other.Acquire());

            Assert.Equal(-32013, (await SendAsync(Call("echo"))).Code);
            await Watcher.LookAsync(TestContext.Current.CancellationToken);
            Assert.Equal(-32013, (await SendAsync(Call("echo"))).Code);
            Assert.Equal(calls, Upstream.Calls.Count);
            var ready = await ApiAsync("/health/ready", token: null);
            Assert.Equal((503, true), (ready.Status, ready.Json.GetProperty("reason").GetString()!.Contains("lock", StringComparison.Ordinal)));
            Assert.Contains((await ApiAsync("/api/v1/controls")).Items, item =>
                item.GetProperty("control").GetString() == "database-lock" && item.GetProperty("state").GetString() == "failed");

            // What another host does meanwhile.
            using var database = OpenDatabase();
            Execute(database, $"UPDATE AccessTokens SET Revoked = 1 WHERE hex(Hash) = '{Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(Mallory)))}'");
        }

        await Watcher.LookAsync(TestContext.Current.CancellationToken);

        Assert.Equal(401, (await SendAsync(Call("echo"), Mallory)).Status);
        await AssertServesAsync();
        Assert.Equal(200, (await ApiAsync("/health/ready", token: null)).Status);
        var records = (await ApiAsync("/api/v1/records?text=database-lock")).Items.Select(record => record.GetProperty("method").GetString()).ToList();
        Assert.Contains("portal/control-failure", records);
        Assert.Contains("portal/control-restored", records);
    }

    [Fact]
    public async Task Start_KeyFilesGone_IsRefusedAndCommandsMakeNone()
    {
        var keys = Path.Combine(Path.GetDirectoryName(DatabaseFile)!, "keys");
        await RestartAsync(async () =>
        {
            Directory.Move(keys, keys + ".away");
            var scan = await PortalCommand.RunAsync(DatabaseFile, "scan-store");
            Assert.Equal((0, true), (scan.Code, scan.Error.Contains("not signed", StringComparison.Ordinal)));
            Assert.Equal(0, (await PortalCommand.RunAsync(DatabaseFile, "migrate")).Code);
            Assert.False(Directory.Exists(keys));

            var start = await PortalCommand.RunAsync(DatabaseFile);
            Assert.Equal(1, start.Code);
            Assert.All(["card-index/1", "signing/1", "Keys:Directory", "Keys:GiveUp"], text => Assert.Contains(text, start.Error, StringComparison.Ordinal));
            Directory.Delete(keys, recursive: true);
            Directory.Move(keys + ".away", keys);
        });
        await AssertServesAsync();
    }

    [Fact]
    public async Task Start_CredentialsOfAServerUnreadable_IsRefusedByName()
    {
        await RestartAsync(async () =>
        {
            using (var database = OpenDatabase())
            {
                Execute(database, "CREATE TEMP TABLE Kept AS SELECT * FROM Servers; UPDATE Servers SET ProtectedHeaders = 'CfDJ8broken' WHERE Name = 'up'");
                var start = await PortalCommand.RunAsync(DatabaseFile);
                Assert.Equal(1, start.Code);
                Assert.Contains("server/up", start.Error, StringComparison.Ordinal);
                Execute(database, "UPDATE Servers SET ProtectedHeaders = (SELECT ProtectedHeaders FROM Kept WHERE Kept.Id = Servers.Id)");
            }
        });
        await AssertServesAsync();
    }

    [Fact]
    public async Task Restart_AfterAStop_FindsTheLockFree()
    {
        await RestartAsync();
        await AssertServesAsync();
    }

    private DatabaseWatch Watcher => Services.GetServices<IHostedService>().OfType<DatabaseWatch>().Single();

    private string Rows()
    {
        using var database = OpenDatabase();
        using var command = database.CreateCommand();
        command.CommandText = "SELECT (SELECT COUNT(*) FROM Records) || '/' || (SELECT COUNT(*) FROM SelfScans) || '/' || (SELECT COUNT(*) FROM ManagedKeys)";
        return (string)command.ExecuteScalar()!;
    }
}
