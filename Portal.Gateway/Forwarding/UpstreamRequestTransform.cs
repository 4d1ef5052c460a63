using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using Portal.Gateway.Protocol;
using Portal.Gateway.Routing;
using Yarp.ReverseProxy.Transforms;

namespace Portal.Gateway.Forwarding;

/// <summary>
/// Makes the request the server's own: the caller's credentials are taken off, the server's are put on, the address is the registered one.
/// </summary>
internal sealed class UpstreamRequestTransform(ServerRegistry registry, GatewayIdentity identity, LegacyEndpoint legacyEndpoint) : RequestTransform
{
    private static readonly string[] Withheld =
        [HeaderNames.Authorization, HeaderNames.Cookie, HeaderNames.ProxyAuthorization, HeaderNames.AcceptEncoding, "DPoP", "X-Api-Key"];

    public override ValueTask ApplyAsync(RequestTransformContext context)
    {
        var server = registry.Find(RouteServer.Of(context.HttpContext))
            ?? throw new InvalidOperationException("The server was removed while the call was on its way.");
        var address = new Uri(server.Url);
        var request = context.ProxyRequest;
        request.RequestUri = LegacyEndpoint.IsUsedBy(context.HttpContext.Request)
            ? LegacyAddress(context.HttpContext)
            : address.Query.Length == 0 && context.Query.QueryString.HasValue
                ? new UriBuilder(address) { Query = context.Query.QueryString.Value }.Uri
                : address;

        foreach (var name in Withheld)
        {
            request.Headers.Remove(name);
        }

        // Replies must be readable; asking for plain text is cheaper than unpacking.
        request.Headers.TryAddWithoutValidation(HeaderNames.AcceptEncoding, "identity");
        request.Headers.TryAddWithoutValidation(HeaderNames.Via, identity.Via);

        // A server on this machine guards itself against DNS rebinding by the Host the client used; one elsewhere is found by its own name.
        request.Headers.Host = IsLocal(address) ? context.HttpContext.Request.Host.Value : null;

        foreach (var (name, value) in server.Headers)
        {
            request.Headers.Remove(name);
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return default;
    }

    private Uri LegacyAddress(HttpContext context) => legacyEndpoint.TryUnwrap(Exchange.Of(context), context.Request, out var address)
        ? address
        : throw new InvalidOperationException("A message for another caller's stream got past the session stage.");

    private static bool IsLocal(Uri address) =>
        address.IsLoopback || (IPAddress.TryParse(address.Host, out var ip) && IPAddress.IsLoopback(ip));
}
