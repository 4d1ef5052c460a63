using System.Net;
using Microsoft.AspNetCore.Http;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Forwarder;

namespace Portal.Gateway.Routing;

/// <summary>
/// Turns the registered servers into YARP routes. Each server has two clusters: calls, which must begin their answer in time, and
/// GET streams, which may stay silent for ever and must not use up the calls' connections.
/// </summary>
internal sealed class ServerProxyConfigProvider : IProxyConfigProvider, IDisposable
{
    private static readonly string[] StreamMethods = [HttpMethods.Get];
    private static readonly string[] CallMethods = [HttpMethods.Post, HttpMethods.Delete];

    private readonly ServerRegistry _registry;
    private readonly ServerTimeouts _timeouts;
    private readonly Lock _swapping = new();
    private volatile ServerProxyConfig _config;

    public ServerProxyConfigProvider(ServerRegistry registry, ServerTimeouts timeouts)
    {
        (_registry, _timeouts) = (registry, timeouts);
        _config = Build();
        _registry.Changed += OnChanged;
    }

    /// <summary>Metadata key of a route: the server it leads to.</summary>
    public const string ServerMetadata = "portal-server";

    public IProxyConfig GetConfig() => _config;

    public void Dispose() => _registry.Changed -= OnChanged;

    private void OnChanged(object? sender, EventArgs e)
    {
        lock (_swapping)
        {
            var outdated = _config;
            _config = Build();
            outdated.Outdate();
        }
    }

    private ServerProxyConfig Build()
    {
        var servers = _registry.Servers.Values.Where(server => server.Enabled).ToList();
        return new ServerProxyConfig(
            [
                .. servers.SelectMany(server =>
                    new[] { Route(server, "calls", CallMethods), Route(server, "streams", StreamMethods) }
                ),
            ],
            [
                .. servers.SelectMany(server =>
                    new[] { Cluster(server, "calls", _timeouts.Of(server)), Cluster(server, "streams", TimeSpan.FromDays(1)) }
                ),
            ]
        );
    }

    private static RouteConfig Route(ServerDefinition server, string use, string[] methods) =>
        new()
        {
            RouteId = $"{server.Name}/{use}",
            ClusterId = $"{server.Name}/{use}",
            Match = new RouteMatch { Path = $"/mcp/{server.Name}", Methods = methods },
            Metadata = new Dictionary<string, string>(StringComparer.Ordinal) { [ServerMetadata] = server.Name },
        };

    private static ClusterConfig Cluster(ServerDefinition server, string use, TimeSpan timeout) =>
        new()
        {
            ClusterId = $"{server.Name}/{use}",
            Destinations = new Dictionary<string, DestinationConfig>(StringComparer.Ordinal)
            {
                ["server"] = new() { Address = new Uri(server.Url).GetLeftPart(UriPartial.Authority) },
            },
            HttpRequest = new ForwarderRequestConfig
            {
                ActivityTimeout = timeout,

                // Not higher: HTTP/3 goes where a server's Alt-Svc says, past the connector (RFC 7838).
                Version = HttpVersion.Version20,
                VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
            },
        };
}
