using System.Net;

namespace Portal.Gateway.Routing;

/// <summary>
/// Says at which addresses no MCP server is ever reached: unspecified, link-local, multicast and broadcast ones, and those of the
/// metadata services of clouds, in every notation. Loopback and private addresses are where most servers are.
/// </summary>
internal static class UpstreamAddressPolicy
{
    private static readonly IPNetwork[] Refused =
    [
        IPNetwork.Parse("0.0.0.0/8"), // this host on this network (RFC 1122, 3.2.1.3)
        IPNetwork.Parse("169.254.0.0/16"), // link-local (RFC 3927), with most clouds' metadata
        IPNetwork.Parse("224.0.0.0/4"), // multicast
        IPNetwork.Parse("255.255.255.255/32"), // broadcast
        IPNetwork.Parse("100.100.100.200/32"), // Alibaba Cloud metadata
        IPNetwork.Parse("168.63.129.16/32"), // Azure's host
        IPNetwork.Parse("192.0.0.192/32"), // Oracle Cloud at Customer metadata
        IPNetwork.Parse("::/128"), // unspecified
        IPNetwork.Parse("fe80::/10"), // link-local (RFC 4291, 2.5.6)
        IPNetwork.Parse("ff00::/8"), // multicast
        IPNetwork.Parse("fd00:ec2::/32"), // Amazon's services on an instance, metadata among them
        IPNetwork.Parse("fd20:ce::254/128"), // Google Cloud metadata
        IPNetwork.Parse("fd00:c1::a9fe:a9fe/128"), // Oracle Cloud metadata
        IPNetwork.Parse("fd00:42::42/128"), // Scaleway metadata
    ];

    /// <summary>Whether a server may be reached there.</summary>
    public static bool Allows(IPAddress address) =>
        EmbeddedAddresses.ReadingsOf(address).All(reading => !Refused.Any(network => network.Contains(reading)));

    /// <summary>
    /// Whether a server's host may be registered: not where it is a refused address, however that is written. A name may.
    /// </summary>
    public static bool AllowsHost(Uri url) => new[] { url.Host, url.IdnHost, url.DnsSafeHost }.All(AllowsHost);

    private static bool AllowsHost(string host) =>
        !IPAddress.TryParse(host.Trim('[', ']').TrimEnd('.'), out var address) || Allows(address);
}
