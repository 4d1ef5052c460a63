using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;
using Portal.Data;
using Portal.Data.Policies;
using Xunit;

namespace Portal.Tests.Data;

public sealed class MigrationsTests
{
    // ASP.NET Core Identity numbers these two itself; the portal writes neither, and no record goes near them.
    private static readonly string[] IdentityClaims = ["AspNetRoleClaims", "AspNetUserClaims"];

    [Fact]
    public void HasPendingModelChanges_BothProviders_ModelIsTheMigrations()
    {
        using var sqlite = new SqliteDesignTimeFactory().CreateDbContext([]);
        using var sqlServer = new SqlServerDesignTimeFactory().CreateDbContext([]);
        Assert.False(sqlite.Database.HasPendingModelChanges());
        Assert.False(sqlServer.Database.HasPendingModelChanges());
    }

    [Fact]
    public void Script_SqlServer_HasNoIdentityColumnOfOursAndNoMerge()
    {
        using var context = new SqlServerDesignTimeFactory().CreateDbContext([]);
        var script = context.GetService<IMigrator>().GenerateScript(options: MigrationsSqlGenerationOptions.Idempotent);
        Assert.DoesNotContain("MERGE", script, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("rowversion", script, StringComparison.OrdinalIgnoreCase);
        var tables = script.Split("CREATE TABLE ").Skip(1).Select(table => table[..table.IndexOf(");", StringComparison.Ordinal)]);
        Assert.All(
            tables.Where(table => !IdentityClaims.Any(name => table.StartsWith($"[{name}]", StringComparison.Ordinal))),
            table => Assert.DoesNotContain("IDENTITY", table, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void Model_SqlServer_EveryTextColumnComparesByCodePoint()
    {
        using var context = new SqlServerDesignTimeFactory().CreateDbContext([]);
        var model = context.GetService<IDesignTimeModel>().Model;
        var other = model.GetEntityTypes()
            .SelectMany(type => type.GetProperties())
            .Where(property => property.ClrType == typeof(string) && property.GetCollation() != SqlServerPortalDbContext.Collation)
            .Select(property => $"{property.DeclaringType.DisplayName()}.{property.Name}");
        Assert.Empty(other);
        Assert.EndsWith("_BIN2", SqlServerPortalDbContext.Collation, StringComparison.Ordinal);

        // No query asks the server to compare in another way.
        var query = context.PolicyVersions.History("Zeta").ToQueryString() + context.ApprovalWindows.Where(window => window.Tool == "export_all").ToQueryString();
        Assert.DoesNotContain("COLLATE", query, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("LOWER(", query, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Model_BothProviders_KeysAreMadeByTheClient()
    {
        using var sqlite = new SqliteDesignTimeFactory().CreateDbContext([]);
        using var sqlServer = new SqlServerDesignTimeFactory().CreateDbContext([]);
        var generated = new DbContext[] { sqlite, sqlServer }
            .SelectMany(context => context.Model.GetEntityTypes())
            .Where(type => type.ClrType.Assembly == typeof(PortalDbContext).Assembly)
            .SelectMany(type => type.FindPrimaryKey()!.Properties)
            .Where(property => property.ValueGenerated != ValueGenerated.Never)
            .Select(property => $"{property.DeclaringType.DisplayName()}.{property.Name}");
        Assert.Empty(generated);
    }

    [Fact]
    public async Task MigrateAsync_FreshFile_GivesEveryTableOfTheModel()
    {
        using var database = new TemporaryDatabase(isEmpty: true);
        var applied = await database.Database.MigrateAsync(TestContext.Current.CancellationToken);
        Assert.NotEmpty(applied);
        Assert.Empty(await database.Database.MigrateAsync(TestContext.Current.CancellationToken));

        await using var context = await database.Contexts.CreateDbContextAsync(TestContext.Current.CancellationToken);
        var tables = database.Query("SELECT name FROM sqlite_master WHERE type = 'table'").Select(row => row[0]);
        Assert.Subset(tables.ToHashSet(), context.Model.GetEntityTypes().Select(type => type.GetTableName()!).ToHashSet());
    }

    [Fact]
    public void Migrations_Sqlite_ColumnsAndIndexesAreTheModels()
    {
        using var database = new TemporaryDatabase();
        using var context = database.Contexts.CreateDbContext();
        var model = context.GetService<IDesignTimeModel>().Model;
        foreach (var table in model.GetRelationalModel().Tables)
        {
            Assert.Equal(
                table.Columns.Select(column => (column.Name, Type: column.StoreType, column.IsNullable)).Order(),
                database.Query($"SELECT name, type, \"notnull\" FROM pragma_table_info('{table.Name}')").Select(row => (row[0], row[1], row[2] == "0")).Order());
            Assert.Equal(
                table.PrimaryKey!.Columns.Select(column => column.Name),
                database.Query($"SELECT name FROM pragma_table_info('{table.Name}') WHERE pk > 0 ORDER BY pk").Select(row => row[0]));
            Assert.Equal(
                table.Indexes.Select(index => $"{index.Name}:{string.Join(',', index.Columns.Select(column => column.Name))}").Order(StringComparer.Ordinal),
                database.Query($"SELECT name FROM pragma_index_list('{table.Name}') WHERE origin = 'c'")
                    .Select(row => $"{row[0]}:{string.Join(',', database.Query($"SELECT name FROM pragma_index_info('{row[0]}') ORDER BY seqno").Select(column => column[0]))}")
                    .Order(StringComparer.Ordinal));
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task PrepareAsync_DatabaseOfAnotherDevelopmentVersion_SaysWhatToDoAndChangesNothing(bool migratesAtStart)
    {
        using var database = new TemporaryDatabase();
        database.Options.MigrateAtStart = migratesAtStart;
        database.Execute("""UPDATE "__EFMigrationsHistory" SET "MigrationId" = '20261122144018_Initial'""");
        database.Execute("""DROP TABLE "Servers" """);

        var exception = await Assert.ThrowsAsync<InvalidOperationException>(() => database.Database.PrepareAsync(TestContext.Current.CancellationToken));

        Assert.Contains("another development version", exception.Message, StringComparison.Ordinal);
        Assert.Contains("20261122144018_Initial", exception.Message, StringComparison.Ordinal);
        Assert.Contains("Database:ConnectionString", exception.Message, StringComparison.Ordinal);
        Assert.Empty(database.Query("SELECT name FROM sqlite_master WHERE name = 'Servers'"));
        await Assert.ThrowsAsync<InvalidOperationException>(() => database.Database.MigrateAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Migrations_BothProviders_AreOneInitialEach()
    {
        using var sqlite = new SqliteDesignTimeFactory().CreateDbContext([]);
        using var sqlServer = new SqlServerDesignTimeFactory().CreateDbContext([]);
        Assert.EndsWith("_Initial", Assert.Single(sqlite.Database.GetMigrations()), StringComparison.Ordinal);
        Assert.EndsWith("_Initial", Assert.Single(sqlServer.Database.GetMigrations()), StringComparison.Ordinal);
    }

    [Fact]
    public void Migrations_SqliteMaskingLogAndCardIndex_AreOneTreeEach()
    {
        using var database = new TemporaryDatabase();
        Assert.Equal(["CardIndex 1", "MaskingLog 1"], database.Query("SELECT name, wr FROM pragma_table_list WHERE name IN ('CardIndex', 'MaskingLog') ORDER BY name").Select(row => string.Join(' ', row)));
        Assert.Equal(["CardIndex", "MaskingLog"], database.Query("SELECT name FROM sqlite_master WHERE tbl_name IN ('CardIndex', 'MaskingLog') AND rootpage > 0 ORDER BY name").Select(row => row[0]));
    }

    [Fact]
    public void Migrations_SqliteRecords_AreOneTreeOfTheKeyWithTheTextLastAndTwoIndexes()
    {
        using var database = new TemporaryDatabase();
        Assert.Equal(
            ["IX_Records_SessionId_Time", "IX_Records_Time", "Records"],
            database.Query("SELECT name FROM sqlite_master WHERE tbl_name = 'Records' ORDER BY name").Select(row => row[0]));
        Assert.Equal("Text", database.Query("SELECT name FROM pragma_table_info('Records')")[^1][0]);

        // A key that is the row's number has no index of its own and is what rowid says.
        database.Execute("""INSERT INTO "Records" ("Position", "Stream", "Sequence", "Time", "Direction", "From", "Outcome", "MaskedCount") VALUES (77, x'00', 1, 1, 0, 0, 0, 0)""");
        Assert.Equal("77", Assert.Single(database.Query("SELECT rowid FROM Records"))[0]);
    }

    [Fact]
    public async Task PrepareAsync_MigrationsPendingAndNotToBeApplied_SaysWhatToDo()
    {
        using var database = new TemporaryDatabase(isEmpty: true);
        database.Options.MigrateAtStart = false;
        var exception = await Assert.ThrowsAsync<InvalidOperationException>(() => database.Database.PrepareAsync(TestContext.Current.CancellationToken));
        Assert.Contains("Portal migrate", exception.Message, StringComparison.Ordinal);
        database.Options.MigrateAtStart = true;
        await database.Database.PrepareAsync(TestContext.Current.CancellationToken);
        database.Options.MigrateAtStart = false;
        await database.Database.PrepareAsync(TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task PrepareAsync_LockLeftByAKilledStart_GoesOnAtOnce(bool isPending)
    {
        using var database = new TemporaryDatabase(isEmpty: isPending);
        database.Execute("""
            CREATE TABLE IF NOT EXISTS "__EFMigrationsLock" ("Id" INTEGER NOT NULL CONSTRAINT "PK___EFMigrationsLock" PRIMARY KEY, "Timestamp" TEXT NOT NULL);
            INSERT INTO "__EFMigrationsLock" VALUES (1, '2026-11-29 21:00:00+00:00')
            """);

        await database.Database.PrepareAsync(TestContext.Current.CancellationToken).WaitAsync(Outer.Limit, TestContext.Current.CancellationToken);

        Assert.Equal("1", database.Query("SELECT COUNT(*) FROM sqlite_master WHERE name = 'Records'")[0][0]);
        Assert.Equal(isPending ? "0" : "1", database.Query("""SELECT COUNT(*) FROM "__EFMigrationsLock" """)[0][0]);
    }

    [Fact]
    public async Task PrepareAsync_NothingPending_TakesNoLock()
    {
        using var database = new TemporaryDatabase();
        database.Execute("""DROP TABLE IF EXISTS "__EFMigrationsLock" """);
        await database.Database.PrepareAsync(TestContext.Current.CancellationToken);
        Assert.Empty(database.Query("SELECT name FROM sqlite_master WHERE name = '__EFMigrationsLock'"));
    }

    [Fact]
    public void ShouldMigrateAtStart_NotSet_IsForSqliteOnly()
    {
        Assert.True(new DatabaseOptions().ShouldMigrateAtStart);
        Assert.False(new DatabaseOptions { Provider = DatabaseProvider.SqlServer }.ShouldMigrateAtStart);
        Assert.True(new DatabaseOptions { Provider = DatabaseProvider.SqlServer, MigrateAtStart = true }.ShouldMigrateAtStart);
    }
}
