using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Portal.Data.Sessions;

namespace Portal.Gateway.Recording;

/// <summary>
/// Commits records in groups: whatever has queued while the last commit ran goes into the next transaction, and each message waits for its
/// group. One writer, one stream, one thread; nothing is dropped, a full queue makes callers wait.
/// </summary>
public sealed partial class RecordWriter : IDisposable
{
    private static readonly TimeSpan WatchdogPeriod = TimeSpan.FromMilliseconds(500);

    private const int MaxGroup = 512;
    private const int MaxGroupBytes = 8 * 1024 * 1024;

    private readonly IRecordStore _store;
    private readonly RecordFeed _feed;
    private readonly TimeProvider _time;
    private readonly ILogger<RecordWriter> _logger;
    private readonly bool _relaxed;
    private readonly TimeSpan _timeout;
    private readonly Channel<Waiting> _queue;
    private readonly ConcurrentQueue<Deadline> _deadlines = new();
    private readonly ITimer _watchdog;
    private readonly Thread _thread;
    private long _sequence;
    private string _failure = "";

    /// <summary>Starts the writer.</summary>
    public RecordWriter(IRecordStore store, RecordFeed feed, IOptions<GatewayOptions> options, TimeProvider time, ILogger<RecordWriter> logger)
    {
        _store = store;
        _feed = feed;
        _time = time;
        _logger = logger;
        var recording = options.Value.Recording;
        _relaxed = recording.Durability == RecordingDurability.Relaxed;
        _timeout = TimeSpan.FromSeconds(recording.TimeoutSeconds);
        _queue = Channel.CreateBounded<Waiting>(new BoundedChannelOptions(recording.QueueCapacity) { SingleReader = true });
        if (_relaxed)
        {
            LogRelaxed(logger);
        }

        _watchdog = time.CreateTimer(_ => RefuseOverdue(), null, WatchdogPeriod, WatchdogPeriod);
        _thread = new Thread(Run) { IsBackground = true, Name = "record writer" };
        _thread.Start();
    }

    /// <summary>This writer's stream: a UUIDv7 made when the process started.</summary>
    public Guid Stream { get; } = Guid.CreateVersion7();

    /// <summary>Raised on the writer's thread when a commit works after failed ones; handlers must be quick.</summary>
    public event EventHandler<RecordingRecoveredEventArgs>? Recovered;

    /// <summary>When recording failed and has not worked since; null while it works.</summary>
    public DateTimeOffset? FailingSince { get; private set; }

    /// <summary>Commits one record.</summary>
    /// <returns>True once it is durable; false when it could not be stored in time: the message must not go on.</returns>
    public ValueTask<bool> CommitAsync(PendingRecord record)
    {
        var waiting = new Waiting(record);
        return _queue.Writer.TryWrite(waiting) ? Outcome(waiting) : CommitWhenThereIsRoomAsync(waiting);
    }

    /// <summary>Commits records in order; true once all are durable.</summary>
    public ValueTask<bool> CommitAsync(IReadOnlyList<PendingRecord> records) => records.Count == 1 ? CommitAsync(records[0]) : CommitAllAsync(records);

    /// <summary>Commits what is queued and stops.</summary>
    public void Dispose()
    {
        _queue.Writer.TryComplete();
        _thread.Join(_timeout);
        _watchdog.Dispose();
        _store.Dispose();
    }

    private async ValueTask<bool> CommitWhenThereIsRoomAsync(Waiting waiting)
    {
        using var patience = new CancellationTokenSource(_timeout, _time);
        try
        {
            await _queue.Writer.WriteAsync(waiting, patience.Token);
        }
        catch (Exception exception) when (exception is OperationCanceledException or ChannelClosedException)
        {
            return false;
        }

        return await Outcome(waiting);
    }

    private async ValueTask<bool> CommitAllAsync(IReadOnlyList<PendingRecord> records)
    {
        // Queued one after the other without waiting in between, so that they share a group.
        var pending = new List<Task<bool>>(records.Count);
        foreach (var record in records)
        {
            pending.Add(CommitAsync(record).AsTask());
        }

        var results = await Task.WhenAll(pending);
        return Array.TrueForAll(results, stored => stored);
    }

    private ValueTask<bool> Outcome(Waiting waiting)
    {
        if (_relaxed)
        {
            return new ValueTask<bool>(FailingSince is null);
        }

        _deadlines.Enqueue(new Deadline(waiting.Done, _time.GetTimestamp()));
        return new ValueTask<bool>(waiting.Done.Task);
    }

    private void Run()
    {
        var reader = _queue.Reader;
        var group = new List<Waiting>(MaxGroup);
        while (WaitForMore(reader))
        {
            group.Clear();
            var bytes = 0;
            while (group.Count < MaxGroup && bytes < MaxGroupBytes && reader.TryRead(out var waiting))
            {
                group.Add(waiting);
                bytes += waiting.Record.Payload.Length;
            }

            Commit(group);
        }
    }

    // One timer for all instead of one a call. Every record has the same patience, so the oldest is always first.
    private void RefuseOverdue()
    {
        while (_deadlines.TryPeek(out var first) && (first.Done.Task.IsCompleted || _time.GetElapsedTime(first.Queued) >= _timeout))
        {
            first.Done.TrySetResult(false);
            _deadlines.TryDequeue(out _);
        }
    }

    private static bool WaitForMore(ChannelReader<Waiting> reader)
    {
        var more = reader.WaitToReadAsync();
        return more.IsCompletedSuccessfully ? more.Result : more.AsTask().GetAwaiter().GetResult();
    }

    private void Commit(List<Waiting> group)
    {
        var records = group.ConvertAll(waiting => waiting.Record);
        bool stored;
        try
        {
            if (FailingSince is not null)
            {
                _sequence = _store.LastSequence(Stream);
            }

            _store.Commit(Stream, _sequence + 1, records);
            _sequence += records.Count;
            stored = true;
            if (FailingSince is { } since)
            {
                FailingSince = null;
                LogRecovered(_logger);
                Recovered?.Invoke(this, new RecordingRecoveredEventArgs(since, _time.GetUtcNow(), _failure));
            }
        }
        catch (Exception exception)
        {
            // Whatever it was, none of the group is stored, so none of its messages may go on.
            stored = false;
            _failure = FailingSince is null ? $"{exception.GetType().Name}: {exception.Message}" : _failure;
            FailingSince ??= _time.GetUtcNow();
            LogFailed(_logger, records.Count, exception.GetType().Name, exception.HResult, exception.Message);
        }

        foreach (var waiting in group)
        {
            waiting.Done.TrySetResult(stored);
        }

        if (stored)
        {
            _feed.Announce(records);
        }
    }

    [LoggerMessage(Level = LogLevel.Critical, Message = "Recording failed, {Count} message(s) were refused: {Type} 0x{Code:X8} {Reason}")]
    private static partial void LogFailed(ILogger logger, int count, string type, int code, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Recording works again")]
    private static partial void LogRecovered(ILogger logger);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Weakened control: Gateway:Recording:Durability is Relaxed, so messages pass before their record is durable (PCI DSS 10.2)")]
    private static partial void LogRelaxed(ILogger logger);

    private readonly record struct Deadline(TaskCompletionSource<bool> Done, long Queued);

    private sealed record Waiting(PendingRecord Record)
    {
        public TaskCompletionSource<bool> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
