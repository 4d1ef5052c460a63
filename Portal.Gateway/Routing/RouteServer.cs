using Microsoft.AspNetCore.Http;
using Yarp.ReverseProxy.Model;

namespace Portal.Gateway.Routing;

/// <summary>Tells which server a request's route leads to.</summary>
internal static class RouteServer
{
    /// <summary>The server's name; what the path says where no route matched.</summary>
    public static string Of(HttpContext context)
    {
        if (
            context
                .Features.Get<IReverseProxyFeature>()
                ?.Route.Config.Metadata?.TryGetValue(ServerProxyConfigProvider.ServerMetadata, out var name) == true
        )
        {
            return name;
        }

        var unknown = context.Request.RouteValues["server"] as string ?? "";
        return unknown.Length <= 64 ? unknown : unknown[..64];
    }
}
