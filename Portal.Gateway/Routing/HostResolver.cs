using System.Net;

namespace Portal.Gateway.Routing;

/// <summary>
/// Resolves a host name to its addresses, as <see cref="Dns.GetHostAddressesAsync(string, CancellationToken)"/> does.
/// </summary>
/// <param name="host">A name, or an address as text.</param>
/// <param name="cancellationToken">Cancels.</param>
public delegate Task<IPAddress[]> HostResolver(string host, CancellationToken cancellationToken);
