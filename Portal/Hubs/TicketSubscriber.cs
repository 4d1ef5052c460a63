using Microsoft.AspNetCore.SignalR;
using Portal.Data.Approvals;

namespace Portal.Hubs;

/// <summary>
/// One open connection. It is sent one message at a time, each after the one before has left; what it is too slow for is lost,
/// and it is told so.
/// </summary>
internal sealed class TicketSubscriber
{
    private const int Backlog = 256;

    private readonly LossyQueue<TicketMessage> _queue = new(Backlog);
    private readonly HubCallerContext _context;
    private readonly IClientProxy _client;

    public TicketSubscriber(HubCallerContext context, HubCaller caller, IClientProxy client)
    {
        (_context, Caller, _client) = (context, caller, client);
        Sent = SendAsync();
    }

    /// <summary>Whose it is.</summary>
    public HubCaller Caller { get; }

    /// <summary>Completes when nothing is sent any more.</summary>
    public Task Sent { get; }

    /// <summary>Tells it of a ticket, if it may see it.</summary>
    public void Announce(ApprovalTicket ticket, TicketMessage message)
    {
        if (Caller.SeesAll || ticket.CallerId == Caller.Id || ticket.OwnerId == Caller.Id)
        {
            _queue.Add(message);
        }
    }

    /// <summary>Ends sending.</summary>
    public void Close() => _queue.Complete();

    /// <summary>Cuts the connection.</summary>
    public void Abort() => _context.Abort();

    /// <summary>Tells it to read anew, after what it is being sent now.</summary>
    public void Resync() => _queue.Lose();

    private async Task SendAsync()
    {
        try
        {
            await foreach (var batch in _queue.ReadAsync(_context.ConnectionAborted))
            {
                if (batch.Count == 0)
                {
                    await _client.SendAsync(ApprovalHub.Resync, _context.ConnectionAborted);
                }

                foreach (var message in batch)
                {
                    await _client.SendAsync(ApprovalHub.TicketChanged, message, _context.ConnectionAborted);
                }
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException or InvalidOperationException)
        {
            // The connection is gone.
        }
    }
}
