using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Yarp.ReverseProxy.Configuration;

namespace Portal.Bench.Hosts;

/// <summary>YARP with one route and nothing else: what the gateway's cost is measured against.</summary>
internal static class ProxyHost
{
    public const string Verb = "serve-yarp";

    public static int Run(int port, string upstream)
    {
        WebApplicationBuilder builder = HostBuilder.Create(port);
        builder
            .Services.AddReverseProxy()
            .LoadFromMemory(
                [
                    new RouteConfig
                    {
                        RouteId = "mcp",
                        ClusterId = "upstream",
                        Match = new RouteMatch { Path = "{**path}" },
                    },
                ],
                [
                    new ClusterConfig
                    {
                        ClusterId = "upstream",
                        Destinations = new Dictionary<string, DestinationConfig>(StringComparer.Ordinal)
                        {
                            ["echo"] = new() { Address = upstream },
                        },
                    },
                ]
            );
        WebApplication app = builder.Build();
        app.MapReverseProxy();
        app.Run();
        return 0;
    }
}
