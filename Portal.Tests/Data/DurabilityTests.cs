using System.Reflection;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Portal.Data.Sessions;
using Xunit;

namespace Portal.Tests.Data;

public sealed class DurabilityTests
{
    private const string Full = "2";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ConnectionOpened_EfContext_WritesAheadAndSyncsFully(bool asynchronously)
    {
        using var database = new TemporaryDatabase();
        await using var context = await database.Contexts.CreateDbContextAsync(TestContext.Current.CancellationToken);
        if (asynchronously)
        {
            await context.Database.OpenConnectionAsync(TestContext.Current.CancellationToken);
        }
        else
        {
            context.Database.OpenConnection();
        }

        AssertDurable((SqliteConnection)context.Database.GetDbConnection());
    }

    [Fact]
    public void Commit_RecordStore_WritesAheadAndSyncsFully()
    {
        using var database = new TemporaryDatabase();
        using var store = database.OpenStore();
        store.Commit(Guid.CreateVersion7(), 1, [Records.Of("{}")]);

        // The store's own connection is the one that must be durable, and it shows it to nobody.
        var inner = store.GetType().GetField("_connection", BindingFlags.NonPublic | BindingFlags.Instance)!.GetValue(store)!;
        AssertDurable((SqliteConnection)inner.GetType().GetField("_connection", BindingFlags.NonPublic | BindingFlags.Instance)!.GetValue(inner)!);
    }

    private static void AssertDurable(SqliteConnection connection)
    {
        Assert.Equal("wal", Pragma(connection, "journal_mode"));
        Assert.Equal(Full, Pragma(connection, "synchronous"));
        Assert.Equal("1", Pragma(connection, "foreign_keys"));
    }

    private static string Pragma(SqliteConnection connection, string name)
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"PRAGMA {name}";
        return command.ExecuteScalar()!.ToString()!;
    }
}
