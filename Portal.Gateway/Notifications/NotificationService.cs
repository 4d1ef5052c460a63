using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Portal.Gateway.Approvals;
using Portal.Gateway.Configuration;

namespace Portal.Gateway.Notifications;

/// <summary>
/// Runs a courier for each webhook that is configured, and wakes them when a ticket changes. Costs nothing where none is.
/// </summary>
internal sealed class NotificationService(ApprovalFeed feed, IOptions<GatewayOptions> options, NotificationParts parts)
    : BackgroundService
{
    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var couriers = options
            .Value.Approvals.Webhooks.Select((webhook, index) => new WebhookCourier(index, webhook, parts))
            .ToList();
        if (couriers.Count == 0)
        {
            return;
        }

        using var watching = feed.Watch(_ => couriers.ForEach(courier => courier.Wake()));
        await Task.WhenAll(couriers.Select(courier => courier.RunAsync(stoppingToken)));
    }
}
