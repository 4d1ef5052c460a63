using System.Collections.Concurrent;
using System.Data.Common;
using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Portal.Components.Display;
using Portal.Data;
using Portal.Data.Approvals;
using Portal.Gateway.Approvals;
using Portal.SignIn;

namespace Portal.Components.Approvals;

/// <summary>
/// Represents what waits for the person of a circuit, wherever in the portal it is: how many calls, and which have just arrived.
/// Watched first, then counted; counted anew at most a few times a second, however many arrive.
/// </summary>
internal sealed class ApprovalInbox : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(400);

    private readonly ApprovalFeed _feed;
    private readonly IDbContextFactory<PortalDbContext> _contexts;
    private readonly Throttle _throttle;
    private readonly ConcurrentQueue<ApprovalNotice> _arrived = new();
    private IDisposable? _watch;
    private Guid _person;

    public ApprovalInbox(ApprovalFeed feed, IDbContextFactory<PortalDbContext> contexts, TimeProvider time)
    {
        (_feed, _contexts) = (feed, contexts);
        _throttle = new Throttle(time, Pause, RefreshAsync);
    }

    /// <summary>Raised when <see cref="Waiting"/> may have changed, with the calls of others held since the last time.</summary>
    public event EventHandler<ApprovalsChangedEventArgs>? Changed;

    /// <summary>How many calls of others wait.</summary>
    public int Waiting { get; private set; }

    /// <summary>Starts for the person of the circuit; once.</summary>
    public async Task StartAsync(ClaimsPrincipal person)
    {
        if (_watch is null)
        {
            _person = person.Id();
            _watch = _feed.Watch(OnNotice);
            await RefreshAsync();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _watch?.Dispose();
        _throttle.Dispose();
    }

    private void OnNotice(ApprovalNotice notice)
    {
        if (notice.IsNew && notice.CallerId != _person && notice.OwnerId != _person)
        {
            _arrived.Enqueue(notice);
        }

        _throttle.Ask();
    }

    private async Task RefreshAsync()
    {
        try
        {
            await using var context = await _contexts.CreateDbContextAsync();
            Waiting = await context.ApprovalTickets.CountAsync(ticket =>
                ticket.State == TicketState.Pending && ticket.CallerId != _person && ticket.OwnerId != _person
            );
        }
        catch (DbException)
        {
            // The page says that the database is away; what has arrived is said anyway.
        }

        var arrived = new List<ApprovalNotice>();
        while (_arrived.TryDequeue(out var notice))
        {
            arrived.Add(notice);
        }

        Changed?.Invoke(this, new ApprovalsChangedEventArgs(arrived));
    }
}
