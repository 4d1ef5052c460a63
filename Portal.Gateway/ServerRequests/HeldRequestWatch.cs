using Microsoft.Extensions.Logging;
using Portal.Data.Approvals;
using Portal.Gateway.Approvals;

namespace Portal.Gateway.ServerRequests;

/// <summary>Waits for what becomes of held requests: no thread and no timer of its own for any of them.</summary>
internal sealed partial class HeldRequestWatch(
    ApprovalWaiters waiters,
    HeldRequestEnding ending,
    TimeProvider time,
    ILogger<HeldRequestWatch> logger
)
{
    /// <summary>Begins to wait.</summary>
    /// <param name="ticket">The ticket of the request.</param>
    /// <param name="held">Makes the request of who waits for it.</param>
    public void Begin(ApprovalTicket ticket, Func<ApprovalWaiter, HeldRequest> held)
    {
        var left = ticket.Expires - time.GetUtcNow();
        var request = held(waiters.Add(ticket.Id, left > TimeSpan.Zero ? left : TimeSpan.Zero));
        request.Stream.Add(request);
        _ = FollowAsync(request);
    }

    private async Task FollowAsync(HeldRequest held)
    {
        // Registered first, read then: a decision in between is not missed. A beat reads too, for one that was not announced.
        var reason = WakeReason.Decided;
        while (!await TryEndAsync(held, reason))
        {
            reason = await held.Waiter.NextAsync();
        }

        waiters.Remove(held.Waiter);
        held.Stream.Remove(held);
    }

    // What fails is tried again at the next beat; not after the stream's end, when the ticket ends by itself.
    private async Task<bool> TryEndAsync(HeldRequest held, WakeReason reason)
    {
        try
        {
            return await ending.TryEndAsync(held, reason);
        }
        catch (Exception exception)
        {
            LogFailed(logger, held.Exchange.Server, exception.GetType().Name);
            return reason == WakeReason.Gone;
        }
    }

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "A held request of {Server} could not be followed: {Type}. It is not released"
    )]
    private static partial void LogFailed(ILogger logger, string server, string type);
}
