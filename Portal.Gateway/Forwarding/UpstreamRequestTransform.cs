using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using Portal.Gateway.Exchanges;
using Portal.Gateway.Routing;
using Yarp.ReverseProxy.Transforms;

namespace Portal.Gateway.Forwarding;

/// <summary>
/// Builds everything that goes to a server, by allow-list: the registered address without a query of the client's, the inspected
/// body, the headers of <see cref="UpstreamHeaders"/>, and the server's own credentials. Nothing else of the client's request
/// gets past it.
/// </summary>
internal sealed class UpstreamRequestTransform(
    ServerRegistry registry,
    GatewayIdentity identity,
    LegacyEndpoint legacyEndpoint,
    UpstreamHeaders headers
) : RequestTransform
{
    public override ValueTask ApplyAsync(RequestTransformContext context)
    {
        var server = registry.Find(RouteServer.Of(context.HttpContext))
            ?? throw new InvalidOperationException("The server was removed while the call was on its way.");
        var exchange = Exchange.Of(context.HttpContext);
        var request = context.ProxyRequest;
        request.RequestUri = LegacyEndpoint.IsUsedBy(context.HttpContext.Request)
            ? LegacyAddress(context.HttpContext)
            : new Uri(server.Url);
        RedirectHandler.KeepAddress(request);
        request.Options.Set(RedirectHandler.Body, exchange.Body);
        headers.Write(exchange, context.HttpContext.Request, request);
        SetOwn(request, server);
        return default;
    }

    private void SetOwn(HttpRequestMessage request, ServerDefinition server)
    {
        // Replies must be readable; asking for plain text is cheaper than unpacking.
        request.Headers.TryAddWithoutValidation(HeaderNames.AcceptEncoding, "identity");
        request.Headers.TryAddWithoutValidation(HeaderNames.Via, identity.Via);

        // The server's own, from its address: virtual hosts are found by it, and servers on loopback guard themselves with it
        // against DNS rebinding.
        request.Headers.Host = null;

        foreach (var (name, value) in server.Headers)
        {
            request.Headers.Remove(name);
            request.Headers.TryAddWithoutValidation(name, value);
        }
    }

    private Uri LegacyAddress(HttpContext context) =>
        legacyEndpoint.TryUnwrap(Exchange.Of(context), context.Request, out var address)
            ? address
            : throw new InvalidOperationException("A message for another caller's stream got past the session stage.");
}
