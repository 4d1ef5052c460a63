using Portal.Data.Sessions;

namespace Portal.Gateway.Recording;

/// <summary>Announces records after their commit to whoever watches in this process, such as a live page.</summary>
public sealed class RecordFeed
{
    private readonly Lock _changing = new();
    private volatile Action<IReadOnlyList<PendingRecord>>[] _watchers = [];

    /// <summary>
    /// Calls <paramref name="onCommitted"/> with every committed group, on the writer's thread: it must be quick and must not throw. Register
    /// before reading a snapshot, so that nothing falls in between.
    /// </summary>
    /// <returns>Dispose it to stop watching.</returns>
    public IDisposable Watch(Action<IReadOnlyList<PendingRecord>> onCommitted)
    {
        lock (_changing)
        {
            _watchers = [.. _watchers, onCommitted];
        }

        return new Subscription(this, onCommitted);
    }

    internal void Announce(IReadOnlyList<PendingRecord> records)
    {
        foreach (var watcher in _watchers)
        {
            watcher(records);
        }
    }

    private void Remove(Action<IReadOnlyList<PendingRecord>> onCommitted)
    {
        lock (_changing)
        {
            _watchers = [.. _watchers.Where(watcher => watcher != onCommitted)];
        }
    }

    private sealed class Subscription(RecordFeed feed, Action<IReadOnlyList<PendingRecord>> onCommitted) : IDisposable
    {
        public void Dispose() => feed.Remove(onCommitted);
    }
}
