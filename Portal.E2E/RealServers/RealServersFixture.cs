using System.Net;
using System.Net.Sockets;
using Portal.E2E.RealServers;
using Portal.E2E.Targets;

[assembly: AssemblyFixture(typeof(RealServersFixture))]

namespace Portal.E2E.RealServers;

/// <summary>One portal before all the public servers. Each starts when a test first needs it.</summary>
public sealed class RealServersFixture : IAsyncDisposable
{
    private readonly Dictionary<string, int> _ports = ServerCatalog.All.Select(server => server.Name).Zip(FreePorts())
        .ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal);

    private readonly Dictionary<string, Lazy<Task<ServerProcess>>> _servers;
    private readonly Lazy<Task<PortalProcess>> _portal;

    public RealServersFixture()
    {
        _servers = ServerCatalog.All.ToDictionary(server => server.Name, Unstarted, StringComparer.Ordinal);
        _portal = new(() => PortalProcess.StartAsync(new PortalSeed(ServerCatalog.All.ToDictionary(server => server.Name, Endpoint, StringComparer.Ordinal))));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var server in _servers.Values.Where(server => server.IsValueCreated && server.Value.IsCompletedSuccessfully))
        {
            await (await server.Value).DisposeAsync();
        }

        if (_portal.IsValueCreated && _portal.Value.IsCompletedSuccessfully)
        {
            await (await _portal.Value).DisposeAsync();
        }
    }

    internal Target Direct(RealServer server) => new("directly", Endpoint(server), Token: null);

    internal async Task<Target> ProxiedAsync(RealServer server) => (await _portal.Value).For(server.Name);

    internal Task<ServerProcess> StartedAsync(RealServer server) => _servers[server.Name].Value;

    internal async Task<string> DescribeFailureAsync(RealServer server) =>
        $"{server.Name} printed:\n{(await StartedAsync(server)).Log}\n{(await _portal.Value).DescribeFailure()}";

    private Lazy<Task<ServerProcess>> Unstarted(RealServer server) =>
        new(() => ServerProcess.StartAsync(server, _ports[server.Name], CancellationToken.None));

    private Uri Endpoint(RealServer server) => new($"http://127.0.0.1:{_ports[server.Name]}{server.Path}");

    /// <summary>Ports below those that the system hands out, because each is free for a while before its server takes it.</summary>
    private static IEnumerable<int> FreePorts()
    {
        for (var port = Random.Shared.Next(15_000, 30_000); ; port++)
        {
            if (IsFree(port))
            {
                yield return port;
            }
        }
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Any, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
