using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using Portal.Gateway.Configuration;

namespace Portal.Gateway.Origins;

/// <summary>
/// Says by which names the portal may be called: that of <see cref="GatewayOptions.PublicUrl"/>, those of the setting
/// <c>AllowedHosts</c>, and loopback names where a request came in over loopback. Any other name was pointed at this address by
/// somebody else (DNS rebinding).
/// </summary>
public sealed class HostPolicy
{
    private const string Any = "*";

    private readonly List<StringSegment> _names;
    private readonly bool _isOpen;

    /// <summary>Reads the names. Ports are not compared, as in ASP.NET Core's host filtering.</summary>
    public HostPolicy(IOptions<GatewayOptions> options, IConfiguration configuration)
    {
        var allowed = (configuration["AllowedHosts"] ?? Any).Split(
            ';',
            StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries
        );
        _isOpen = allowed.Contains(Any, StringComparer.Ordinal);
        _names =
        [
            .. allowed
                .Where(name => name != Any)
                .Append(new Uri(options.Value.PublicUrl).Host)
                .Select(name => new StringSegment(name)),
        ];
    }

    /// <summary>
    /// Whether a page of the portal may be asked for by the request's host; <c>*</c> in <c>AllowedHosts</c> permits any.
    /// </summary>
    public bool AllowsPage(HttpContext context) => _isOpen || AllowsCall(context);

    /// <summary>
    /// Whether an MCP client may call by the request's host; <c>*</c> in <c>AllowedHosts</c> permits nothing here.
    /// </summary>
    public bool AllowsCall(HttpContext context)
    {
        var host = context.Request.Host;
        return host.HasValue
            && (
                HostString.MatchesAny(new StringSegment(host.Host), _names)
                || (IsLoopback(host.Host) && IsLocal(context.Connection))
            );
    }

    private static bool IsLoopback(string name) =>
        name.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(name.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));

    // No address: a socket of this machine.
    private static bool IsLocal(ConnectionInfo connection) =>
        connection.LocalIpAddress is not { } address || IPAddress.IsLoopback(address);
}
