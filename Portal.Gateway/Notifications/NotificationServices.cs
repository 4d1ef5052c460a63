using Microsoft.Extensions.DependencyInjection;

namespace Portal.Gateway.Notifications;

/// <summary>Registration of notifications.</summary>
internal static class NotificationServices
{
    public static void AddNotifications(this IServiceCollection services)
    {
        services.AddSingleton<TicketLink>();
        services.AddSingleton<WebhookClient>();
        services.AddSingleton<WebhookHealth>();
        services.AddSingleton<NotificationOutbox>();
        services.AddSingleton<NotificationDelivery>();
        services.AddSingleton<NotificationParts>();
        services.AddHostedService<NotificationService>();
    }
}
