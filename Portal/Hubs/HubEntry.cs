using Microsoft.Extensions.Options;
using Portal.Gateway;
using Portal.Gateway.Authentication;

namespace Portal.Hubs;

/// <summary>
/// Which requests may open a connection at all. A browser opens a WebSocket to any site and sends that site's cookie with it (CSWSH), so a sign-in counts only with an
/// Origin of this portal; a page of another site is refused whatever it brings. A token in an address is in somebody's log already and is refused too.
/// </summary>
internal static class HubEntry
{
    public static bool IsAllowed(HttpContext http)
    {
        var origins = http.Request.Headers.Origin;
        var isOwn = origins.Count == 1 && IsOwn(origins.ToString(), http);
        return !HasTokenInQuery(http.Request) && (origins.Count == 0 ? http.Features.Get<Caller>() is not null : isOwn);
    }

    private static bool IsOwn(string origin, HttpContext http) =>
        string.Equals(origin, OriginOf(http.RequestServices.GetRequiredService<IOptions<GatewayOptions>>().Value.PublicUrl), StringComparison.OrdinalIgnoreCase)
        || string.Equals(origin, $"{http.Request.Scheme}://{http.Request.Host}", StringComparison.OrdinalIgnoreCase);

    private static string OriginOf(string url) => new Uri(url).GetLeftPart(UriPartial.Authority);

    // SignalR's browser client puts it there for WebSockets.
    private static bool HasTokenInQuery(HttpRequest request) =>
        request.Query.Keys.Any(name => name.Contains("token", StringComparison.OrdinalIgnoreCase) || name.Contains("authorization", StringComparison.OrdinalIgnoreCase));
}
