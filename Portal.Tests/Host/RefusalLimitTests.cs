using Microsoft.Extensions.DependencyInjection;
using Portal.Gateway.Recording;

namespace Portal.Tests.Host;

/// <summary>A portal that records five refusals a minute from one address, and gives bodies a second.</summary>
public sealed class RefusalLimitHost : PortalHost
{
    protected override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["Limits:RefusedPerAddressPerMinute"] = "5",
        ["Limits:BodySeconds"] = "1",
    };

    // The minutes pass when a test says so.
    protected override void Change(IServiceCollection services) => services.Remove(services.Single(service =>
        service.ImplementationFactory is { } factory && factory.Method.ReturnType == typeof(RefusalLimiter) && service.ServiceType.Name == "IHostedService"));

    internal Task EndMinuteAsync() => Services.GetRequiredService<RefusalLimiter>().SummarizeAsync();
}

public sealed class RefusalLimitTests(RefusalLimitHost host) : IClassFixture<RefusalLimitHost>
{
    [Fact]
    public async Task Requests_WithoutAGoodToken_AreCountedBeyondTheLimit()
    {
        await host.EndMinuteAsync();
        using var watch = host.Watch();
        var replies = new List<Reply>();
        for (var request = 0; request < 6; request++)
        {
            replies.Add(await host.SendAsync(PortalHost.Call("echo"), token: request % 2 == 0 ? null : "pt_wrong"));
            replies.Add(await host.ApiAsync("/api/v1/sessions", token: null));
        }

        Assert.All(replies.Take(5), reply => Assert.Equal(401, reply.Status));
        Assert.All(replies.Skip(5), reply => Assert.Equal(429, reply.Status));
        Assert.All(replies.Skip(5), reply => Assert.InRange(reply.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60));
        Assert.Equal(-32016, replies[10].Code);
        Assert.Contains("Limits:RefusedPerAddressPerMinute", replies[10].Text, StringComparison.Ordinal);
        Assert.Equal("application/problem+json", replies[11].ContentHeaders.ContentType!.MediaType);
        await host.AssertServesAsync();

        await host.EndMinuteAsync();

        var seen = watch.Seen;
        Assert.Equal(5, seen.Count(record => record.Method is "portal/refused" or "portal/api-refused"));
        var summary = Assert.Single(seen, record => record.Method == "portal/refusals-counted");
        Assert.Contains("\"sourceIp\":\"127.0.0.1\"", RecordWatch.PayloadOf(summary), StringComparison.Ordinal);
        Assert.Contains("\"number\":\"7\"", RecordWatch.PayloadOf(summary), StringComparison.Ordinal);
        Assert.Equal(401, (await host.SendAsync(PortalHost.Call("echo"), token: null)).Status);
    }

    [Fact]
    public async Task Requests_ThatRolesDoNotAllow_AreCountedWithTheirCaller()
    {
        await host.EndMinuteAsync();
        using var watch = host.Watch();
        var statuses = new List<int>();
        for (var request = 0; request < 9; request++)
        {
            statuses.Add((await host.ApiAsync("/api/v1/servers", PortalHost.Nobody)).Status);
        }

        await host.EndMinuteAsync();

        Assert.Equal([403, 403, 403, 403, 403, 429, 429, 429, 429], statuses);
        var summary = RecordWatch.PayloadOf(Assert.Single(watch.Seen, record => record.Method == "portal/refusals-counted"));
        Assert.Contains("\"actor\":\"nobody\"", summary, StringComparison.Ordinal);
        Assert.Contains("\"number\":\"4\"", summary, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Origins_AndLoops_AreCountedToo()
    {
        await host.EndMinuteAsync();
        using var watch = host.Watch();
        var statuses = new List<int>();
        for (var request = 0; request < 8; request++)
        {
            statuses.Add((await host.SendAsync(PortalHost.Call("echo"), change: message => message.Headers.Add("Origin", "https://evil.example"))).Status);
        }

        Assert.Equal([403, 403, 403, 403, 403, 429, 429, 429], statuses);
        Assert.Equal(5, watch.Seen.Count(record => record.Method == "portal/refused"));
    }

    [Fact]
    public async Task Body_ThatDoesNotComeInTime_IsRefused()
    {
        var answer = await host.RawAsync(
            $"POST /mcp/up HTTP/1.1\r\nHost: 127.0.0.1:{host.Port}\r\nAuthorization: Bearer {PortalHost.Engineer}\r\nContent-Type: application/json\r\nContent-Length: 900\r\n\r\n{{");

        Assert.StartsWith("HTTP/1.1 408", answer, StringComparison.Ordinal);
        Assert.Contains("Limits:BodySeconds", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Body_InChunksThatDoNotComeInTime_IsRefused()
    {
        var answer = await host.RawAsync(
            $"POST /mcp/up HTTP/1.1\r\nHost: 127.0.0.1:{host.Port}\r\nAuthorization: Bearer {PortalHost.Engineer}\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n{{\r\n");

        Assert.StartsWith("HTTP/1.1 408", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("DELETE")]
    public async Task BodyThatMayNotBe_DoesNotComeInTime_IsRefused(string method)
    {
        var answer = await host.RawAsync(
            $"{method} /mcp/up HTTP/1.1\r\nHost: 127.0.0.1:{host.Port}\r\nAuthorization: Bearer {PortalHost.Engineer}\r\nAccept: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 408", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Body_OfNobody_IsNotWaitedFor()
    {
        await host.EndMinuteAsync();
        var answer = await host.RawAsync($"POST /mcp/up HTTP/1.1\r\nHost: 127.0.0.1:{host.Port}\r\nContent-Type: application/json\r\nContent-Length: 900\r\nConnection: close\r\n\r\n{{");

        Assert.StartsWith("HTTP/1.1 401", answer, StringComparison.Ordinal);
    }
}
