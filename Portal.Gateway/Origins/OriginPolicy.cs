using System.Collections.Frozen;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Portal.Gateway.Configuration;

namespace Portal.Gateway.Origins;

/// <summary>
/// Says which browser pages may use <c>/mcp</c>: the portal's own, those of <see cref="GatewayOptions.AllowedOrigins"/> and, in
/// Development, the MCP Inspector (MCP, Streamable HTTP, Security Warning: servers must check <c>Origin</c>).
/// </summary>
public sealed class OriginPolicy(IOptions<GatewayOptions> options, IHostEnvironment environment)
{
    /// <summary>Where the MCP Inspector serves its page.</summary>
    public const string Inspector = "http://localhost:6274";

    private readonly FrozenSet<string> _origins = options
        .Value.AllowedOrigins.Append(options.Value.PublicUrl)
        .Concat(environment.IsDevelopment() ? [Inspector] : [])
        .Select(Serialize)
        .ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private readonly string _portal = Serialize(options.Value.PublicUrl);

    /// <summary>Whether a page of that origin may use the gateway from elsewhere (CORS).</summary>
    public bool IsAllowed(string origin) => _origins.Contains(origin);

    /// <summary>
    /// Whether a request says no origin, one that is allowed, or the portal's own as the request's host names it; ask only after
    /// the host was found good.
    /// </summary>
    public bool Allows(HttpRequest request)
    {
        var origins = request.Headers.Origin;
        return origins.Count == 0
            || (
                origins.Count == 1
                && origins[0] is { } origin
                && (
                    IsAllowed(origin)
                    || origin.Equals(Serialize($"{request.Scheme}://{request.Host}"), StringComparison.OrdinalIgnoreCase)
                )
            );
    }

    /// <summary>
    /// Whether a request says the portal's own origin and no other: that of <see cref="GatewayOptions.PublicUrl"/>, or the
    /// request's host by its scheme or, where a proxy ends TLS, by https. Ask only after the host was found good.
    /// </summary>
    public bool IsPortal(HttpRequest request) =>
        request.Headers.Origin is [{ } origin]
        && (
            IsSame(origin, _portal)
            || IsSame(origin, Serialize($"{request.Scheme}://{request.Host}"))
            || IsSame(origin, Serialize($"https://{request.Host}"))
        );

    private static bool IsSame(string one, string other) => one.Equals(other, StringComparison.OrdinalIgnoreCase);

    // As browsers write an origin (RFC 6454, 6.2): no path, no port where it is the scheme's own.
    private static string Serialize(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri) ? uri.GetLeftPart(UriPartial.Authority) : url;
}
