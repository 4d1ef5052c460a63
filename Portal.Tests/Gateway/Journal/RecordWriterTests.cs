using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Portal.Data.Sessions;
using Portal.Gateway.Configuration;
using Portal.Gateway.Journal;
using Portal.Tests.Data;
using Portal.Tests.Fakes;
using Xunit;

namespace Portal.Tests.Gateway.Journal;

public sealed class RecordWriterTests : IDisposable
{
    private const int Capacity = 64;
    private readonly FakeTimeProvider _time = new(Records.Noon);
    private readonly FaultRecordStore _store = new();
    private readonly RecordFeed _feed = new(NullLogger<RecordFeed>.Instance);
    private RecordWriter? _writer;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private RecordWriter Writer => _writer ??= Start(RecordingDurability.Strict);

    public void Dispose()
    {
        _store.Release();
        _writer?.Dispose();
    }

    [Fact]
    public async Task CommitAsync_OneRecord_IsTrueOnceTheStoreHasIt()
    {
        _store.Hold();
        var commit = Writer.CommitAsync(Records.Of("a")).AsTask();
        await _store.EnteredAsync(Cancellation);
        Assert.False(commit.IsCompleted);
        _store.Release();
        Assert.True(await commit);
        Assert.Equal(["a"], Payloads);
    }

    [Fact]
    public async Task CommitAsync_ManyWhileACommitRuns_ShareTheNextGroupInOrder()
    {
        _store.Hold();
        var first = Writer.CommitAsync(Records.Of("0")).AsTask();
        await _store.EnteredAsync(Cancellation);
        var others = Enumerable.Range(1, 50).Select(number => Writer.CommitAsync(Records.Of($"{number}")).AsTask()).ToList();
        _store.Release();
        Assert.True(await first);
        Assert.All(await Task.WhenAll(others), Assert.True);
        Assert.Equal([(1L, 1), (2L, 50)], _store.Groups.Select(group => (group.First, group.Records.Count)));
        Assert.Equal(Enumerable.Range(0, 51).Select(number => $"{number}"), Payloads);
    }

    [Fact]
    public async Task CommitAsync_SeveralRecordsAtOnce_AreInOrderInOneGroup()
    {
        _store.Hold();
        var first = Writer.CommitAsync(Records.Of("0")).AsTask();
        await _store.EnteredAsync(Cancellation);
        var several = Writer.CommitAsync([Records.Of("1"), Records.Of("2"), Records.Of("3")]).AsTask();
        _store.Release();
        Assert.True(await first);
        Assert.True(await several);
        Assert.Equal([1, 3], _store.Groups.Select(group => group.Records.Count));
        Assert.Equal(["0", "1", "2", "3"], Payloads);
    }

    [Fact]
    public async Task CommitAsync_NoRecords_IsTrueWithoutTheStore()
    {
        Assert.True(await Writer.CommitAsync([]));
        Assert.Equal(0, _store.Attempts);
    }

    [Fact]
    public async Task CommitAsync_HugePayloads_AreSplitIntoGroups()
    {
        _store.Hold();
        var first = Writer.CommitAsync(Records.Of("0")).AsTask();
        await _store.EnteredAsync(Cancellation);
        var huge = new string('x', 5 * 1024 * 1024);
        var others = Enumerable.Range(0, 4).Select(_ => Writer.CommitAsync(Records.Of(huge)).AsTask()).ToList();
        _store.Release();
        Assert.True(await first);
        Assert.All(await Task.WhenAll(others), Assert.True);
        Assert.Equal([1, 2, 2], _store.Groups.Select(group => group.Records.Count));
    }

    [Fact]
    public async Task CommitAsync_UnderLoad_SequenceIsGapless()
    {
        var writer = Writer;
        var results = await Task.WhenAll(Enumerable.Range(0, 16).Select(caller => Task.Run(
            async () =>
            {
                var stored = true;
                for (var call = 0; call < 200; call++)
                {
                    stored &= await writer.CommitAsync(Records.Of($"{caller}/{call}"));
                }

                return stored;
            },
            Cancellation)));
        Assert.All(results, Assert.True);
        var next = 1L;
        foreach (var (first, records) in _store.Groups)
        {
            Assert.Equal(next, first);
            next += records.Count;
        }

        Assert.Equal(16 * 200 + 1, next);
        Assert.Equal(16 * 200, Payloads.Distinct().Count());
        Assert.All(Payloads.GroupBy(payload => payload.Split('/')[0]), calls => Assert.Equal(Enumerable.Range(0, 200).Select(call => $"{calls.Key}/{call}"), calls));
    }

    [Fact]
    public async Task CommitAsync_StoreFails_IsFalseForTheWholeGroupAndUsesNoSequence()
    {
        Assert.True(await Writer.CommitAsync(Records.Of("a")));
        await _store.EnteredAsync(Cancellation);
        _store.Hold();
        _store.IsFailing = true;
        var first = Writer.CommitAsync(Records.Of("b")).AsTask();
        await _store.EnteredAsync(Cancellation);
        var group = Enumerable.Range(0, 10).Select(_ => Writer.CommitAsync(Records.Of("c")).AsTask()).ToList();
        _store.Release();
        Assert.False(await first);
        Assert.All(await Task.WhenAll(group), Assert.False);
        Assert.Equal(Records.Noon, Writer.FailingSince);

        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.False(await Writer.CommitAsync(Records.Of("d")));
        Assert.Equal(Records.Noon, Writer.FailingSince);

        _store.IsFailing = false;
        Assert.True(await Writer.CommitAsync(Records.Of("e")));
        Assert.Null(Writer.FailingSince);
        Assert.Equal([(1L, 1), (2L, 1)], _store.Groups.Select(entry => (entry.First, entry.Records.Count)));
        Assert.Equal(["a", "e"], Payloads);
    }

    [Fact]
    public async Task CommitAsync_OneOfSeveralFails_IsFalse()
    {
        _store.IsFailing = true;
        Assert.False(await Writer.CommitAsync([Records.Of("a"), Records.Of("b")]));
    }

    [Fact]
    public async Task CommitAsync_SeveralThatWouldFillMoreThanAGroup_AreOneTransaction()
    {
        var huge = new string('x', 9 * 1024 * 1024);
        _store.IsFailing = true;
        Assert.False(await Writer.CommitAsync([Records.Of(huge), Records.Of(huge), Records.Of(huge)]));
        Assert.Empty(_store.Groups);
        _store.IsFailing = false;
        Assert.True(await Writer.CommitAsync([Records.Of(huge), Records.Of(huge), Records.Of(huge)]));
        Assert.Equal(3, Assert.Single(_store.Groups).Records.Count);
    }

    [Fact]
    public async Task CommitAsync_CommittedAfterTheMessageGaveUp_IsFollowedByNotReleased()
    {
        _store.Hold();
        var during = Writer.CommitAsync(Records.Of("during")).AsTask();
        await _store.EnteredAsync(Cancellation);
        var before = Writer.CommitAsync([Records.Of("before 1"), Records.Of("before 2")]).AsTask();
        _time.Advance(TimeSpan.FromSeconds(11));
        Assert.False(await during);
        Assert.False(await before);
        _store.Release();
        Assert.True(await Writer.CommitAsync(Records.Of("after")));

        var methods = _store.Groups.SelectMany(group => group.Records).Select(record => record.Method == "portal/not-released" ? "not released" : TextOf(record)).ToList();
        Assert.Equal(["during", "not released", "before 1", "before 2", "not released", "not released", "after"], methods);
        Assert.Equal(Enumerable.Range(1, _store.Groups.Count - 1).Select(index => _store.Groups[index - 1].First + _store.Groups[index - 1].Records.Count),
            _store.Groups.Skip(1).Select(group => group.First));
    }

    [Fact]
    public async Task CommitAsync_Stalls_CountsAsFailingUntilACommitWorks()
    {
        _store.Hold();
        var commit = Writer.CommitAsync(Records.Of("a")).AsTask();
        await _store.EnteredAsync(Cancellation);
        _time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(TimeSpan.FromSeconds(5), Writer.OldestWait);
        Assert.Null(Writer.FailingSince);
        _time.Advance(TimeSpan.FromSeconds(6));
        Assert.False(await commit);
        Assert.NotNull(Writer.FailingSince);
        _store.Release();
        Assert.True(await Writer.CommitAsync(Records.Of("b")));
        Assert.Null(Writer.FailingSince);
        Assert.Equal(TimeSpan.Zero, Writer.OldestWait);
    }

    [Fact]
    public async Task Dispose_CommitHangs_RefusesWhoeverWaits()
    {
        var writer = new RecordWriter(_store, _feed, Options.Create(new GatewayOptions { Recording = new RecordingOptions { TimeoutSeconds = 1 } }), _time, NullLogger<RecordWriter>.Instance);
        _store.Hold();
        var during = writer.CommitAsync(Records.Of("during")).AsTask();
        await _store.EnteredAsync(Cancellation);
        var queued = Enumerable.Range(0, 5).Select(_ => writer.CommitAsync(Records.Of("queued")).AsTask()).ToList();

        writer.Dispose();

        Assert.All(await Task.WhenAll([during, .. queued]).WaitAsync(Outer.Limit, Cancellation), Assert.False);
        _store.Release();
    }

    [Fact]
    public async Task CommitAsync_StoreTakesTooLong_IsFalse()
    {
        _store.Hold();
        var commit = Writer.CommitAsync(Records.Of("a")).AsTask();
        await _store.EnteredAsync(Cancellation);
        _time.Advance(TimeSpan.FromSeconds(9));
        Assert.False(commit.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.False(await commit);
    }

    [Fact]
    public async Task CommitAsync_QueueIsFull_WaitsForRoomAndLosesNothing()
    {
        _store.Hold();
        var commits = new List<Task<bool>> { Writer.CommitAsync(Records.Of("0")).AsTask() };
        await _store.EnteredAsync(Cancellation);
        commits.AddRange(Enumerable.Range(1, Capacity + 5).Select(number => Writer.CommitAsync(Records.Of($"{number}")).AsTask()));
        Assert.All(commits, commit => Assert.False(commit.IsCompleted));
        _store.Release();
        Assert.All(await Task.WhenAll(commits), Assert.True);
        Assert.Equal(Enumerable.Range(0, Capacity + 6).Select(number => $"{number}"), Payloads);
    }

    [Fact]
    public async Task CommitAsync_QueueStaysFull_IsFalseAfterTheTimeoutAndNotStored()
    {
        _store.Hold();
        var first = Writer.CommitAsync(Records.Of("0")).AsTask();
        await _store.EnteredAsync(Cancellation);
        var queued = Enumerable.Range(1, Capacity).Select(number => Writer.CommitAsync(Records.Of($"{number}")).AsTask()).ToList();
        var late = Writer.CommitAsync(Records.Of("late")).AsTask();
        _time.Advance(TimeSpan.FromSeconds(11));
        Assert.False(await late);
        Assert.False(await first);
        Assert.All(await Task.WhenAll(queued), Assert.False);
        _store.Release();
        Assert.True(await Writer.CommitAsync(Records.Of("after")));
        Assert.DoesNotContain("late", Payloads);
    }

    [Fact]
    public async Task CommitAsync_Relaxed_IsTrueBeforeTheCommit()
    {
        _writer = Start(RecordingDurability.Relaxed);
        _store.Hold();
        Assert.True(await Writer.CommitAsync(Records.Of("a")));
        Assert.Empty(_store.Groups);
        _store.Release();
        _writer.Dispose();
        _writer = null;
        Assert.Equal(["a"], Payloads);
    }

    [Fact]
    public async Task CommitAsync_RelaxedAndFailing_IsFalse()
    {
        _writer = Start(RecordingDurability.Relaxed);
        var announced = Announced();
        _store.IsFailing = true;
        await Writer.CommitAsync(Records.Of("a"));
        await _store.EnteredAsync(Cancellation);
        // The second attempt is made only after the first has failed.
        await Writer.CommitAsync(Records.Of("b"));
        await _store.EnteredAsync(Cancellation);
        Assert.False(await Writer.CommitAsync(Records.Of("c")));
        _store.IsFailing = false;
        await Writer.CommitAsync(Records.Of("d"));
        await announced.Task.WaitAsync(Cancellation);
        Assert.True(await Writer.CommitAsync(Records.Of("e")));
    }

    [Fact]
    public async Task Dispose_RecordsQueued_CommitsThemFirst()
    {
        _store.Hold();
        var commits = Enumerable.Range(0, 20).Select(number => Writer.CommitAsync(Records.Of($"{number}")).AsTask()).ToList();
        await _store.EnteredAsync(Cancellation);
        var stop = Task.Run(Writer.Dispose, Cancellation);
        _store.Release();
        await stop;
        Assert.All(await Task.WhenAll(commits), Assert.True);
        Assert.Equal(20, Payloads.Count);
        Assert.False(await Writer.CommitAsync(Records.Of("late")));
    }

    [Fact]
    public async Task Announce_AfterTheCommit_TellsWatchersUntilTheyLeave()
    {
        var seen = new List<string>();
        var announced = Announced();
        var watch = _feed.Watch(records => seen.AddRange(records.Select(TextOf)));
        await Writer.CommitAsync(Records.Of("a"));
        await announced.Task.WaitAsync(Cancellation);
        // The next commit begins after the first group's announcement.
        await Writer.CommitAsync(Records.Of("b"));
        await Writer.CommitAsync(Records.Of("c"));
        watch.Dispose();
        Assert.Equal(["a", "b"], seen.Take(2));
        var count = seen.Count;
        await Writer.CommitAsync(Records.Of("d"));
        await Writer.CommitAsync(Records.Of("e"));
        Assert.InRange(seen.Count, count, 3);
    }

    [Fact]
    public async Task Announce_StoreFailed_TellsNobody()
    {
        var announced = Announced();
        _store.IsFailing = true;
        Assert.False(await Writer.CommitAsync(Records.Of("a")));
        Assert.False(await Writer.CommitAsync(Records.Of("b")));
        Assert.False(announced.Task.IsCompleted);
    }

    [Fact]
    public async Task CommitAsync_RealStore_EveryTrueRecordIsInTheDatabaseInOrder()
    {
        using var database = new TemporaryDatabase();
        var session = Records.Session();
        using (var writer = new RecordWriter(database.OpenStore(), _feed, OptionsOf(RecordingDurability.Strict), TimeProvider.System, NullLogger<RecordWriter>.Instance))
        {
            var results = await Task.WhenAll(Enumerable.Range(0, 500).Select(number => writer.CommitAsync(Records.Of($"{number}", session)).AsTask()));
            Assert.All(results, Assert.True);
        }

        Assert.Equal(Enumerable.Range(0, 500).Select(number => $"{number}"), database.Query("SELECT Text FROM Records ORDER BY Position").Select(row => row[0]));
        Assert.Equal(Enumerable.Range(1, 500).Select(number => $"{number}"), database.Query("SELECT Sequence FROM Records ORDER BY Sequence").Select(row => row[0]));
        Assert.Equal("500", Assert.Single(database.Query("SELECT Records FROM Sessions"))[0]);
    }

    [Fact]
    public async Task CommitAsync_AnswerOfTheFirstCommitIsLost_GoesOnBehindItAndStoresNothingTwice()
    {
        using var database = new TemporaryDatabase();
        var store = new SwitchableRecordStore(database.OpenStore()) { After = () => throw new IOException("connection lost") };
        using var writer = new RecordWriter(store, _feed, OptionsOf(RecordingDurability.Strict), TimeProvider.System, NullLogger<RecordWriter>.Instance);
        Assert.False(await writer.CommitAsync(Records.Of("answer lost")));
        store.After = null;
        Assert.True(await writer.CommitAsync(Records.Of("next")));
        Assert.Equal(["1 answer lost", "3 next"], database.Query("SELECT Sequence, Text FROM Records WHERE Method IS NULL OR Method <> 'portal/not-released' ORDER BY Position").Select(row => string.Join(' ', row)));
        Assert.Equal("2", Assert.Single(database.Query("SELECT Sequence FROM Records WHERE Method = 'portal/not-released'"))[0]);
        Assert.Single(database.Query("SELECT Number FROM RecordStreams"));
    }

    [Fact]
    public async Task CommitAsync_TheNoteOfALateCommitFails_IsStoredWithTheNextGroup()
    {
        _store.Hold();
        var late = Writer.CommitAsync(Records.Of("late")).AsTask();
        await _store.EnteredAsync(Cancellation);
        _time.Advance(TimeSpan.FromSeconds(11));
        Assert.False(await late);
        _store.FailingFrom = 2;
        _store.Release();
        await _store.EnteredAsync(Cancellation);
        Assert.False(await Writer.CommitAsync(Records.Of("failed")));

        _store.FailingFrom = 0;
        Assert.True(await Writer.CommitAsync(Records.Of("next")));

        var stored = _store.Groups.SelectMany(group => group.Records).Select(record => record.Method ?? TextOf(record));
        Assert.Equal(["late", "portal/not-released", "next"], stored);
        Assert.Equal([1L, 2L], _store.Groups.Select(group => group.First));
    }

    [Fact]
    public async Task Dispose_ANoteIsOwed_IsStored()
    {
        _store.Hold();
        var writer = Start(RecordingDurability.Strict);
        var late = writer.CommitAsync(Records.Of("late")).AsTask();
        await _store.EnteredAsync(Cancellation);
        _time.Advance(TimeSpan.FromSeconds(11));
        Assert.False(await late);
        _store.FailingFrom = 2;
        _store.Release();
        await _store.EnteredAsync(Cancellation);
        Assert.False(await writer.CommitAsync(Records.Of("failed")));
        _store.FailingFrom = 0;

        writer.Dispose();

        Assert.Equal(["late", "portal/not-released"], _store.Groups.SelectMany(group => group.Records).Select(record => record.Method ?? TextOf(record)));
    }

    [Fact]
    public async Task CommitAsync_AnswerIsLostAndNobodyCanSayWhatIsStored_IsNotForgotten()
    {
        using var database = new TemporaryDatabase();
        var store = new SwitchableRecordStore(database.OpenStore()) { After = () => throw new IOException("connection lost") };
        using var writer = new RecordWriter(store, _feed, OptionsOf(RecordingDurability.Strict), TimeProvider.System, NullLogger<RecordWriter>.Instance);
        Assert.False(await writer.CommitAsync(Records.Of("answer lost")));
        store.BeforeLastSequence = () => throw new IOException("still lost");
        Assert.False(await writer.CommitAsync(Records.Of("never tried")));
        store.BeforeLastSequence = null;

        // The notes' own answer is lost too: they are not noted again.
        Assert.False(await writer.CommitAsync(Records.Of("lost again")));
        store.After = null;
        Assert.True(await writer.CommitAsync(Records.Of("next")));

        Assert.Equal(
            ["1 answer lost", "2 portal/not-released", "3 lost again", "4 portal/not-released", "5 next"],
            database.Query("SELECT Sequence, COALESCE(Method, Text) FROM Records ORDER BY Position").Select(row => string.Join(' ', row)));
    }

    private List<string> Payloads => [.. _store.Groups.SelectMany(group => group.Records).Select(TextOf)];

    private static string TextOf(PendingRecord record) => Encoding.UTF8.GetString(record.Payload.Span);

    private TaskCompletionSource Announced()
    {
        var announced = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _feed.Watch(_ => announced.TrySetResult());
        return announced;
    }

    private static IOptions<GatewayOptions> OptionsOf(RecordingDurability durability) =>
        Options.Create(new GatewayOptions { Recording = new RecordingOptions { Durability = durability, QueueCapacity = Capacity, TimeoutSeconds = 10 } });

    private RecordWriter Start(RecordingDurability durability) => new(_store, _feed, OptionsOf(durability), _time, NullLogger<RecordWriter>.Instance);
}
