using Microsoft.Extensions.Logging;

namespace Portal.Gateway.Notifications;

/// <summary>Represents what every courier works with.</summary>
internal sealed class NotificationParts(
    NotificationOutbox outbox,
    NotificationDelivery delivery,
    WebhookHealth health,
    TimeProvider time,
    ILogger<NotificationParts> logger
)
{
    public NotificationOutbox Outbox => outbox;

    public NotificationDelivery Delivery => delivery;

    public WebhookHealth Health => health;

    public TimeProvider Time => time;

    public ILogger Logger => logger;
}
