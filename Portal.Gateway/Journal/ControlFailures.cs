using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Portal.Data.Sessions;

namespace Portal.Gateway.Journal;

/// <summary>
/// Keeps which security controls have failed, and records the start, the end, the cause and the remedy of each failure (PCI DSS
/// 10.7.2, 10.7.3). What cannot be recorded at once, because recording itself is what failed, is recorded as soon as it works
/// again.
/// </summary>
public sealed partial class ControlFailures : IDisposable
{
    private readonly PortalJournal _journal;
    private readonly RecordWriter _writer;
    private readonly TimeProvider _time;
    private readonly ILogger<ControlFailures> _logger;
    private readonly ConcurrentDictionary<string, ControlFailure> _current = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<Fact> _unrecorded = new();
    private readonly SemaphoreSlim _recording = new(1, 1);

    // Asked with every message that was masked; a dictionary takes its locks to say that it is empty.
    private volatile bool _anyFailed;

    /// <summary>Begins to watch recording.</summary>
    public ControlFailures(PortalJournal journal, RecordWriter writer, TimeProvider time, ILogger<ControlFailures> logger)
    {
        (_journal, _writer, _time, _logger) = (journal, writer, time, logger);
        writer.Recovered += OnRecordingRecovered;
    }

    /// <summary>Gets what does not work now, the oldest failure first.</summary>
    public IReadOnlyList<ControlFailure> Current
    {
        get
        {
            var current = _current.Values.ToList();
            if (_writer.FailingSince is { } since)
            {
                current.Add(new ControlFailure(PortalControls.Recording, since, "Records cannot be committed to the database."));
            }

            return [.. current.OrderBy(failure => failure.Since)];
        }
    }

    /// <summary>Whether a control is failed now. Costs next to nothing, for the way of a call.</summary>
    /// <param name="control">See <see cref="PortalControls"/>.</param>
    public bool IsFailed(string control) => !_current.IsEmpty && _current.ContainsKey(control);

    /// <summary>Notes that a control failed. While it stays failed, further calls change and record nothing.</summary>
    /// <param name="control">See <see cref="PortalControls"/>.</param>
    /// <param name="cause">Why, in the portal's own words; it is masked before it is recorded.</param>
    public async ValueTask FailedAsync(string control, string cause)
    {
        var failure = new ControlFailure(control, _time.GetUtcNow(), cause);
        if (_current.TryAdd(control, failure))
        {
            _anyFailed = true;
            LogFailed(_logger, control, cause);
            _unrecorded.Enqueue(new Fact(failure, null, null));
            await RecordAsync();
        }
    }

    /// <summary>Notes that a control works again; nothing when it had not failed.</summary>
    /// <param name="control">See <see cref="PortalControls"/>.</param>
    /// <param name="remedy">What brought it back, in the portal's own words.</param>
    public async ValueTask RestoredAsync(string control, string remedy)
    {
        if (_anyFailed && _current.TryRemove(control, out var failure))
        {
            LogRestored(_logger, control, remedy);
            _unrecorded.Enqueue(new Fact(failure, _time.GetUtcNow(), remedy));
            await RecordAsync();
        }
    }

    /// <summary>Takes up a failure that was recorded before this process started.</summary>
    internal void Resume(ControlFailure failure)
    {
        _current.TryAdd(failure.Control, failure);
        _anyFailed = true;
    }

    /// <summary>Stops watching.</summary>
    public void Dispose() => _writer.Recovered -= OnRecordingRecovered;

    // On the writer's thread, which must go on at once.
    private void OnRecordingRecovered(object? sender, RecordingRecoveredEventArgs e)
    {
        var failure = new ControlFailure(PortalControls.Recording, e.Since, e.Cause);
        _unrecorded.Enqueue(new Fact(failure, null, null));
        _unrecorded.Enqueue(new Fact(failure, e.Recovered, "A commit worked again."));
        _ = Task.Run(RecordAsync);
    }

    private async Task RecordAsync()
    {
        await _recording.WaitAsync();
        try
        {
            while (_unrecorded.TryPeek(out var fact) && await RecordAsync(fact))
            {
                _unrecorded.TryDequeue(out _);
            }
        }
        finally
        {
            _recording.Release();
        }
    }

    private ValueTask<bool> RecordAsync(Fact fact) =>
        fact.Ended is { } ended
            ? _journal.RecordAsync(
                "control-restored",
                RecordActor.Portal,
                null,
                RecordOutcome.Ok,
                ("control", fact.Failure.Control),
                ("started", Text(fact.Failure.Since)),
                ("ended", Text(ended)),
                ("cause", fact.Failure.Cause),
                ("remedy", fact.Remedy)
            )
            : _journal.RecordAsync(
                "control-failure",
                RecordActor.Portal,
                null,
                RecordOutcome.Error,
                ("control", fact.Failure.Control),
                ("started", Text(fact.Failure.Since)),
                ("cause", fact.Failure.Cause)
            );

    private static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'");

    [LoggerMessage(Level = LogLevel.Critical, Message = "Control failed: {Control}. {Cause}")]
    private static partial void LogFailed(ILogger logger, string control, string cause);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Control works again: {Control}. {Remedy}")]
    private static partial void LogRestored(ILogger logger, string control, string remedy);

    private sealed record Fact(ControlFailure Failure, DateTimeOffset? Ended, string? Remedy);
}
