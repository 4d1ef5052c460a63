using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using Portal.Data.Sessions;
using Portal.Tests.Fakes;

namespace Portal.Tests.Host;

/// <summary>A portal in which a caller may have three calls and two streams open.</summary>
public sealed class CallLimitHost : PortalHost
{
    protected override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["Limits:CallsPerCaller"] = "3",
        ["Limits:StreamsPerCaller"] = "2",
        ["Limits:BodySeconds"] = "3600",
    };
}

public sealed class CallLimitTests(CallLimitHost host) : IClassFixture<CallLimitHost>
{
    [Fact]
    public async Task Call_BeyondTheCallersShare_IsRefusedUntilOneEnds()
    {
        using var watch = host.Watch();
        using var arrived = new CountdownEvent(3);
        var release = new TaskCompletionSource();
        var open = Enumerable.Range(0, 3).Select(_ => host.CallAsync(async call =>
        {
            arrived.Signal();
            await release.Task;
            await call.TextAsync("done");
        })).ToList();
        await Task.Run(() => Assert.True(arrived.Wait(Outer.Limit)), TestContext.Current.CancellationToken);

        var refused = await host.SendAsync(PortalHost.Call("echo"));
        var other = await host.SendAsync(PortalHost.Call("echo"), PortalHost.Mallory);

        Assert.Equal((429, -32016), (refused.Status, refused.Code));
        Assert.Contains("Limits:CallsPerCaller", refused.Text, StringComparison.Ordinal);
        Assert.NotNull(refused.Headers.RetryAfter);
        Assert.Equal(200, other.Status);
        Assert.Contains(watch.Seen, record => record is { Method: "portal/refused", Outcome: RecordOutcome.Denied } && RecordWatch.PayloadOf(record).Contains("-32016", StringComparison.Ordinal));
        release.SetResult();
        Assert.All(await Task.WhenAll(open), reply => Assert.Equal("done", reply.ToolText));
        await host.AssertServesAsync();
    }

    [Fact]
    public async Task Stream_BeyondTheCallersShare_IsRefusedUntilOneEnds()
    {
        var first = await OpenAsync();
        using var second = await OpenAsync();
        using var refused = await OpenAsync();

        Assert.Equal((200, 200, 429), ((int)first.StatusCode, (int)second.StatusCode, (int)refused.StatusCode));
        Assert.Contains("Limits:StreamsPerCaller", await refused.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        await host.AssertServesAsync();
        using (var watch = host.Watch())
        {
            first.Dispose();
            await watch.FirstAsync(record => record.Outcome == RecordOutcome.Aborted);
        }

        HttpResponseMessage again;
        do
        {
            again = await OpenAsync();
        }
        while ((int)again.StatusCode == 429);

        Assert.Equal(200, (int)again.StatusCode);
        again.Dispose();
    }

    [Fact]
    public async Task Bodies_ThatDoNotCome_AreCallsOfTheirCaller()
    {
        var head = $"POST /mcp/up HTTP/1.1\r\nHost: 127.0.0.1:{host.Port}\r\nAuthorization: Bearer {PortalHost.Mallory}\r\nContent-Type: application/json\r\nContent-Length: 900\r\n\r\n{{";
        var slow = new List<TcpClient>();
        Reply reply;
        do
        {
            // One that comes while the call below has the last place is refused: further ones take it.
            var client = new TcpClient();
            slow.Add(client);
            await client.ConnectAsync("127.0.0.1", host.Port, TestContext.Current.CancellationToken);
            await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(head), TestContext.Current.CancellationToken);
            reply = await host.SendAsync(PortalHost.Call("echo"), PortalHost.Mallory);
        }
        while (reply.Status != 429 && slow.Count < 1000);

        Assert.Equal(429, reply.Status);
        Assert.Equal(200, (await host.SendAsync(PortalHost.Call("echo"))).Status);
        slow.ForEach(client => client.Dispose());
        do
        {
            reply = await host.SendAsync(PortalHost.Call("echo"), PortalHost.Mallory);
        }
        while (reply.Status == 429);
        Assert.Equal(200, reply.Status);
    }

    private async Task<HttpResponseMessage> OpenAsync()
    {
        using var request = host.Message(HttpMethod.Get, "/mcp/up", PortalHost.Engineer, StreamAsync);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/event-stream"));
        return await host.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
    }

    private static async Task StreamAsync(UpstreamCall call)
    {
        await call.ChunkedHeadAsync("text/event-stream");
        await call.GoneAsync();
    }
}
