using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Portal.Gateway.Configuration;
using Portal.Gateway.Masking;
using Portal.Gateway.Routing;
using Portal.Gateway.SelfScan;
using Portal.Tests.Data;
using Portal.Tests.Fakes;
using Xunit;
using Yarp.ReverseProxy.Configuration;

namespace Portal.Tests.Gateway.Routing;

public sealed class ServerRegistryTests : IDisposable
{
    private const string Secret = "very-secret-value";
    private readonly TemporaryDatabase _database = new();
    private readonly EphemeralDataProtectionProvider _protection = new();
    private readonly ServerRegistry _registry;

    public ServerRegistryTests() => _registry = Open();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static IOptions<GatewayOptions> GatewayOptions => Options.Create(new GatewayOptions { ServerTimeoutSeconds = 77 });

    public void Dispose() => _database.Dispose();

    [Fact]
    public async Task SaveAsync_Headers_AreProtectedAtRest()
    {
        Assert.Empty(await SaveAsync("payments", headers: true));
        var raw = Assert.Single(_database.Query("SELECT ProtectedHeaders FROM Servers"))[0];
        Assert.NotEmpty(raw);
        Assert.DoesNotContain(Secret, raw, StringComparison.Ordinal);
        foreach (var file in Directory.EnumerateFiles(Path.GetDirectoryName(_database.File)!))
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var reader = new StreamReader(stream, System.Text.Encoding.Latin1);
            Assert.DoesNotContain(Secret, await reader.ReadToEndAsync(Cancellation), StringComparison.Ordinal);
        }

        Assert.Equal(Secret, _registry.Find("payments")!.Headers["X-Api-Key"]);
    }

    [Fact]
    public async Task RefreshAsync_AfterARestart_HasTheSameServers()
    {
        await SaveAsync("payments", headers: true);
        var restarted = Open();
        Assert.Null(restarted.Find("payments"));
        await restarted.RefreshAsync(Cancellation);
        Assert.Equal(Secret, restarted.Find("payments")!.Headers["X-Api-Key"]);
    }

    [Fact]
    public async Task SaveAsync_WithoutHeaders_KeepsOrRemovesThem()
    {
        await SaveAsync("payments", headers: true);
        await SaveAsync("payments", url: "http://127.0.0.1:7002/mcp", keepHeaders: true);
        Assert.Equal(("http://127.0.0.1:7002/mcp", 1), (_registry.Find("payments")!.Url, _registry.Find("payments")!.Headers.Count));
        await SaveAsync("payments");
        Assert.Empty(_registry.Find("payments")!.Headers);
        Assert.Equal("", Assert.Single(_database.Query("SELECT ProtectedHeaders FROM Servers"))[0]);
    }

    [Fact]
    public async Task SaveAsync_Fault_StoresNothing()
    {
        Assert.NotEmpty(await SaveAsync("payments", url: "nowhere"));
        Assert.Empty(_registry.Servers);
        Assert.Empty(_database.Query("SELECT Name FROM Servers"));
    }

    [Fact]
    public async Task Find_DisabledOrUnknown_IsNull()
    {
        await SaveAsync("payments", enabled: false);
        Assert.Null(_registry.Find("payments"));
        Assert.True(_registry.Servers.ContainsKey("payments"));
        Assert.Null(_registry.Find("Payments"));
        Assert.Null(_registry.Find(""));
    }

    [Fact]
    public async Task DeleteAsync_Server_IsGoneAtOnce()
    {
        await SaveAsync("payments");
        Assert.True(await _registry.DeleteAsync("payments", Cancellation));
        Assert.Null(_registry.Find("payments"));
        Assert.False(await _registry.DeleteAsync("payments", Cancellation));
    }

    [Fact]
    public async Task GetConfig_Server_HasARouteForCallsAndOneForStreams()
    {
        await SaveAsync("payments", headers: true);
        await SaveAsync("off", enabled: false);
        using var provider = new ServerProxyConfigProvider(_registry, new ServerTimeouts(_registry, GatewayOptions));
        var config = provider.GetConfig();
        Assert.Equal(["/mcp/payments", "/mcp/payments"], config.Routes.Select(route => route.Match.Path));
        Assert.Equal(["DELETE", "GET", "POST"], config.Routes.SelectMany(route => route.Match.Methods!).Order(StringComparer.Ordinal));
        Assert.Equal(config.Routes.Select(route => route.ClusterId), config.Clusters.Select(cluster => cluster.ClusterId));
        Assert.All(config.Routes, route => Assert.Equal("payments", route.Metadata![ServerProxyConfigProvider.ServerMetadata]));
        Assert.All(config.Clusters, cluster => Assert.Equal("http://127.0.0.1:7001", Assert.Single(cluster.Destinations!).Value.Address));
        Assert.Equal(TimeSpan.FromSeconds(77), ClusterOf(config, "POST").HttpRequest!.ActivityTimeout);
        Assert.True(ClusterOf(config, "GET").HttpRequest!.ActivityTimeout > TimeSpan.FromHours(1));
    }

    [Fact]
    public async Task GetConfig_ServersChange_TokenFiresWithTheNewConfigInForce()
    {
        using var provider = new ServerProxyConfigProvider(_registry, new ServerTimeouts(_registry, GatewayOptions));
        var routes = new List<int>();
        var before = provider.GetConfig();
        using var watch = before.ChangeToken.RegisterChangeCallback(_ => routes.Add(provider.GetConfig().Routes.Count), null);
        Assert.Empty(before.Routes);
        Assert.False(before.ChangeToken.HasChanged);
        await SaveAsync("payments");
        Assert.Equal([2], routes);
        Assert.True(before.ChangeToken.HasChanged);
        Assert.False(provider.GetConfig().ChangeToken.HasChanged);

        var second = provider.GetConfig();
        await _registry.DeleteAsync("payments", Cancellation);
        Assert.True(second.ChangeToken.HasChanged);
        Assert.Empty(provider.GetConfig().Routes);
    }

    [Fact]
    public async Task Dispose_Provider_HearsNoMoreChanges()
    {
        var provider = new ServerProxyConfigProvider(_registry, new ServerTimeouts(_registry, GatewayOptions));
        provider.Dispose();
        await SaveAsync("payments");
        Assert.Empty(provider.GetConfig().Routes);
    }

    private static ClusterConfig ClusterOf(IProxyConfig config, string method) =>
        config.Clusters.Single(cluster => cluster.ClusterId == config.Routes.Single(route => route.Match.Methods!.Contains(method)).ClusterId);

    private Task<IReadOnlyList<ServerFault>> SaveAsync(string name, string url = "http://127.0.0.1:7001/mcp", bool headers = false, bool keepHeaders = false, bool enabled = true) =>
        _registry.SaveAsync(
            new ServerDefinition(name, url, headers ? new Dictionary<string, string> { ["X-Api-Key"] = Secret } : ServerDefinition.NoHeaders, enabled),
            keepHeaders,
            Cancellation);

    private ServerRegistry Open() => new(_database.Contexts, _protection, new ServerValidator(GatewayOptions, new ConfigurationBuilder().Build(), new FaultServer(), new StoredTextMask(new MessageMasker())), new FakeTimeProvider(Records.Noon), NullLogger<ServerRegistry>.Instance);
}
