using System.Diagnostics;
using System.Security.Cryptography;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Portal.Data.Masking;
using Portal.Data.Sessions;
using Xunit;

namespace Portal.Tests.Data.Sessions;

public sealed class SqliteRecordStoreTests : IDisposable
{
    private readonly TemporaryDatabase _database = new();
    private readonly Guid _stream = Guid.CreateVersion7();

    public void Dispose() => _database.Dispose();

    [Fact]
    public async Task Commit_Records_EveryFieldIsReadBack()
    {
        var session = Records.Session();
        var record = new PendingRecord(session, Records.Noon.AddTicks(10), RecordDirection.Response, RecordOrigin.Server, RecordOutcome.Error, "{\"é\":\"\0€😀\"}"u8.ToArray())
        {
            Method = "tools/call",
            Tool = new string('t', 256),
            RpcId = "\"1\"",
            Rule = "engineers",
            LatencyMicroseconds = long.MaxValue,
            MaskedCount = 3,
            Hits = [new PendingHit("pan", "$.a", "cardholder data", 1, "mask", 2, "networkCheckDigit,fieldSaysCardNumber"), new PendingHit("cvv", "$.é", "own", 7, "redact", 1)],
            Cards = [new PendingCard(SHA256.HashData("a"u8), 1), new PendingCard(SHA256.HashData("b"u8), 2)],
        };
        Commit(7, record, Records.Of(""));

        await using var context = await _database.Contexts.CreateDbContextAsync(TestContext.Current.CancellationToken);
        var rows = await context.Records.AsNoTracking().OrderBy(row => row.Position).ToListAsync(TestContext.Current.CancellationToken);
        Assert.Equal([7L, 8L], rows.Select(row => row.Sequence));
        Assert.All(rows, row => Assert.Equal(_stream, row.Stream));
        var stored = rows[0];
        Assert.Equal(
            (session.Id, record.Time, record.Direction, record.From, record.Outcome, record.Method, record.Tool),
            (stored.SessionId!.Value, stored.Time, stored.Direction, stored.From, stored.Outcome, stored.Method, stored.Tool));
        Assert.Equal(
            (record.RpcId, record.Rule, record.LatencyMicroseconds, record.MaskedCount),
            (stored.RpcId, stored.Rule, stored.LatencyMicroseconds, stored.MaskedCount));
        Assert.Null(rows[1].SessionId);
        Assert.Null(rows[1].Method);

        var payloads = await context.RecordPayloads.AsNoTracking().OrderBy(row => row.Position).Select(row => row.Text).ToListAsync(TestContext.Current.CancellationToken);
        Assert.Equal(["{\"é\":\"\0€😀\"}", ""], payloads);

        var hits = await context.MaskingLog.AsNoTracking().OrderBy(row => row.Ordinal).ToListAsync(TestContext.Current.CancellationToken);
        Assert.All(hits, hit => Assert.Equal(stored.Position, hit.Position));
        Assert.Equal(record.Hits, hits.Select(hit => new PendingHit(hit.Kind, hit.Path, hit.Rule, hit.RuleVersion, hit.Action, hit.Count, hit.Why)));
        var cards = await context.CardIndex.AsNoTracking().OrderBy(row => row.KeyVersion).ToListAsync(TestContext.Current.CancellationToken);
        Assert.Equal(record.Cards.Select(card => (Convert.ToHexString(card.Hash), stored.Position, card.KeyVersion)), cards.Select(card => (Convert.ToHexString(card.Hash), card.Position, card.KeyVersion)));
    }

    [Fact]
    public async Task Commit_SomeMegabytes_AreCopiedIntoTheDatabaseFileBesideTheWriter()
    {
        var payload = new string('x', 1024 * 1024);
        using var store = _database.OpenStore();
        for (var sequence = 1; sequence <= 20; sequence++)
        {
            store.Commit(_stream, sequence, [Records.Of(payload)]);
        }

        // Only the checkpointer does it so early: SQLite itself waits for 128 MB, and the last connection to close, which comes later.
        var waited = Stopwatch.StartNew();
        while (new FileInfo(_database.File).Length < 16 * payload.Length && waited.Elapsed < Outer.Limit)
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        Assert.InRange(new FileInfo(_database.File).Length, 16 * payload.Length, 64L * payload.Length);
    }

    [Fact]
    public async Task Commit_SessionOverSeveralGroups_IsInsertedOnceAndCounted()
    {
        var session = Records.Session();
        Commit(1, Records.Of("a", session), Records.Of("b", session, RecordOutcome.Denied), Records.Of("b", session, RecordOutcome.Denied, RecordOrigin.Portal));
        Assert.True(session.Stored);
        session.Protocol = "2026-07-28";
        session.ProtocolSessionHash = SHA256.HashData("id"u8);
        session.Ended = Records.Noon.AddHours(1);
        Commit(4, Records.Of("c", session, RecordOutcome.Held) with { MaskedCount = 5, Time = Records.Noon.AddMinutes(3) });
        session.ProtocolSessionHash = null;
        session.Ended = null;
        Commit(5, Records.Of("d", session) with { MaskedCount = 1, Time = Records.Noon.AddMinutes(4) });

        await using var context = await _database.Contexts.CreateDbContextAsync(TestContext.Current.CancellationToken);
        var row = await context.Sessions.AsNoTracking().SingleAsync(TestContext.Current.CancellationToken);
        Assert.Equal((session.Id, session.CallerId, session.CallerKind, session.CallerName, session.Server), (row.Id, row.CallerId, row.CallerKind, row.CallerName, row.Server));
        Assert.Equal((session.SourceIp, session.ClientName, session.ClientVersion, "2026-07-28"), (row.SourceIp, row.ClientName, row.ClientVersion, row.Protocol));
        Assert.Equal((Records.Noon, Records.Noon.AddMinutes(4), Records.Noon.AddHours(1)), (row.Started, row.LastSeen, row.Ended!.Value));
        Assert.Equal((5, 1, 1, 6), (row.Records, row.Denied, row.Held, row.Masked));
        Assert.Equal(SHA256.HashData("id"u8), row.ProtocolSessionHash);
    }

    [Fact]
    public void Commit_TwoStreams_KeepTheirOwnSequences()
    {
        using var other = _database.OpenStore();
        Commit(1, Records.Of("a"));
        other.Commit(Guid.CreateVersion7(), 1, [Records.Of("b")]);
        Commit(2, Records.Of("c"));
        Assert.Equal(["1", "2"], _database.Query("SELECT COUNT(*) FROM Records GROUP BY Stream ORDER BY 1").Select(row => row[0]));
    }

    [Fact]
    public void Commit_GroupFailsInTheMiddle_StoresNothingOfItAndGoesOnAfterwards()
    {
        var session = Records.Session();
        using var store = _database.OpenStore();
        store.Commit(_stream, 2, [Records.Of("taken")]);
        Assert.ThrowsAny<SqliteException>(() => store.Commit(_stream, 1, [Records.Of("a", session), Records.Of("b", session)]));
        Assert.False(session.Stored);
        Assert.Equal("1", Count("Records"));
        Assert.Equal("0", Count("Sessions"));

        store.Commit(_stream, 3, [Records.Of("c", session)]);
        Assert.True(session.Stored);
        Assert.Equal("2", Count("Records"));
        Assert.Equal("1", Count("Sessions"));
    }

    [Theory]
    [InlineData("MaskingLog")]
    [InlineData("CardIndex")]
    public void Commit_EvidenceOfMaskingFails_StoresNothingOfTheGroup(string table)
    {
        var touched = Records.Of("card") with { Hits = [new PendingHit("pan", "$", "rule", 1, "mask", 1)], Cards = [new PendingCard(SHA256.HashData("a"u8), 1)] };
        using var store = _database.OpenStore();
        _database.Execute($"CREATE TRIGGER refuse BEFORE INSERT ON {table} BEGIN SELECT RAISE(ABORT, 'no'); END");
        Assert.ThrowsAny<SqliteException>(() => store.Commit(_stream, 1, [Records.Of("a"), touched]));
        Assert.Equal(["0", "0", "0"], [Count("Records"), Count("MaskingLog"), Count("CardIndex")]);
        _database.Execute("DROP TRIGGER refuse");

        store.Commit(_stream, 1, [Records.Of("a"), touched]);
        Assert.Equal(["2", "1", "1"], [Count("Records"), Count("MaskingLog"), Count("CardIndex")]);
    }

    [Fact]
    public void Commit_DatabaseLockedByAnother_FailsAndWorksAfterwards()
    {
        using var store = _database.OpenStore();
        store.Commit(_stream, 1, [Records.Of("a")]);
        using (var connection = _database.Connect())
        {
            using var begin = connection.CreateCommand();
            begin.CommandText = "BEGIN IMMEDIATE";
            begin.ExecuteNonQuery();
            Assert.ThrowsAny<SqliteException>(() => store.Commit(_stream, 2, [Records.Of("b")]));
        }

        store.Commit(_stream, 2, [Records.Of("b")]);
        Assert.Equal("2", Count("Records"));
    }

    [Fact]
    public async Task Commit_NoTables_FailsAndWorksOnceTheyAreThere()
    {
        using var database = new TemporaryDatabase(isEmpty: true);
        using var store = database.OpenStore();
        Assert.ThrowsAny<SqliteException>(() => store.Commit(_stream, 1, [Records.Of("a")]));
        await database.Database.MigrateAsync(TestContext.Current.CancellationToken);

        store.Commit(_stream, 1, [Records.Of("a")]);
        Assert.Equal("1", database.Query("SELECT COUNT(*) FROM Records")[0][0]);
    }

    [Fact]
    public void Commit_Returned_RowsAreOnDiskForAnotherConnection()
    {
        using var store = _database.OpenStore();
        for (var sequence = 1; sequence <= 20; sequence++)
        {
            store.Commit(_stream, sequence, [Records.Of($"{sequence}")]);
            Assert.Equal($"{sequence}", Count("Records"));
        }

        Assert.Equal(Enumerable.Range(1, 20).Select(number => $"{number}"), _database.Query("SELECT Text FROM Records ORDER BY Position").Select(row => row[0]));
    }

    [Fact]
    public void Commit_FirstGroupsOfStreams_TakeNumbersInTurnAndOrderByThem()
    {
        Commit(1, Records.Of("a"), Records.Of("b"));
        using (var restarted = _database.OpenStore())
        {
            restarted.Commit(Guid.CreateVersion7(), 1, [Records.Of("c")]);
        }

        Assert.Equal([$"1 {Hex(_stream)} {Records.Noon.UtcTicks}", "2"], [.. _database.Query("SELECT Number, hex(Stream), Started FROM RecordStreams WHERE Number = 1").Select(row => string.Join(' ', row)), _database.Query("SELECT MAX(Number) FROM RecordStreams")[0][0]]);
        Assert.Equal(
            [$"{RecordPosition.Of(1, 1)} 1 a", $"{RecordPosition.Of(1, 2)} 2 b", $"{RecordPosition.Of(2, 1)} 1 c"],
            _database.Query("SELECT Position, Sequence, Text FROM Records ORDER BY Position").Select(row => string.Join(' ', row)));
    }

    [Fact]
    public void Commit_StreamOnAFreshStore_KeepsItsNumber()
    {
        Commit(1, Records.Of("a"));
        Commit(2, Records.Of("b"));
        Assert.Equal("1", Assert.Single(_database.Query("SELECT Number FROM RecordStreams"))[0]);
        Assert.Equal([$"{RecordPosition.Of(1, 1)}", $"{RecordPosition.Of(1, 2)}"], _database.Query("SELECT Position FROM Records ORDER BY Position").Select(row => row[0]));
    }

    [Fact]
    public void Commit_NumberTakenByAnotherWriter_TakesTheNext()
    {
        _database.Execute("INSERT INTO RecordStreams (Number, Stream, Started) VALUES (1, randomblob(16), 0), (7, randomblob(16), 0)");
        Commit(1, Records.Of("a"));
        Assert.Equal($"{RecordPosition.Of(8, 1)}", Assert.Single(_database.Query("SELECT Position FROM Records"))[0]);
    }

    [Fact]
    public void Commit_FirstGroupFails_LeavesNoNumberAndTakesOneThatIsFreeLater()
    {
        using var store = _database.OpenStore();
        _database.Execute("CREATE TRIGGER refuse BEFORE INSERT ON Records BEGIN SELECT RAISE(ABORT, 'no'); END");
        Assert.ThrowsAny<SqliteException>(() => store.Commit(_stream, 1, [Records.Of("a")]));
        Assert.Equal("0", Count("RecordStreams"));
        Assert.Equal(0, store.LastSequence(_stream));
        _database.Execute("DROP TRIGGER refuse");

        using (var other = _database.OpenStore())
        {
            other.Commit(Guid.CreateVersion7(), 1, [Records.Of("other")]);
        }

        store.Commit(_stream, 1, [Records.Of("a")]);
        Assert.Equal(["other", "a"], _database.Query("SELECT Text FROM Records ORDER BY Position").Select(row => row[0]));
        Assert.Equal($"{RecordPosition.Of(2, 1)}", _database.Query("SELECT MAX(Position) FROM Records")[0][0]);
    }

    [Fact]
    public void Commit_SequenceOutOfRange_StoresNothing()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Commit(1L << 40, Records.Of("a")));
        Assert.Throws<ArgumentOutOfRangeException>(() => Commit((1L << 40) - 1, Records.Of("a"), Records.Of("b")));
        Assert.Equal("0", Count("Records"));
        Assert.Equal("0", Count("RecordStreams"));
    }

    [Fact]
    public void LastSequence_SeveralStreams_IsTheStreamsOwn()
    {
        using var store = _database.OpenStore();
        Assert.Equal(0, store.LastSequence(_stream));
        var (earlier, later) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        store.Commit(earlier, 1, [Records.Of("a"), Records.Of("b"), Records.Of("c")]);
        store.Commit(_stream, 1, [Records.Of("d"), Records.Of("e")]);
        store.Commit(later, 1, [Records.Of("f")]);
        Assert.Equal((3, 2, 1), (store.LastSequence(earlier), store.LastSequence(_stream), store.LastSequence(later)));
    }

    [Fact]
    public void LastSequence_NumberWithoutRecords_IsZero()
    {
        using var store = _database.OpenStore();
        store.Commit(Guid.CreateVersion7(), 1, [Records.Of("a")]);
        _database.Execute($"INSERT INTO RecordStreams (Number, Stream, Started) VALUES (2, x'{Hex(_stream)}', 0)");
        Assert.Equal(0, store.LastSequence(_stream));
        store.Commit(_stream, 1, [Records.Of("b")]);
        Assert.Equal(1, store.LastSequence(_stream));
        Assert.Equal($"{RecordPosition.Of(2, 1)}", _database.Query("SELECT MAX(Position) FROM Records")[0][0]);
    }

    [Fact]
    public void LastSequence_AfterACommitFailed_IsThatOfTheLastOneStored()
    {
        using var store = _database.OpenStore();
        store.Commit(_stream, 1, [Records.Of("a"), Records.Of("b")]);
        _database.Execute("CREATE TRIGGER refuse BEFORE INSERT ON Records WHEN NEW.Sequence = 4 BEGIN SELECT RAISE(ABORT, 'no'); END");
        Assert.ThrowsAny<SqliteException>(() => store.Commit(_stream, 3, [Records.Of("c"), Records.Of("d")]));
        Assert.Equal(2, store.LastSequence(_stream));
    }

    [Fact]
    public async Task LastSequence_NoTables_FailsAndWorksOnceTheyAreThere()
    {
        using var database = new TemporaryDatabase(isEmpty: true);
        using var store = database.OpenStore();
        Assert.ThrowsAny<SqliteException>(() => store.LastSequence(_stream));
        await database.Database.MigrateAsync(TestContext.Current.CancellationToken);

        Assert.Equal(0, store.LastSequence(_stream));
    }

    [Fact]
    public void LastSequence_Plan_SeeksInTheKeysTree()
    {
        var plan = _database.Query("EXPLAIN QUERY PLAN " + RecordSql.LastPosition.Replace("@p1", "1", StringComparison.Ordinal).Replace("@p2", "2", StringComparison.Ordinal));
        Assert.Equal("SEARCH Records USING INTEGER PRIMARY KEY (rowid>? AND rowid<?)", Assert.Single(plan)[^1]);
    }

    private static string Hex(Guid stream) => Convert.ToHexString(stream.ToByteArray(bigEndian: true));

    private string Count(string table) => _database.Query($"SELECT COUNT(*) FROM {table}")[0][0];

    private void Commit(long firstSequence, params PendingRecord[] records)
    {
        using var store = _database.OpenStore();
        store.Commit(_stream, firstSequence, records);
    }
}
