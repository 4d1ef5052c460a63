using System.Net;
using System.Net.Sockets;
using Portal.Data.Sessions;
using Portal.Gateway.Callers;

namespace Portal.Gateway.Recording;

/// <summary>Where a refusal is counted: with a caller, or with an address where nobody is known to call.</summary>
/// <param name="Caller">The caller; null where there is none.</param>
/// <param name="Address">The address, or the network that one who has an address has whole; null where the caller counts.</param>
public readonly record struct RefusalSource(RecordActor? Caller, string? Address)
{
    /// <summary>A caller, wherever it calls from.</summary>
    public static RefusalSource OfCaller(Caller caller) => new(caller.AsActor(), null);

    /// <summary>An address. Who has one of IPv6 has 2^64 of them (RFC 6177).</summary>
    public static RefusalSource OfAddress(IPAddress? address) =>
        address switch
        {
            null => new(null, "unknown"),
            { IsIPv4MappedToIPv6: true } => new(null, address.MapToIPv4().ToString()),
            { AddressFamily: AddressFamily.InterNetworkV6 } => new(
                null,
                $"{new IPAddress([.. address.GetAddressBytes()[..8], 0, 0, 0, 0, 0, 0, 0, 0])}/64"
            ),
            _ => new(null, address.ToString()),
        };
}
