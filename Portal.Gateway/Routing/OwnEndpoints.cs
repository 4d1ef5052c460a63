using System.Net;
using System.Net.NetworkInformation;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;

namespace Portal.Gateway.Routing;

/// <summary>Knows at which addresses and ports this process listens, also where it listens on every interface.</summary>
public sealed class OwnEndpoints(IServer server)
{
    /// <summary>Whether a connection to there would come back to this process.</summary>
    public bool Contains(IPAddress address, int port) =>
        server.Features.Get<IServerAddressesFeature>() is { } listening
        && EmbeddedAddresses.ReadingsOf(address).Any(reading => listening.Addresses.Any(own => Matches(own, reading, port)));

    private static bool Matches(string listening, IPAddress address, int port)
    {
        var own = BindingAddress.Parse(listening);
        if (own.IsUnixPipe || own.Port != port)
        {
            return false;
        }

        if (string.Equals(own.Host, "localhost", StringComparison.OrdinalIgnoreCase))
        {
            return IPAddress.IsLoopback(address);
        }

        // To Kestrel every host that is no address is every interface.
        return
            IPAddress.TryParse(own.Host.Trim('[', ']'), out var bound)
            && !bound.Equals(IPAddress.Any)
            && !bound.Equals(IPAddress.IPv6Any)
            ? bound.Equals(address)
            : IsOfThisMachine(address);
    }

    // Asked for connections to a port of our own only, so the list need not be kept.
    private static bool IsOfThisMachine(IPAddress address) =>
        IPAddress.IsLoopback(address)
        || NetworkInterface
            .GetAllNetworkInterfaces()
            .SelectMany(network => network.GetIPProperties().UnicastAddresses)
            .Any(unicast => unicast.Address.GetAddressBytes().AsSpan().SequenceEqual(address.GetAddressBytes()));
}
