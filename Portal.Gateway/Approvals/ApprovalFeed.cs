using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Portal.Data.Approvals;

namespace Portal.Gateway.Approvals;

/// <summary>
/// Announces tickets that were made or changed, here or on another replica, to whoever watches in this process: live pages, the
/// hub, and the calls that wait.
/// </summary>
public sealed partial class ApprovalFeed(ILogger<ApprovalFeed> logger)
{
    private readonly Lock _changing = new();
    private readonly ConcurrentDictionary<Guid, (int Progress, long Changed)> _announced = new();
    private volatile Action<ApprovalNotice>[] _watchers = [];

    /// <summary>
    /// Calls <paramref name="onChanged"/> after each change is stored. It must be quick. Register before reading a snapshot, so
    /// that nothing falls in between.
    /// </summary>
    /// <returns>Dispose it to stop watching.</returns>
    public IDisposable Watch(Action<ApprovalNotice> onChanged)
    {
        lock (_changing)
        {
            _watchers = [.. _watchers, onChanged];
        }

        return new Subscription(this, onChanged);
    }

    /// <summary>Whether anybody watches.</summary>
    internal bool IsWatched => _watchers.Length > 0;

    /// <summary>Hears of each change first; the calls that wait.</summary>
    internal Action<ApprovalNotice>? Announced { get; set; }

    /// <summary>Announces a change once, however often it is seen: by who made it and by who tails the table.</summary>
    internal void Announce(ApprovalNotice notice)
    {
        if (!IsNews(notice))
        {
            return;
        }

        Announced?.Invoke(notice);
        foreach (var watcher in _watchers)
        {
            try
            {
                watcher(notice);
            }
            catch (Exception exception)
            {
                // A page that fails must not keep the others from hearing of it.
                LogWatcherFailed(logger, exception.GetType().Name);
            }
        }
    }

    /// <summary>Forgets what was announced before a time; what is tailed lies after it.</summary>
    internal void Forget(DateTimeOffset before)
    {
        foreach (var pair in _announced.Where(pair => pair.Value.Changed < before.UtcTicks))
        {
            _announced.TryRemove(pair);
        }
    }

    // By how far the ticket has come, and only then by time: clocks stand still and jump.
    private bool IsNews(ApprovalNotice notice)
    {
        var seen = (
            Progress: notice.State == TicketState.Pending ? notice.Approvals : int.MaxValue,
            Changed: notice.Changed.UtcTicks
        );
        while (true)
        {
            if (_announced.TryAdd(notice.TicketId, seen))
            {
                return true;
            }

            if (_announced.TryGetValue(notice.TicketId, out var known))
            {
                if (known.CompareTo(seen) >= 0)
                {
                    return false;
                }

                if (_announced.TryUpdate(notice.TicketId, seen, known))
                {
                    return true;
                }
            }
        }
    }

    private void Remove(Action<ApprovalNotice> onChanged)
    {
        lock (_changing)
        {
            _watchers = [.. _watchers.Where(watcher => watcher != onChanged)];
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A watcher of approvals failed: {Type}")]
    private static partial void LogWatcherFailed(ILogger logger, string type);

    private sealed class Subscription(ApprovalFeed feed, Action<ApprovalNotice> onChanged) : IDisposable
    {
        public void Dispose() => feed.Remove(onChanged);
    }
}
