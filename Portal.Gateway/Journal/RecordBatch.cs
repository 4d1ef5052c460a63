using Portal.Data.Sessions;

namespace Portal.Gateway.Journal;

/// <summary>Represents records that are committed together or not at all, and the message that waits for them.</summary>
/// <param name="records">The records in order.</param>
/// <param name="queued">Time stamp at which they were queued.</param>
internal sealed class RecordBatch(IReadOnlyList<PendingRecord> records, long queued)
{
    private readonly TaskCompletionSource<bool> _outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The records in order.</summary>
    public IReadOnlyList<PendingRecord> Records => records;

    /// <summary>Time stamp at which they were queued.</summary>
    public long Queued => queued;

    /// <summary>Completes with whether the message may go on.</summary>
    public Task<bool> Outcome => _outcome.Task;

    /// <summary>Whether the message has been told, for instance that it waited too long.</summary>
    public bool IsDecided => _outcome.Task.IsCompleted;

    /// <summary>Tells the message whether it may go on; false when it has been told already.</summary>
    public bool TryDecide(bool mayGoOn) => _outcome.TrySetResult(mayGoOn);
}
