using Microsoft.Extensions.Logging;
using Portal.Data.Sessions;

namespace Portal.Gateway.Journal;

/// <summary>Announces records after their commit to whoever watches in this process, such as a live page.</summary>
public sealed partial class RecordFeed(ILogger<RecordFeed> logger)
{
    private readonly Lock _changing = new();
    private volatile Action<IReadOnlyList<PendingRecord>>[] _watchers = [];

    /// <summary>
    /// Calls <paramref name="onCommitted"/> with every committed group, on the writer's thread: it must be quick and must not
    /// throw. Register before reading a snapshot, so that nothing falls in between.
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
            try
            {
                watcher(records);
            }
            catch (Exception exception)
            {
                // A page that fails must not end recording for everyone.
                LogWatcherFailed(logger, exception.GetType().Name);
            }
        }
    }

    private void Remove(Action<IReadOnlyList<PendingRecord>> onCommitted)
    {
        lock (_changing)
        {
            _watchers = [.. _watchers.Where(watcher => watcher != onCommitted)];
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A watcher of records failed: {Type}")]
    private static partial void LogWatcherFailed(ILogger logger, string type);

    private sealed class Subscription(RecordFeed feed, Action<IReadOnlyList<PendingRecord>> onCommitted) : IDisposable
    {
        public void Dispose() => feed.Remove(onCommitted);
    }
}
