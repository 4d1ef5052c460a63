using Microsoft.Extensions.Primitives;
using Yarp.ReverseProxy.Configuration;

namespace Portal.Gateway.Routing;

/// <summary>One state of the routes, with the token that says when it is out of date.</summary>
internal sealed class ServerProxyConfig(IReadOnlyList<RouteConfig> routes, IReadOnlyList<ClusterConfig> clusters) : IProxyConfig
{
    private readonly CancellationTokenSource _outdated = new();

    public IReadOnlyList<RouteConfig> Routes { get; } = routes;

    public IReadOnlyList<ClusterConfig> Clusters { get; } = clusters;

    public IChangeToken ChangeToken => new CancellationChangeToken(_outdated.Token);

    public void Outdate() => _outdated.Cancel();
}
