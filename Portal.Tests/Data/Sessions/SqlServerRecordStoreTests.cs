using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Portal.Data;
using Portal.Data.Sessions;
using Xunit;

namespace Portal.Tests.Data.Sessions;

/// <summary>A server is needed for most of it: the connection string in <c>PORTAL_TEST_SQLSERVER</c>, to a database that the test may fill.</summary>
public sealed partial class SqlServerRecordStoreTests
{
    private const string Variable = "PORTAL_TEST_SQLSERVER";

    [Theory]
    [InlineData(RecordSql.InsertSession, "Sessions")]
    [InlineData(RecordSql.InsertRecord, "Records")]
    [InlineData(RecordSql.InsertHit, "MaskingLog")]
    [InlineData(RecordSql.InsertCard, "CardIndex")]
    public void InsertSql_BothProviders_NamesEveryColumnOfTheModelWithAParameterEach(string sql, string table)
    {
        var columns = ColumnPattern().Matches(sql[..sql.IndexOf("VALUES", StringComparison.Ordinal)]).Skip(1).Select(match => match.Groups["name"].Value).ToList();
        var parameters = ParameterPattern().Matches(sql).Select(match => match.Value);
        Assert.Equal(Enumerable.Range(1, columns.Count).Select(number => $"@p{number}"), parameters);
        Assert.Contains($"\"{table}\"", sql, StringComparison.Ordinal);
        Assert.All(Models(), model => Assert.Equal(TableOf(model, table).Columns.Select(column => column.Name).Order(StringComparer.Ordinal), columns.Order(StringComparer.Ordinal)));
    }

    [Fact]
    public void InsertStreamSql_BothProviders_NamesEveryColumnOfTheModel()
    {
        var columns = ColumnPattern().Matches(RecordSql.InsertStream[..RecordSql.InsertStream.IndexOf("SELECT", StringComparison.Ordinal)]).Skip(1).Select(match => match.Groups["name"].Value);
        Assert.All(Models(), model => Assert.Equal(TableOf(model, "RecordStreams").Columns.Select(column => column.Name).Order(StringComparer.Ordinal), columns.Order(StringComparer.Ordinal)));
    }

    [Theory]
    [InlineData(RecordSql.StreamNumber, "RecordStreams", 1)]
    [InlineData(RecordSql.LastPosition, "Records", 2)]
    public void SelectSql_BothProviders_NamesColumnsOfTheModel(string sql, string table, int parameters)
    {
        var names = ColumnPattern().Matches(sql).Select(match => match.Groups["name"].Value).ToHashSet(StringComparer.Ordinal);
        Assert.All(Models(), model => Assert.Subset(TableOf(model, table).Columns.Select(column => column.Name).Append(table).ToHashSet(StringComparer.Ordinal), names));
        Assert.Equal(Enumerable.Range(1, parameters).Select(number => $"@p{number}"), ParameterPattern().Matches(sql).Select(match => match.Value));
    }

    [Theory]
    [InlineData(RecordSql.CountSession)]
    [InlineData(RecordSql.DescribeSession)]
    public void UpdateSql_BothProviders_NamesColumnsOfTheModelWithParametersInOrder(string sql)
    {
        var names = ColumnPattern().Matches(sql).Skip(1).Select(match => match.Groups["name"].Value).ToHashSet(StringComparer.Ordinal);
        Assert.All(Models(), model => Assert.Subset(TableOf(model, "Sessions").Columns.Select(column => column.Name).ToHashSet(StringComparer.Ordinal), names));
        Assert.Equal(Enumerable.Range(1, 6).Select(number => $"@p{number}"), ParameterPattern().Matches(sql).Select(match => match.Value));
    }

    [Fact]
    public void Commit_UnreachableServer_Throws()
    {
        using var store = new SqlServerRecordStore(new DatabaseOptions
        {
            Provider = DatabaseProvider.SqlServer,
            ConnectionString = "Server=127.0.0.1,1;Database=none;User Id=nobody;Password=nothing;Connect Timeout=1;Encrypt=false;ConnectRetryCount=0",
        });
        Assert.ThrowsAny<System.Data.Common.DbException>(() => store.Commit(Guid.CreateVersion7(), 1, [Records.Of("{}")]));
    }

    [Fact]
    public async Task Commit_Server_StoresRecordsAndCountsTheSession()
    {
        var options = ServerOrSkip();
        await using var context = await MigratedAsync(options);
        using var store = new SqlServerRecordStore(options);
        var stream = Guid.CreateVersion7();
        var session = Records.Session();
        store.Commit(stream, 1, [Records.Of("{\"é\":\"€😀\"}", session), Records.Of("b")]);
        session.ProtocolSessionHash = new byte[32];
        session.Ended = Records.Noon;
        store.Commit(stream, 3, [Records.Of("c", session) with { MaskedCount = 2 }]);

        Assert.Equal([1L, 2L, 3L], await context.Records.Where(row => row.Stream == stream).OrderBy(row => row.Position).Select(row => row.Sequence).ToListAsync(TestContext.Current.CancellationToken));
        var row = await context.Sessions.AsNoTracking().SingleAsync(entry => entry.Id == session.Id, TestContext.Current.CancellationToken);
        Assert.Equal((2, 2, Records.Noon), (row.Records, row.Masked, row.Ended!.Value));
        var first = await context.FindPositionAsync(stream, 1, TestContext.Current.CancellationToken);
        Assert.Equal("{\"é\":\"€😀\"}", (await context.RecordPayloads.AsNoTracking().SingleAsync(payload => payload.Position == first, TestContext.Current.CancellationToken)).Text);
        Assert.Equal(3, store.LastSequence(stream));
        Assert.Equal(0, store.LastSequence(Guid.CreateVersion7()));
    }

    [Fact]
    public async Task Commit_ServerRefusesOneRecord_StoresNothingOfTheGroup()
    {
        var options = ServerOrSkip();
        await using var context = await MigratedAsync(options);
        using var store = new SqlServerRecordStore(options);
        var stream = Guid.CreateVersion7();
        store.Commit(stream, 2, [Records.Of("taken")]);
        Assert.ThrowsAny<System.Data.Common.DbException>(() => store.Commit(stream, 1, [Records.Of("a"), Records.Of("b")]));
        Assert.Equal(1, await context.Records.CountAsync(row => row.Stream == stream, TestContext.Current.CancellationToken));
        store.Commit(stream, 3, [Records.Of("c")]);
        Assert.Equal(2, await context.Records.CountAsync(row => row.Stream == stream, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Commit_ManyWritersStartAtOnceOnAServer_EachTakesANumberOfItsOwn()
    {
        var options = ServerOrSkip();
        await using var context = await MigratedAsync(options);
        var streams = Enumerable.Range(0, 8).Select(_ => Guid.CreateVersion7()).ToList();
        await Task.WhenAll(streams.Select(stream => Task.Run(
            () =>
            {
                using var store = new SqlServerRecordStore(options);
                store.Commit(stream, 1, [Records.Of("a")]);
            },
            TestContext.Current.CancellationToken)));
        Assert.Equal(streams.Count, await context.RecordStreams.CountAsync(row => streams.Contains(row.Stream), TestContext.Current.CancellationToken));
        Assert.Equal(streams.Count, await context.Records.CountAsync(row => streams.Contains(row.Stream), TestContext.Current.CancellationToken));
    }

    private static DatabaseOptions ServerOrSkip()
    {
        var connectionString = Environment.GetEnvironmentVariable(Variable);
        Assert.SkipWhen(string.IsNullOrEmpty(connectionString), $"{Variable} is not set.");
        return new DatabaseOptions { Provider = DatabaseProvider.SqlServer, ConnectionString = connectionString! };
    }

    private static async Task<SqlServerPortalDbContext> MigratedAsync(DatabaseOptions options)
    {
        var context = new SqlServerPortalDbContext(new DbContextOptionsBuilder<SqlServerPortalDbContext>().UseSqlServer(options.ConnectionString).Options);
        await context.Database.MigrateAsync(TestContext.Current.CancellationToken);
        return context;
    }

    private static IRelationalModel[] Models()
    {
        using var sqlite = new SqliteDesignTimeFactory().CreateDbContext([]);
        using var sqlServer = new SqlServerDesignTimeFactory().CreateDbContext([]);
        return [sqlite.GetService<IDesignTimeModel>().Model.GetRelationalModel(), sqlServer.GetService<IDesignTimeModel>().Model.GetRelationalModel()];
    }

    private static ITable TableOf(IRelationalModel model, string name) => model.Tables.Single(table => table.Name == name);

    [GeneratedRegex("\"(?<name>[A-Za-z]+)\"", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex ColumnPattern();

    [GeneratedRegex("@p[0-9]+", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex ParameterPattern();
}
