using Microsoft.AspNetCore.SignalR;

namespace Portal.Hubs;

/// <summary>
/// <c>/hubs/approvals</c>: tells clients outside the portal's pages of held and decided tickets. It only announces; who decides
/// uses the API. What is sent: <see cref="TicketChanged"/> with a <see cref="TicketMessage"/>, and <see cref="Resync"/> to a
/// client that was too slow for some of them.
/// </summary>
internal sealed class ApprovalHub(TicketSubscribers subscribers) : Hub
{
    /// <summary>Where it is.</summary>
    public const string Path = "/hubs/approvals";

    /// <summary>A ticket was made or changed.</summary>
    public const string TicketChanged = "ticketChanged";

    /// <summary>Some changes were not sent; read the list anew.</summary>
    public const string Resync = "resync";

    /// <inheritdoc/>
    public override Task OnConnectedAsync()
    {
        if (HubCaller.Of(Context) is not { } caller || !subscribers.TryAdd(Context, caller))
        {
            Context.Abort();
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public override Task OnDisconnectedAsync(Exception? exception)
    {
        subscribers.Remove(Context.ConnectionId);
        return Task.CompletedTask;
    }
}
