using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using Portal.Gateway.Protocol;
using Portal.Gateway.Routing;
using Yarp.ReverseProxy.Transforms;

namespace Portal.Gateway.Forwarding;

/// <summary>
/// Makes the request the server's own: the caller's credentials and whatever a browser says of its page are taken off, the server's credentials are put on, the
/// address and the host are the registered ones.
/// </summary>
internal sealed class UpstreamRequestTransform(ServerRegistry registry, GatewayIdentity identity, LegacyEndpoint legacyEndpoint) : RequestTransform
{
    // Origin and Referer were the gateway's to check; a server would compare them with its own name.
    private static readonly string[] Withheld =
        [HeaderNames.Authorization, HeaderNames.Cookie, HeaderNames.ProxyAuthorization, HeaderNames.AcceptEncoding, HeaderNames.Origin, HeaderNames.Referer, "DPoP", "X-Api-Key"];

    private const string BrowserPrefix = "Sec-";

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
        RedirectHandler.KeepAddress(request);
        request.Options.Set(RedirectHandler.Body, Exchange.Of(context.HttpContext).Body);
        SetHeaders(request, server);
        return default;
    }

    private void SetHeaders(HttpRequestMessage request, ServerDefinition server)
    {
        foreach (var name in Withheld.Concat(request.Headers.NonValidated.Select(header => header.Key).Where(name => name.StartsWith(BrowserPrefix, StringComparison.OrdinalIgnoreCase)).ToList()))
        {
            request.Headers.Remove(name);
        }

        // Replies must be readable; asking for plain text is cheaper than unpacking.
        request.Headers.TryAddWithoutValidation(HeaderNames.AcceptEncoding, "identity");
        request.Headers.TryAddWithoutValidation(HeaderNames.Via, identity.Via);

        // The server's own, from its address: virtual hosts are found by it, and servers on loopback guard themselves with it against DNS rebinding.
        request.Headers.Host = null;

        foreach (var (name, value) in server.Headers)
        {
            request.Headers.Remove(name);
            request.Headers.TryAddWithoutValidation(name, value);
        }
    }

    private Uri LegacyAddress(HttpContext context) => legacyEndpoint.TryUnwrap(Exchange.Of(context), context.Request, out var address)
        ? address
        : throw new InvalidOperationException("A message for another caller's stream got past the session stage.");
}
