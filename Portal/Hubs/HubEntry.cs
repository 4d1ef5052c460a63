using Portal.Gateway.Callers;

namespace Portal.Hubs;

/// <summary>
/// Which requests may open a connection at all, beside what <see cref="SignIn.CrossSiteMiddleware"/> lets pass: without an Origin
/// a token alone counts. A token in an address is in somebody's log already and is refused.
/// </summary>
internal static class HubEntry
{
    public static bool IsAllowed(HttpContext http) =>
        !HasTokenInQuery(http.Request) && (http.Request.Headers.Origin.Count > 0 || http.Features.Get<Caller>() is not null);

    // SignalR's browser client puts it there for WebSockets.
    private static bool HasTokenInQuery(HttpRequest request) =>
        request.Query.Keys.Any(name =>
            name.Contains("token", StringComparison.OrdinalIgnoreCase)
            || name.Contains("authorization", StringComparison.OrdinalIgnoreCase)
        );
}
