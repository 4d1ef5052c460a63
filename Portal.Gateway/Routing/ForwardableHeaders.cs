using System.Collections.Frozen;
using Microsoft.Net.Http.Headers;

namespace Portal.Gateway.Routing;

/// <summary>Tells which client headers no setting can let through to a server.</summary>
internal static class ForwardableHeaders
{
    // Credentials of a caller, what would make another request of the one that was judged, what describes the connection or the
    // body, and what the gateway sends itself.
    private static readonly FrozenSet<string> Refused = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        HeaderNames.Authorization,
        HeaderNames.Cookie,
        "Cookie2",
        HeaderNames.ProxyAuthorization,
        "DPoP",
        "X-Api-Key",
        "Api-Key",
        "X-Auth-Token",
        "X-Access-Token",
        "X-HTTP-Method",
        "X-HTTP-Method-Override",
        "X-Method-Override",
        "X-Original-Method",
        "X-Original-URL",
        "X-Rewrite-URL",
        HeaderNames.Accept,
        HeaderNames.AcceptEncoding,
        HeaderNames.Connection,
        HeaderNames.ContentEncoding,
        HeaderNames.ContentLength,
        HeaderNames.ContentType,
        HeaderNames.Expect,
        "Forwarded",
        HeaderNames.Host,
        HeaderNames.KeepAlive,
        "Last-Event-ID",
        HeaderNames.Origin,
        HeaderNames.ProxyConnection,
        HeaderNames.Range,
        HeaderNames.Referer,
        HeaderNames.TE,
        HeaderNames.Trailer,
        HeaderNames.TransferEncoding,
        HeaderNames.Upgrade,
        HeaderNames.UserAgent,
        HeaderNames.Via,
        HeaderNames.TraceParent,
        HeaderNames.TraceState
    );

    private static readonly string[] RefusedPrefixes =
    [
        "Mcp-",
        "Sec-",
        "X-Forwarded-",
        "Proxy-",
        "Access-Control-",
        "Content-",
        "If-",
    ];

    /// <summary>Whether a header of that name stays with the gateway, whatever a server's setting says.</summary>
    public static bool IsRefused(string name) =>
        Refused.Contains(name)
        || Array.Exists(RefusedPrefixes, prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase));
}
