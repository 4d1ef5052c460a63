using System.Text.Json;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Portal.Data.Sessions;
using Portal.Gateway.Configuration;

namespace Portal.Gateway.Journal;

/// <summary>
/// Commits records in groups: whatever has queued while the last commit ran goes into the next transaction, and each message
/// waits for its group. One writer, one stream, one thread; nothing is dropped, a full queue makes callers wait. A message that
/// waited too long is refused; should its record be committed after all, a <c>portal/not-released</c> record says that it did not
/// go on.
/// </summary>
public sealed partial class RecordWriter : IDisposable
{
    /// <summary>How long the oldest message may wait before recording counts as stalled.</summary>
    public static readonly TimeSpan StallLimit = TimeSpan.FromSeconds(3);

    private const string NotReleasedMethod = "portal/not-released";
    private const int MaxGroup = 512;
    private const int MaxGroupBytes = 8 * 1024 * 1024;

    private static readonly TimeSpan WatchdogPeriod = TimeSpan.FromMilliseconds(500);

    private readonly IRecordStore _store;
    private readonly RecordFeed _feed;
    private readonly TimeProvider _time;
    private readonly ILogger<RecordWriter> _logger;
    private readonly bool _relaxed;
    private readonly TimeSpan _timeout;
    private readonly Channel<RecordBatch> _queue;
    private readonly RecordWaiters _waiters;
    private readonly ITimer _watchdog;
    private readonly Thread _thread;
    private readonly Lock _failing = new();
    private DateTimeOffset? _failingSince;
    private long _sequence;
    private readonly List<PendingRecord> _owed = [];
    private IReadOnlyList<PendingRecord> _attempted = [];
    private int _attemptedOwed;
    private string _failure = "";

    /// <summary>Starts the writer.</summary>
    public RecordWriter(
        IRecordStore store,
        RecordFeed feed,
        IOptions<GatewayOptions> options,
        TimeProvider time,
        ILogger<RecordWriter> logger
    )
    {
        _store = store;
        _feed = feed;
        _time = time;
        _logger = logger;
        var recording = options.Value.Recording;
        _relaxed = recording.Durability == RecordingDurability.Relaxed;
        _timeout = TimeSpan.FromSeconds(recording.TimeoutSeconds);
        _waiters = new RecordWaiters(_timeout, time);
        _queue = Channel.CreateBounded<RecordBatch>(new BoundedChannelOptions(recording.QueueCapacity) { SingleReader = true });
        if (_relaxed)
        {
            LogRelaxed(logger);
        }

        _watchdog = time.CreateTimer(_ => LookAtWaiters(), null, WatchdogPeriod, WatchdogPeriod);
        _thread = new Thread(Run) { IsBackground = true, Name = "record writer" };
        _thread.Start();
    }

    /// <summary>This writer's stream: a UUIDv7 made when the process started.</summary>
    public Guid Stream { get; } = Guid.CreateVersion7();

    /// <summary>Raised on the writer's thread when a commit works after failed ones; handlers must be quick.</summary>
    public event EventHandler<RecordingRecoveredEventArgs>? Recovered;

    /// <summary>When recording failed or stalled and has not worked since; null while it works.</summary>
    public DateTimeOffset? FailingSince
    {
        get
        {
            lock (_failing)
            {
                return _failingSince;
            }
        }
    }

    /// <summary>How long the oldest message has waited for its record; zero when none waits.</summary>
    public TimeSpan OldestWait => _waiters.Oldest;

    /// <summary>Commits one record.</summary>
    /// <returns>True once it is durable; false when it could not be stored in time: the message must not go on.</returns>
    public ValueTask<bool> CommitAsync(PendingRecord record) => CommitAsync([record]);

    /// <summary>Commits records in order, all in one transaction.</summary>
    /// <returns>True once all are durable; false when they could not be stored in time: the message must not go on.</returns>
    public ValueTask<bool> CommitAsync(IReadOnlyList<PendingRecord> records)
    {
        if (records.Count == 0)
        {
            return new ValueTask<bool>(true);
        }

        var batch = new RecordBatch(records, _time.GetTimestamp());
        return _queue.Writer.TryWrite(batch) ? Outcome(batch) : CommitWhenThereIsRoomAsync(batch);
    }

    /// <summary>Commits what is queued and stops. Whoever waits for what cannot be committed in time is refused.</summary>
    public void Dispose()
    {
        _queue.Writer.TryComplete();
        var isOver = _thread.Join(_timeout);
        _watchdog.Dispose();
        _waiters.RefuseAll();
        while (_queue.Reader.TryRead(out var stranded))
        {
            stranded.TryDecide(mayGoOn: false);
        }

        // A commit that hangs keeps its connection: the process is about to end.
        if (isOver)
        {
            _store.Dispose();
        }
    }

    private async ValueTask<bool> CommitWhenThereIsRoomAsync(RecordBatch batch)
    {
        using var patience = new CancellationTokenSource(_timeout, _time);
        try
        {
            await _queue.Writer.WriteAsync(batch, patience.Token);
        }
        catch (Exception exception) when (exception is OperationCanceledException or ChannelClosedException)
        {
            return false;
        }

        return await Outcome(batch);
    }

    private ValueTask<bool> Outcome(RecordBatch batch)
    {
        if (_relaxed)
        {
            return new ValueTask<bool>(FailingSince is null);
        }

        _waiters.Add(batch);
        return new ValueTask<bool>(batch.Outcome);
    }

    // A commit that neither works nor fails is a failure too: a lock held by somebody else, or a disk that does not answer.
    private void LookAtWaiters()
    {
        var refused = _waiters.RefuseOverdue();
        if (refused > 0)
        {
            Fail($"A commit takes longer than {_timeout.TotalSeconds:0} s.");
            LogStalled(_logger, refused, (int)_timeout.TotalSeconds);
        }
    }

    private void Run()
    {
        var reader = _queue.Reader;
        var group = new List<RecordBatch>(MaxGroup);
        while (WaitForMore(reader))
        {
            group.Clear();
            var (count, bytes) = (0, 0);
            while (count < MaxGroup && bytes < MaxGroupBytes && reader.TryRead(out var batch))
            {
                group.Add(batch);
                count += batch.Records.Count;
                bytes += batch.Records.Sum(record => record.Payload.Length);
            }

            Commit(group);
        }

        CommitOwed();
    }

    private static bool WaitForMore(ChannelReader<RecordBatch> reader)
    {
        var more = reader.WaitToReadAsync();
        return more.IsCompletedSuccessfully ? more.Result : more.AsTask().GetAwaiter().GetResult();
    }

    private void Commit(List<RecordBatch> group)
    {
        var records = new List<PendingRecord>(group.Count);
        HashSet<RecordBatch>? late = null;
        foreach (var batch in group)
        {
            records.AddRange(batch.Records);
            if (batch.IsDecided && (late ??= []).Add(batch))
            {
                records.AddRange(NotReleased(batch.Records));
            }
        }

        var stored = TryCommit(records);
        foreach (var batch in group)
        {
            if (!batch.TryDecide(stored is not null) && stored is not null && late?.Contains(batch) != true)
            {
                _owed.AddRange(NotReleased(batch.Records));
            }
        }

        if (stored is not null)
        {
            _feed.Announce(stored);
            CommitOwed();
        }
    }

    // What cannot be committed now goes with the next group.
    private void CommitOwed()
    {
        if (_owed.Count > 0 && TryCommit([]) is { } notes)
        {
            _feed.Announce(notes);
        }
    }

    // The records with the notes that were owed before them; null when none is stored, whatever went wrong: none of their
    // messages may go on.
    private List<PendingRecord>? TryCommit(List<PendingRecord> records)
    {
        List<PendingRecord> all;
        try
        {
            if (FailingSince is not null)
            {
                LookForDoubtful();
            }

            all = _owed.Count == 0 ? records : [.. _owed, .. records];
            (_attempted, _attemptedOwed) = (all, _owed.Count);
            _store.Commit(Stream, _sequence + 1, all);
            _sequence += all.Count;
            _owed.Clear();
            _attempted = [];
        }
        catch (Exception exception)
        {
            Fail($"{exception.GetType().Name}: {exception.Message}");
            LogFailed(_logger, records.Count, exception.GetType().Name, exception.HResult, exception.Message);
            return null;
        }

        Recover();
        return all;
    }

    // A commit whose answer was lost may have happened: its messages were refused all the same, and the records must not say
    // otherwise.
    private void LookForDoubtful()
    {
        var last = _store.LastSequence(Stream);
        if (last > _sequence)
        {
            var happened = _attempted.Take((int)(last - _sequence)).ToList();
            _owed.RemoveRange(0, _attemptedOwed);
            _owed.AddRange(NotReleased(happened.Where(record => record.Method != NotReleasedMethod)));
            _sequence = last;
        }

        _attempted = [];
    }

    private void Fail(string cause)
    {
        lock (_failing)
        {
            _failure = _failingSince is null ? cause : _failure;
            _failingSince ??= _time.GetUtcNow();
        }
    }

    private void Recover()
    {
        DateTimeOffset since;
        lock (_failing)
        {
            if (_failingSince is not { } failing)
            {
                return;
            }

            since = failing;
            _failingSince = null;
        }

        LogRecovered(_logger);
        Recovered?.Invoke(this, new RecordingRecoveredEventArgs(since, _time.GetUtcNow(), _failure));
    }

    private IEnumerable<PendingRecord> NotReleased(IEnumerable<PendingRecord> refused) =>
        refused.Select(record => new PendingRecord(
            record.Session,
            _time.GetUtcNow(),
            RecordDirection.Control,
            RecordOrigin.Portal,
            RecordOutcome.Error,
            JsonSerializer.SerializeToUtf8Bytes(
                new
                {
                    method = record.Method,
                    tool = record.Tool,
                    rpcId = record.RpcId,
                    reason = "The record before was committed too late, so its message was refused and did not go on.",
                }
            )
        )
        {
            Method = NotReleasedMethod,
            Tool = record.Tool,
            Actor = RecordActor.Portal,
        });

    [LoggerMessage(
        Level = LogLevel.Critical,
        Message = "Recording failed, {Count} message(s) were refused: {Type} 0x{Code:X8} {Reason}"
    )]
    private static partial void LogFailed(ILogger logger, int count, string type, int code, string reason);

    [LoggerMessage(
        Level = LogLevel.Critical,
        Message = "Recording stalls: {Count} message(s) waited longer than {Seconds} s for their record and were refused"
    )]
    private static partial void LogStalled(ILogger logger, int count, int seconds);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Recording works again")]
    private static partial void LogRecovered(ILogger logger);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Weakened control: Gateway:Recording:Durability is Relaxed, so messages pass before their record is durable "
            + "(PCI DSS 10.2)"
    )]
    private static partial void LogRelaxed(ILogger logger);
}
