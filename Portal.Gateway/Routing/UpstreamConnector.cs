using System.Net;
using System.Net.Sockets;

namespace Portal.Gateway.Routing;

/// <summary>
/// Connects to servers, at addresses that <see cref="UpstreamAddressPolicy"/> allows and that are not this gateway's own. What a
/// name resolved to when the server was registered binds nobody, so what counts is the address that is connected to.
/// </summary>
public sealed class UpstreamConnector(OwnEndpoints own, HostResolver resolve)
{
    /// <summary>
    /// Makes a handler connect this way only: through no proxy, which would choose the address itself, and to no redirect unseen.
    /// </summary>
    public void Guard(SocketsHttpHandler handler)
    {
        handler.UseProxy = false;
        handler.AllowAutoRedirect = false;
        handler.UseCookies = false;
        handler.ConnectCallback = async (context, cancellationToken) =>
            await ConnectAsync(context.DnsEndPoint, cancellationToken);
    }

    /// <exception cref="RefusedAddressException">The name leads nowhere else than where no server is reached.</exception>
    private async Task<Stream> ConnectAsync(DnsEndPoint endpoint, CancellationToken cancellationToken)
    {
        var resolved = await resolve(endpoint.Host, cancellationToken);
        var allowed = Array.FindAll(resolved, address => FaultOf(address, endpoint.Port) is null);
        if (allowed.Length == 0)
        {
            var fault = resolved.Select(address => FaultOf(address, endpoint.Port)).FirstOrDefault();
            throw fault ?? (Exception)new SocketException((int)SocketError.HostNotFound);
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, endpoint.Port, cancellationToken);
            var connected = ((IPEndPoint)socket.RemoteEndPoint!).Address;
            return FaultOf(connected, endpoint.Port) is { } fault ? throw fault : new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private RefusedAddressException? FaultOf(IPAddress address, int port) =>
        !UpstreamAddressPolicy.Allows(address) ? RefusedAddressException.OutOfBounds()
        : own.Contains(address, port) ? RefusedAddressException.OwnAddress()
        : null;
}
