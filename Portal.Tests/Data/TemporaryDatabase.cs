using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Portal.Data;
using Portal.Data.Locking;
using Portal.Data.Sessions;
using Portal.Gateway.Masking;
using Portal.Gateway.SelfScan;

namespace Portal.Tests.Data;

/// <summary>A migrated SQLite file of its own, registered as the product registers it. Migrated once, then copied.</summary>
internal sealed class TemporaryDatabase : IDisposable
{
    private static readonly Lazy<byte[]> Migrated = new(Migrate);
    private readonly string _directory;
    private readonly ServiceProvider _services;

    public TemporaryDatabase(bool isEmpty = false)
    {
        _directory = Directory.CreateTempSubdirectory("portal-test-").FullName;
        File = Path.Combine(_directory, "portal.db");
        if (!isEmpty)
        {
            System.IO.File.WriteAllBytes(File, Migrated.Value);
        }

        _services = ServicesFor(File);
        Options = _services.GetRequiredService<DatabaseOptions>();
    }

    /// <summary>The database file.</summary>
    public string File { get; }

    public DatabaseOptions Options { get; private set; } = null!;

    public IDbContextFactory<PortalDbContext> Contexts => _services.GetRequiredService<IDbContextFactory<PortalDbContext>>();

    public PortalDatabase Database => _services.GetRequiredService<PortalDatabase>();

    public SqliteFiles Files => _services.GetRequiredService<SqliteFiles>();

    /// <summary>A record store as the product makes it; the caller disposes it.</summary>
    public IRecordStore OpenStore() => new SqliteRecordStore(Options, Files);

    /// <summary>A connection beside the product's.</summary>
    public SqliteConnection Connect()
    {
        var connection = new SqliteConnection($"Data Source={File};Pooling=False");
        connection.Open();
        return connection;
    }

    /// <summary>The rows of a query, each value as text.</summary>
    public List<string[]> Query(string sql)
    {
        using var connection = Connect();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<string[]>();
        while (reader.Read())
        {
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(column => reader.IsDBNull(column) ? "" : reader.GetValue(column).ToString()!)]);
        }

        return rows;
    }

    public void Execute(string sql)
    {
        using var connection = Connect();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>
    /// Gives every text column another collation, such as <c>NOCASE</c> or <c>RTRIM</c>: the look-ups then get what a database
    /// answers that takes texts for equal which are not.
    /// </summary>
    public void Compare(string collation)
    {
        Execute($"""
            PRAGMA writable_schema=ON;
            UPDATE sqlite_master SET sql = replace(sql, '" TEXT ', '" TEXT COLLATE {collation} ') WHERE type = 'table';
            PRAGMA schema_version={int.Parse(Query("PRAGMA schema_version")[0][0]) + 1};
            PRAGMA writable_schema=OFF;
            """);
        Execute("REINDEX");
        Assert.Equal("1", Query(collation == "NOCASE" ? "SELECT COUNT(*) FROM sqlite_master WHERE name = 'Servers' AND sql LIKE '%COLLATE NOCASE%'" : "SELECT 1")[0][0]);
    }

    public void Dispose()
    {
        _services.Dispose();
        using (var connection = new SqliteConnection(Options.ConnectionString))
        {
            SqliteConnection.ClearPool(connection);
        }

        Directory.Delete(_directory, recursive: true);
    }

    private static byte[] Migrate()
    {
        using var database = new TemporaryDatabase(isEmpty: true);
        database.Database.MigrateAsync(CancellationToken.None).GetAwaiter().GetResult();
        using (var context = database.Contexts.CreateDbContext())
        {
            context.Database.ExecuteSqlRaw("PRAGMA wal_checkpoint(TRUNCATE)");
        }

        using (var connection = new SqliteConnection(database.Options.ConnectionString))
        {
            SqliteConnection.ClearPool(connection);
        }

        return System.IO.File.ReadAllBytes(database.File);
    }

    private static ServiceProvider ServicesFor(string file)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?> { ["Database:ConnectionString"] = $"Data Source={file}" })
            .Build();
        return new ServiceCollection().AddSingleton<IStoredTextMask>(new StoredTextMask(new MessageMasker())).AddPortalData(configuration).BuildServiceProvider();
    }
}
