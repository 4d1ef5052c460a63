using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Portal.Gateway.Routing;

namespace Portal.Tests.Host;

/// <summary>A portal whose names resolve to what a test says, and which logs everything there is to log.</summary>
public sealed class ResolvingHost : PortalHost
{
    internal ConcurrentDictionary<string, IPAddress[]> Names { get; } = new(StringComparer.OrdinalIgnoreCase);

    protected override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["Logging:LogLevel:Default"] = "Trace",
        ["Logging:LogLevel:Yarp"] = "Trace",
        ["Logging:LogLevel:System.Net.Http"] = "Trace",
        ["Logging:LogLevel:Microsoft"] = "Trace",
    };

    protected override void Change(IServiceCollection services) => services.AddSingleton<HostResolver>((name, cancellationToken) =>
        Names.TryGetValue(name, out var addresses) ? Task.FromResult(addresses) : Dns.GetHostAddressesAsync(name, cancellationToken));

    internal async Task<Reply> PutAsync(string name, string url) =>
        await ApiAsync(HttpMethod.Put, $"/api/v1/servers/{name}", Admin, $$"""{"url":"{{url}}"}""");
}

public sealed class ServerAddressTests(ResolvingHost host) : IClassFixture<ResolvingHost>
{
    private const string Planted = "planted-Zq81-api-key";
    private const string PlantedPath = "Plant3dPathKey0123456789";

    [Theory]
    [InlineData("169.254.169.254")]
    [InlineData("::ffff:169.254.169.254")]
    [InlineData("64:ff9b::a9fe:a9fe")]
    [InlineData("fd00:ec2::254")]
    [InlineData("0.0.0.0")]
    [InlineData("fe80::1")]
    public async Task Call_NameLeadsWhereNoServerIs_IsRefusedAndRecorded(string address)
    {
        host.Names["rebound.example"] = [IPAddress.Parse(address)];
        await PutAsync("up2", $"http://rebound.example:{host.Upstream.Port}/mcp");
        using var watch = host.Watch();

        var reply = await CallAsync("up2");
        var report = await TestAsync("up2");

        Assert.Equal(-32014, reply.Code);
        Assert.Contains("cloud metadata", reply.Text, StringComparison.Ordinal);
        Assert.False(report.Json.GetProperty("works").GetBoolean());
        Assert.Contains("cloud metadata", report.Json.GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.Contains(watch.Seen, record => RecordWatch.PayloadOf(record).Contains("cloud metadata", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Call_NameLeadsBackToTheGateway_IsRefused()
    {
        host.Names["self.example"] = [IPAddress.Loopback];
        await PutAsync("up3", $"http://self.example:{host.Port}/mcp/up");

        Assert.Contains("leads back to this gateway", (await CallAsync("up3")).Text, StringComparison.Ordinal);
        Assert.Contains("leads back to this gateway", (await TestAsync("up3")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Call_NameWithSeveralAddresses_GoesToTheOneThatIsAllowed()
    {
        host.Names["mixed.example"] = [IPAddress.Parse("169.254.169.254"), IPAddress.Loopback];
        await PutAsync("up4", $"http://mixed.example:{host.Upstream.Port}/mcp");

        Assert.Equal(200, (await CallAsync("up4")).Status);
        Assert.Equal("mixed.example:" + host.Upstream.Port, Assert.Single(host.Upstream.Calls.Last().Values("Host")));
    }

    [Fact]
    public async Task Call_ConnectionIsMadeAnew_ResolvesAnew()
    {
        host.Names["moving.example"] = [IPAddress.Loopback];
        await PutAsync("up5", $"http://moving.example:{host.Upstream.Port}/mcp");
        Assert.False((await CallAsync("up5")).Json.TryGetProperty("error", out _));

        host.Names["moving.example"] = [IPAddress.Parse("169.254.169.254")];

        Assert.Equal(-32014, (await CallAsync("up5")).Code);
    }

    [Fact]
    public async Task Connect_ProxyInTheEnvironment_IsNotUsed()
    {
        using var proxy = new TcpListener(IPAddress.Loopback, 0);
        proxy.Start();
        using var handler = new SocketsHttpHandler { Proxy = new WebProxy($"http://127.0.0.1:{((IPEndPoint)proxy.LocalEndpoint).Port}"), UseProxy = true };
        host.Services.GetRequiredService<UpstreamConnector>().Guard(handler);

        using var client = new HttpClient(handler);
        await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync(new Uri("http://169.254.169.254/latest"), TestContext.Current.CancellationToken));

        Assert.False(proxy.Pending());
    }

    [Fact]
    public async Task Address_HoldsKeys_IsShownRecordedAndLoggedWithoutThem()
    {
        var whole = $"{host.Upstream.Url}/{PlantedPath}?api_key={Planted}&tenant=7";
        var shown = $"{host.Upstream.Url}/•••?api_key=•••&tenant=7";
        using var watch = host.Watch();
        var answers = new List<Reply>
        {
            await host.PutAsync("up6", whole),
            await host.ApiAsync("/api/v1/servers"),
            await host.ApiAsync("/api/v1/servers/up6"),
            await TestAsync("up6"),
        };
        await AllowAsync("up6");
        answers.Add(await CallAsync("up6"));

        // Sent back as it was shown, the stored address stays.
        answers.Add(await host.PutAsync("up6", shown));
        answers.Add(await CallAsync("up6"));
        await host.RestartAsync();
        answers.Add(await CallAsync("up6"));

        Assert.Equal(shown, answers[0].Json.GetProperty("url").GetString());
        Assert.Equal(4, host.Upstream.Calls.Count(call => call.Target == new Uri(whole).PathAndQuery));
        Assert.Contains(watch.Seen, record => record.Method == "portal/server-saved" && RecordWatch.PayloadOf(record).Contains("tenant=7", StringComparison.Ordinal));
        Assert.All(answers, answer => Assert.DoesNotContain(Planted, answer.Text, StringComparison.Ordinal));
        Assert.All(answers, answer => Assert.DoesNotContain(PlantedPath, answer.Text, StringComparison.Ordinal));
        Assert.Contains(host.Logs.Lines, line => line.Contains("Proxying to", StringComparison.Ordinal));
        host.AssertNothingLeaked(Planted, PlantedPath);
    }

    [Fact]
    public async Task Address_HiddenValueIsSentForAnotherServer_IsRefused()
    {
        await host.PutAsync("up7", $"{host.Upstream.Url}?api_key={Planted}");

        var reply = await host.PutAsync("up7", "http://127.0.0.1:9/mcp?api_key=•••");

        Assert.Equal(400, reply.Status);
        Assert.Contains("hidden value", reply.Text, StringComparison.Ordinal);
    }

    private async Task PutAsync(string name, string url)
    {
        var reply = await host.PutAsync(name, url);
        Assert.True(reply.Status == 200, reply.Text);
        await AllowAsync(name);
    }

    private async Task AllowAsync(string name)
    {
        var policy = $$"""{"kind":"access","name":"use {{name}}","servers":["{{name}}"],"tools":["*"],"callers":{"roles":["engineer"]},"effect":"allow","reason":"a test"}""";
        var reply = await host.ApiAsync(HttpMethod.Put, $"/api/v1/policies/use%20{name}", PortalHost.Admin, policy);
        Assert.True(reply.Status is 200 or 201, reply.Text);
    }

    private Task<Reply> CallAsync(string server) => host.SendAsync(PortalHost.Call("echo"), server: server);

    private Task<Reply> TestAsync(string server) => host.ApiAsync(HttpMethod.Post, $"/api/v1/servers/{server}/test", PortalHost.Admin);
}
