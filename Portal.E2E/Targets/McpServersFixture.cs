using Microsoft.AspNetCore.Builder;
using PaymentsServer;
using Portal.E2E.Conformance.Fixture;
using Portal.E2E.Targets;
using Portal.E2E.Transparency;

[assembly: AssemblyFixture(typeof(McpServersFixture))]

namespace Portal.E2E.Targets;

/// <summary>The servers that stand behind the gateway in these tests, and the gateway before them; started once for all.</summary>
public sealed class McpServersFixture : IAsyncLifetime
{
    /// <summary>Our server for the public suite.</summary>
    public const string Conformance = "conformance";

    /// <summary>A server whose every byte a test decides.</summary>
    public const string Scripted = "scripted";

    /// <summary>The same, refusing GET and DELETE.</summary>
    public const string Refusing = "refusing";

    /// <summary>The sample payments server.</summary>
    public const string Payments = "payments";

    private ConformanceServer? _conformance;
    private WebApplication? _payments;
    private ScriptedServer? _scripted;
    private IProxyUnderTest? _proxy;
    private Dictionary<string, Uri> _upstreams = [];

    internal ScriptedServer Script => _scripted!;

    public async ValueTask InitializeAsync()
    {
        _conformance = await ConformanceServer.StartAsync();
        _scripted = await ScriptedServer.StartAsync();
        _payments = PaymentsHost.Build("http://127.0.0.1:0");
        await _payments.StartAsync();
        _upstreams = new(StringComparer.Ordinal)
        {
            [Conformance] = _conformance.Endpoint,
            [Scripted] = _scripted.Endpoint,
            [Refusing] = _scripted.RefusingEndpoint,
            [Payments] = new Uri(_payments.Urls.First() + "/mcp"),
        };

        _proxy = await StartProxyAsync(_upstreams);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var started in new IAsyncDisposable?[] { _proxy, _scripted, _conformance, _payments })
        {
            await (started?.DisposeAsync() ?? ValueTask.CompletedTask);
        }
    }

    internal Target Direct(string server) => new("directly", _upstreams[server], Token: null);

    internal Target Proxied(string server) => _proxy!.For(server);

    internal Target To(string server, bool proxied) => proxied ? Proxied(server) : Direct(server);

    /// <summary>The portal between client and server.</summary>
    private static async Task<IProxyUnderTest> StartProxyAsync(IReadOnlyDictionary<string, Uri> upstreams) => await PortalProcess.StartAsync(new PortalSeed(upstreams));

    internal string DescribeFailure() => _proxy!.DescribeFailure();
}
