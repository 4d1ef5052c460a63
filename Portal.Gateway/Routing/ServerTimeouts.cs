using Microsoft.Extensions.Options;
using Portal.Gateway.Configuration;

namespace Portal.Gateway.Routing;

/// <summary>Says how long a server may take to begin its answer, and to finish one that is no stream.</summary>
internal sealed class ServerTimeouts(ServerRegistry registry, IOptions<GatewayOptions> options)
{
    /// <summary>The server's own time; the gateway's usual one where it has none.</summary>
    /// <param name="server">The server's name.</param>
    public TimeSpan Of(string server) => Of(registry.Find(server));

    /// <summary>The time of a server that is at hand.</summary>
    public TimeSpan Of(ServerDefinition? server) =>
        TimeSpan.FromSeconds(server?.TimeoutSeconds ?? options.Value.ServerTimeoutSeconds);
}
