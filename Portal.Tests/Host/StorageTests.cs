using Microsoft.Extensions.DependencyInjection;
using Portal.Gateway.Storage;

namespace Portal.Tests.Host;

/// <summary>A portal on a disk that is as full as a test says.</summary>
public sealed class StorageHost : PortalHost
{
    internal FaultSpace Space { get; } = new();

    protected override void Change(IServiceCollection services) => services.AddSingleton<IFreeSpace>(Space);

    internal async Task HaveAsync(double gigabytes)
    {
        Space.Free = (long)(gigabytes * (1L << 30));
        await Services.GetRequiredService<StorageWatch>().CheckAsync();
    }

    internal sealed class FaultSpace : IFreeSpace
    {
        public long? Free { get; set; } = long.MaxValue;

        public long? Measure() => Free is < 0 ? throw new IOException("gone") : Free;
    }
}

public sealed class StorageTests(StorageHost host) : IClassFixture<StorageHost>
{
    [Fact]
    public async Task Disk_FillsAndEmpties_AlarmsThenRefusesThenServes()
    {
        await host.HaveAsync(10);
        using var watch = host.Watch();
        Assert.Equal("working", await ControlAsync());

        await host.HaveAsync(1.5);
        Assert.Equal("failed", await ControlAsync());
        Assert.Equal((200, "low"), await HealthAsync());
        await host.AssertServesAsync();

        await host.HaveAsync(0.99);
        var before = host.Upstream.Calls.Count;
        var call = await host.SendAsync(PortalHost.Call("echo"));
        var batch = await host.SendAsync($"[{PortalHost.Call("echo", id: "7")}]");
        using var open = host.Message(HttpMethod.Get, "/mcp/up", PortalHost.Engineer, null);
        var stream = await host.SendAsync(open);
        Assert.Equal((200, -32013, 1), (call.Status, call.Code, call.Id.GetInt32()));
        Assert.Contains("disk", call.Text, StringComparison.Ordinal);
        Assert.Contains("-32013", batch.Text, StringComparison.Ordinal);
        Assert.Equal((503, -32013), (stream.Status, stream.Code));
        Assert.Equal(before, host.Upstream.Calls.Count);
        Assert.Equal((503, "full"), await HealthAsync());

        // What is done to the portal is still recorded, and may be what makes room.
        Assert.Equal(200, (await host.ApiAsync(HttpMethod.Put, "/api/v1/servers/late", PortalHost.Admin, """{"url":"http://127.0.0.1:7/mcp"}""")).Status);

        await host.HaveAsync(1.02);
        Assert.Equal(-32013, (await host.SendAsync(PortalHost.Call("echo"))).Code);
        await host.HaveAsync(1.2);
        await host.AssertServesAsync();
        Assert.Equal("failed", await ControlAsync());
        await host.HaveAsync(2.05);
        Assert.Equal("failed", await ControlAsync());
        await host.HaveAsync(3);
        Assert.Equal("working", await ControlAsync());
        Assert.Equal((200, "ample"), await HealthAsync());

        Assert.Single(watch.Seen, record => record.Method == "portal/control-failure" && RecordWatch.PayloadOf(record).Contains("disk-space", StringComparison.Ordinal));
        Assert.Single(watch.Seen, record => record.Method == "portal/control-restored" && RecordWatch.PayloadOf(record).Contains("disk-space", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Disk_CannotBeMeasured_AlarmsAndServes()
    {
        host.Space.Free = -1;
        await host.Services.GetRequiredService<StorageWatch>().CheckAsync();
        Assert.Equal("failed", await ControlAsync());
        await host.AssertServesAsync();

        await host.HaveAsync(10);
        Assert.Equal("working", await ControlAsync());
    }

    private async Task<string?> ControlAsync() => (await host.ApiAsync("/api/v1/controls")).Items
        .Single(control => control.GetProperty("control").GetString() == "disk-space").GetProperty("state").GetString();

    private async Task<(int, string?)> HealthAsync()
    {
        var reply = await host.ApiAsync("/health/ready", token: null);
        return (reply.Status, reply.Json.GetProperty("disk").GetString());
    }
}
