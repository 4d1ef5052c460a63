using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Data.Sessions;
using Xunit;
using Record = Portal.Data.Sessions.Record;

namespace Portal.Tests.Data.Sessions;

public sealed class SessionQueriesTests : IDisposable
{
    private readonly TemporaryDatabase _database = new();
    private readonly PortalDbContext _context;
    private readonly SessionEntry _session = Records.Session();
    private readonly Guid _first = Guid.Parse("ffffffff-0000-7000-8000-000000000000");
    private readonly Guid _second = Guid.Parse("00000000-0000-7000-8000-000000000000");

    public SessionQueriesTests() => _context = _database.Contexts.CreateDbContext();

    public void Dispose()
    {
        _context.Dispose();
        _database.Dispose();
    }

    [Fact]
    public async Task Lists_RecordsOfOneTime_AreInTheOrderOfTheirCommit()
    {
        Fill();
        var timeline = await _context.Timeline(_session.Id).ToListAsync(TestContext.Current.CancellationToken);
        Assert.Equal([(_first, 1L), (_first, 2L), (_second, 1L)], timeline.Select(record => (record.Stream, record.Sequence)));
        var search = await _context.SearchRecords(new SessionFilter()).ToListAsync(TestContext.Current.CancellationToken);
        Assert.Equal([(_second, 1L), (_first, 2L), (_first, 1L)], search.Select(record => (record.Stream, record.Sequence)));
    }

    [Fact]
    public void Lists_BothProviders_DoNotReadTexts()
    {
        using var sqlServer = new SqlServerDesignTimeFactory().CreateDbContext([]);
        Assert.All<PortalDbContext>([_context, sqlServer], context =>
        {
            Assert.DoesNotContain("Text", context.Timeline(_session.Id).ToQueryString(), StringComparison.Ordinal);
            Assert.DoesNotContain("Text", context.SearchRecords(new SessionFilter { Caller = "a", Server = "b", Tool = "c*", Masked = true, Outcome = RecordOutcome.Ok }).ToQueryString(), StringComparison.Ordinal);
            Assert.DoesNotContain("Text", context.Records.ToQueryString(), StringComparison.Ordinal);
            Assert.Contains("Text", context.Timeline(_session.Id).WithPayload(context).ToQueryString(), StringComparison.Ordinal);
        });
    }

    [Fact]
    public void Lists_Sqlite_AreSortedByTheirIndex()
    {
        Assert.Equal(["SCAN r USING INDEX IX_Records_Time"], Plan(_context.SearchRecords(new SessionFilter())));
        Assert.Equal(["SEARCH r USING INDEX IX_Records_SessionId_Time (SessionId=?)"], Plan(_context.Timeline(_session.Id)));
    }

    [Fact]
    public async Task WithPayload_SomeTextsDropped_GivesTheRestAndKeepsTheRecords()
    {
        Fill();
        _context.RecordPayloads.Remove(await _context.RecordPayloads.SingleAsync(payload => payload.Text == "b", TestContext.Current.CancellationToken));
        await _context.SaveChangesAsync(TestContext.Current.CancellationToken);
        var rows = await _context.Timeline(_session.Id).WithPayload(_context).ToListAsync(TestContext.Current.CancellationToken);
        Assert.Equal(["a", null, "c"], rows.Select(row => row.Payload));
        Assert.Equal([2L], (await _context.SearchRecords(new SessionFilter()).Where(record => !_context.RecordPayloads.Any(payload => payload.Position == record.Position)).ToListAsync(TestContext.Current.CancellationToken)).Select(record => record.Sequence));
    }

    [Fact]
    public async Task SearchRecords_Text_FindsTheRecordWithIt()
    {
        Fill();
        var found = await _context.SearchRecords(new SessionFilter { Text = "c" }).SingleAsync(TestContext.Current.CancellationToken);
        Assert.Equal((_second, 1L), (found.Stream, found.Sequence));
        Assert.Single(await _context.Search(new SessionFilter { Text = "c" }).ToListAsync(TestContext.Current.CancellationToken));
        Assert.Empty(await _context.Search(new SessionFilter { Text = "d" }).ToListAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task FindPositionAsync_StreamAndSequence_IsTheRecordsKey()
    {
        Fill();
        var record = await _context.Records.AsNoTracking().SingleAsync(row => row.Stream == _second, TestContext.Current.CancellationToken);
        Assert.Equal(record.Position, await Find(_second, 1));
        Assert.Null(await Find(_second, 0));
        Assert.Null(await Find(_second, long.MaxValue));
        Assert.Null(await Find(Guid.NewGuid(), 1));
    }

    private Task<long?> Find(Guid stream, long sequence) => _context.FindPositionAsync(stream, sequence, TestContext.Current.CancellationToken);

    private void Fill()
    {
        using var store = _database.OpenStore();
        store.Commit(_first, 1, [Records.Of("a", _session), Records.Of("b", _session)]);
        store.Commit(_second, 1, [Records.Of("c", _session)]);
    }

    private IEnumerable<string> Plan(IQueryable<Record> records)
    {
        // What comes before the statement are parameters as the SQLite shell takes them.
        var sql = records.ToQueryString();
        sql = sql[sql.IndexOf("SELECT", StringComparison.Ordinal)..].Replace("@session", "NULL", StringComparison.Ordinal);
        return _database.Query("EXPLAIN QUERY PLAN " + sql).Select(row => row[^1]);
    }
}
