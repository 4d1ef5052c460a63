using System.Collections.Concurrent;
using System.Collections.Immutable;
using Portal.Data.Approvals;

namespace Portal.Gateway.Approvals;

/// <summary>The calls that wait in their connections, by ticket.</summary>
internal sealed class ApprovalWaiters
{
    /// <summary>How often a client hears that its call still waits, and when first.</summary>
    public static readonly TimeSpan Beat = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<Guid, ImmutableArray<ApprovalWaiter>> _byTicket = new();
    private readonly TimeProvider _time;
    private volatile bool _isClosing;

    public ApprovalWaiters(ApprovalFeed feed, TimeProvider time)
    {
        _time = time;
        feed.Announced = notice => Wake(notice.TicketId, notice.State);
    }

    /// <summary>Whether no call waits.</summary>
    public bool IsEmpty => _byTicket.IsEmpty;

    /// <summary>Whether somebody waits for a ticket.</summary>
    public bool IsAwaited(Guid ticket) => _byTicket.ContainsKey(ticket);

    /// <summary>Begins to wait; then read the row, so that no decision falls in between.</summary>
    public ApprovalWaiter Add(Guid ticket, TimeSpan patience)
    {
        var now = _time.GetTimestamp();
        var waiter = new ApprovalWaiter(ticket, now + StampsOf(patience), now + StampsOf(Beat));
        _byTicket.AddOrUpdate(ticket, _ => [waiter], (_, waiters) => waiters.Add(waiter));
        if (_isClosing)
        {
            waiter.Wake(WakeReason.Deadline);
        }

        return waiter;
    }

    /// <summary>Ends waiting.</summary>
    public void Remove(ApprovalWaiter waiter)
    {
        while (_byTicket.TryGetValue(waiter.Ticket, out var waiters))
        {
            var rest = waiters.Remove(waiter);
            var done = rest.IsEmpty
                ? _byTicket.TryRemove(new KeyValuePair<Guid, ImmutableArray<ApprovalWaiter>>(waiter.Ticket, waiters))
                : _byTicket.TryUpdate(waiter.Ticket, rest, waiters);
            if (done)
            {
                return;
            }
        }
    }

    /// <summary>Wakes whoever's time has come; called every quarter of a second.</summary>
    public void Tick()
    {
        var now = _time.GetTimestamp();
        var beat = StampsOf(Beat);
        foreach (var (_, waiters) in _byTicket)
        {
            foreach (var waiter in waiters)
            {
                waiter.Tick(now, beat);
            }
        }
    }

    /// <summary>
    /// Lets no call wait any longer: the portal stops, and the client hears how to go on rather than that it was cut off.
    /// </summary>
    public void Close()
    {
        _isClosing = true;
        foreach (var waiter in _byTicket.Values.SelectMany(waiters => waiters))
        {
            waiter.Wake(WakeReason.Deadline);
        }
    }

    private void Wake(Guid ticket, TicketState state)
    {
        if (state != TicketState.Pending && _byTicket.TryGetValue(ticket, out var waiters))
        {
            foreach (var waiter in waiters)
            {
                waiter.Wake(WakeReason.Decided);
            }
        }
    }

    private long StampsOf(TimeSpan span) => (long)(span.TotalSeconds * _time.TimestampFrequency);
}
