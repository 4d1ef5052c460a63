using Microsoft.AspNetCore.Server.Kestrel.Core;
using Portal.Gateway.Configuration;

namespace Portal.Startup;

/// <summary>Represents what a connection may ask of the server before anybody is known to be behind it.</summary>
internal static class ConnectionLimits
{
    // Calls have a limit of their own; nothing else in the portal takes as much as a policy beside a message of the largest size,
    // which its endpoint allows.
    private const long MaxBody = 4 * 1024 * 1024;

    private const double MinBodyBytesPerSecond = 1024;

    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Headers = TimeSpan.FromSeconds(15);

    public static void Apply(KestrelServerOptions kestrel, IConfiguration configuration)
    {
        var limits = configuration.GetSection(LimitOptions.Section).Get<LimitOptions>() ?? new LimitOptions();
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxConcurrentConnections = limits.Connections;
        kestrel.Limits.MaxConcurrentUpgradedConnections = limits.Connections;
        kestrel.Limits.MaxRequestBodySize = MaxBody;
        kestrel.Limits.MinRequestBodyDataRate = new MinDataRate(MinBodyBytesPerSecond, Grace);
        kestrel.Limits.RequestHeadersTimeout = Headers;
    }
}
