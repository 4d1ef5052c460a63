using System.Collections.Concurrent;
using Microsoft.AspNetCore.SignalR;
using Portal.Gateway.Approvals;

namespace Portal.Hubs;

/// <summary>The open connections of the hub. Tickets are watched only while there are any.</summary>
internal sealed class TicketSubscribers(IHubContext<ApprovalHub> hub, ApprovalFeed feed)
{
    /// <summary>Most connections of one person or service account.</summary>
    public const int MaxPerCaller = 20;

    private const int Backlog = 1024;

    private readonly Lock _changing = new();
    private readonly ConcurrentDictionary<string, TicketSubscriber> _open = new(StringComparer.Ordinal);
    private IDisposable? _watching;

    /// <summary>The tickets that have changed.</summary>
    public LossyQueue<Guid> Changed { get; } = new(Backlog);

    /// <summary>Those that are open now.</summary>
    public ICollection<TicketSubscriber> Open => _open.Values;

    /// <summary>Whether there are none.</summary>
    public bool IsEmpty => _open.IsEmpty;

    /// <summary>Adds a connection; false when its caller has too many.</summary>
    public bool TryAdd(HubCallerContext context, HubCaller caller)
    {
        lock (_changing)
        {
            if (_open.Values.Count(other => other.Caller.Id == caller.Id) >= MaxPerCaller)
            {
                return false;
            }

            _open[context.ConnectionId] = new TicketSubscriber(context, caller, hub.Clients.Client(context.ConnectionId));
            _watching ??= feed.Watch(notice => Changed.Add(notice.TicketId));
            return true;
        }
    }

    /// <summary>Forgets a connection that is gone.</summary>
    public void Remove(string connectionId)
    {
        lock (_changing)
        {
            if (_open.TryRemove(connectionId, out var gone))
            {
                gone.Close();
            }

            if (_open.IsEmpty)
            {
                _watching?.Dispose();
                _watching = null;
            }
        }
    }
}
