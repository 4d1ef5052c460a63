using System.Net;
using Microsoft.Net.Http.Headers;

namespace Portal.SignIn;

/// <summary>Where an attempt to sign in comes from. Forwarded headers are not trusted: behind a proxy it is the proxy.</summary>
/// <param name="Address">The address; null when it is not known.</param>
/// <param name="Network">What is counted by: the address, of IPv6 its first 64 bits.</param>
/// <param name="IsConsole">Whether it is somebody at this machine, as far as can be told: over loopback, by a loopback name, and
/// through no proxy that says so.</param>
internal sealed record SignInOrigin(string? Address, string Network, bool IsConsole)
{
    private const int NetworkBytes = 8;
    private const string Loopback = "loopback";

    private static readonly string[] ProxyHeaders =
    [
        "Forwarded",
        "X-Forwarded-For",
        "X-Forwarded-Host",
        "X-Forwarded-Proto",
        "X-Real-IP",
        HeaderNames.Via,
    ];

    public static SignInOrigin Of(HttpContext context)
    {
        var address = context.Connection.RemoteIpAddress;
        var network = NetworkOf(address);
        var isConsole = network == Loopback && IsLoopback(context.Request.Host.Host) && !HasProxy(context.Request);
        return new SignInOrigin(address?.ToString(), network, isConsole);
    }

    public static string NetworkOf(IPAddress? address)
    {
        if (address is null)
        {
            return "unknown";
        }

        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        if (IPAddress.IsLoopback(plain))
        {
            return Loopback;
        }

        var bytes = plain.GetAddressBytes();
        if (bytes.Length <= NetworkBytes)
        {
            return plain.ToString();
        }

        bytes.AsSpan(NetworkBytes).Clear();
        return $"{new IPAddress(bytes)}/64";
    }

    private static bool IsLoopback(string name) =>
        name.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(name.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));

    private static bool HasProxy(HttpRequest request) => Array.Exists(ProxyHeaders, request.Headers.ContainsKey);
}
