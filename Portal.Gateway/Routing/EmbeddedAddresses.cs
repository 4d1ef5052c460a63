using System.Net;
using System.Net.Sockets;

namespace Portal.Gateway.Routing;

/// <summary>
/// Reads the IPv4 addresses that an IPv6 address carries, and that a translator, a tunnel or the system itself would go to:
/// mapped and compatible (RFC 4291, 2.5.5), translated (RFC 2765), NAT64 (RFC 6052, RFC 8215), 6to4 (RFC 3056), Teredo (RFC
/// 4380), ISATAP (RFC 5214).
/// </summary>
internal static class EmbeddedAddresses
{
    private const int V4Start = 12;

    // Compatible, mapped, translated, NAT64.
    private static readonly IPNetwork[] AtTheEnd =
    [
        IPNetwork.Parse("::/96"),
        IPNetwork.Parse("::ffff:0:0/96"),
        IPNetwork.Parse("::ffff:0:0:0/96"),
        IPNetwork.Parse("64:ff9b::/96"),
    ];

    private static readonly IPNetwork LocalNat64 = IPNetwork.Parse("64:ff9b:1::/48");
    private static readonly IPNetwork SixToFour = IPNetwork.Parse("2002::/16");
    private static readonly IPNetwork Teredo = IPNetwork.Parse("2001::/32");

    /// <summary>The address itself and every IPv4 address in it.</summary>
    public static IEnumerable<IPAddress> ReadingsOf(IPAddress address) => [address, .. WithinOf(address)];

    private static IEnumerable<IPAddress> WithinOf(IPAddress address)
    {
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return [];
        }

        var bytes = address.GetAddressBytes();
        return address switch
        {
            _ when address.Equals(IPAddress.IPv6Any) || address.Equals(IPAddress.IPv6Loopback) => [],
            _ when AtTheEnd.Any(network => network.Contains(address)) => [At(bytes, V4Start)],
            _ when LocalNat64.Contains(address) => LocalNat64Of(bytes),
            _ when SixToFour.Contains(address) => [At(bytes, 2)],
            _ when Teredo.Contains(address) => [At(bytes, 4), new IPAddress([.. bytes[V4Start..].Select(one => (byte)~one)])],
            _ when bytes is [_, _, _, _, _, _, _, _, 0 or 2, 0, 0x5e, 0xfe, ..] => [At(bytes, V4Start)],
            _ => [],
        };
    }

    // Any length of prefix may be in use (RFC 6052, 2.2); what begins with zero there is the filling of another length.
    private static IEnumerable<IPAddress> LocalNat64Of(byte[] bytes) =>
        new[]
        {
            new IPAddress([bytes[6], bytes[7], bytes[9], bytes[10]]),
            new IPAddress([bytes[7], bytes[9], bytes[10], bytes[11]]),
            At(bytes, 9),
            At(bytes, V4Start),
        }.Where(address => address.GetAddressBytes()[0] != 0);

    private static IPAddress At(byte[] bytes, int start) => new(bytes.AsSpan(start, 4));
}
