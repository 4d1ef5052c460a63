using Microsoft.Data.Sqlite;

namespace Portal.Tests.Host;

/// <summary>The database's files are moved and replaced under a running portal. A host of its own for each test.</summary>
public sealed class DatabaseFileTests : PortalHost
{
    /// <summary>Some of these leave a database that cannot be read.</summary>
    protected override bool LeavesNoCardData => false;

    [Theory]
    [InlineData("")]
    [InlineData("-wal")]
    public async Task File_MovedAway_StopsCallsAndHealthUntilItIsBack(string suffix)
    {
        await AssertServesAsync();
        var calls = Upstream.Calls.Count;
        var file = DatabaseFile + suffix;
        File.Move(file, file + ".away");

        // Nobody calls, and health knows all the same.
        var ready = await ApiAsync("/health/ready", token: null);
        Assert.Equal((503, false), (ready.Status, ready.Json.GetProperty("recording").GetBoolean()));
        Assert.Contains("while the portal runs", ready.Json.GetProperty("reason").GetString(), StringComparison.Ordinal);
        Assert.Equal(-32013, (await SendAsync(Call("echo"))).Code);
        Assert.Equal(calls, Upstream.Calls.Count);
        Assert.Contains((await ApiAsync("/api/v1/controls")).Items, item =>
            item.GetProperty("control").GetString() == "recording" && item.GetProperty("state").GetString() == "failed");
        Assert.False(File.Exists(file));

        File.Move(file + ".away", file);
        await AssertServesAsync();
        Assert.Equal(200, (await ApiAsync("/health/ready", token: null)).Status);
        var sequences = (await ApiAsync("/api/v1/records?take=500")).Items.Select(record => record.GetProperty("sequence").GetInt64()).Order().ToList();
        Assert.Equal(sequences.Select((_, index) => sequences[0] + index), sequences);
    }

    [Fact]
    public async Task File_Replaced_StopsCallsUntilARestart()
    {
        await AssertServesAsync();
        using (var source = OpenDatabase())
        using (var copy = new SqliteConnection($"Data Source={DatabaseFile}.copy;Pooling=False"))
        {
            copy.Open();
            source.BackupDatabase(copy);
        }

        File.Move(DatabaseFile + ".copy", DatabaseFile, overwrite: true);
        Assert.Equal(-32013, (await SendAsync(Call("echo"))).Code);
        Assert.Equal(503, (await ApiAsync("/health/ready", token: null)).Status);

        await RestartAsync(() =>
        {
            File.Delete(DatabaseFile + "-wal");
            File.Delete(DatabaseFile + "-shm");
            return Task.CompletedTask;
        });
        await AssertServesAsync();
    }
}
