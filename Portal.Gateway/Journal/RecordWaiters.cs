using System.Diagnostics.CodeAnalysis;

namespace Portal.Gateway.Journal;

/// <summary>
/// Keeps the messages that wait for their records, the oldest first, and gives up for those that have waited too long.
/// </summary>
/// <param name="patience">How long each one waits.</param>
/// <param name="time">The clock.</param>
internal sealed class RecordWaiters(TimeSpan patience, TimeProvider time)
{
    private readonly Queue<RecordBatch> _waiting = new();
    private readonly Lock _lock = new();

    /// <summary>How long the oldest message has waited; zero when none waits.</summary>
    public TimeSpan Oldest
    {
        get
        {
            lock (_lock)
            {
                return TryPeek(out var first) ? time.GetElapsedTime(first.Queued) : TimeSpan.Zero;
            }
        }
    }

    /// <summary>Adds a message; it waits from the moment at which its records were queued.</summary>
    public void Add(RecordBatch batch)
    {
        lock (_lock)
        {
            // Most are decided soon after: without this the queue would hold them until somebody looks.
            TryPeek(out _);
            _waiting.Enqueue(batch);
        }
    }

    /// <summary>
    /// Refuses the messages whose time is over, and returns how many that were. One timer for all instead of one a call: every
    /// message has the same patience.
    /// </summary>
    public int RefuseOverdue() => Refuse(batch => time.GetElapsedTime(batch.Queued) >= patience);

    /// <summary>Refuses every message that still waits: nobody commits their records any more.</summary>
    public void RefuseAll() => Refuse(_ => true);

    private int Refuse(Func<RecordBatch, bool> isOver)
    {
        var refused = 0;
        lock (_lock)
        {
            while (TryPeek(out var first) && isOver(first))
            {
                refused += first.TryDecide(mayGoOn: false) ? 1 : 0;
            }
        }

        return refused;
    }

    private bool TryPeek([NotNullWhen(true)] out RecordBatch? first)
    {
        while (_waiting.TryPeek(out first) && first.IsDecided)
        {
            _waiting.Dequeue();
        }

        return first is not null;
    }
}
