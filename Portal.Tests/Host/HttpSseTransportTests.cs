using System.Text;
using Portal.Tests.Fakes;

namespace Portal.Tests.Host;

/// <summary>The transport of revision 2024-11-05: a stream that names the address for messages first, and answers there to what is posted to it.</summary>
public sealed class HttpSseTransportTests(PortalHost host) : IClassFixture<PortalHost>
{
    [Fact]
    public async Task Stream_NamesItsEndpoint_MessagesGoThroughTheGatewayAndAnswersAreMasked()
    {
        using var watch = host.Watch();
        var posted = new TaskCompletionSource();
        using var stream = await OpenAsync("/messages?sessionId=abc", async call =>
        {
            await posted.Task.WaitAsync(Outer.Limit);
            await call.ChunkAsync($"event: message\ndata: {{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{{\"content\":[{{\"type\":\"text\",\"text\":\"card {PortalHost.Pan}\"}}]}}}}\n\n");
            await call.EndAsync();
        });
        Assert.Equal("event: endpoint", await stream.ReadLineAsync(TestContext.Current.CancellationToken));
        var address = (await stream.ReadLineAsync(TestContext.Current.CancellationToken))!["data: ".Length..];
        Assert.StartsWith("/mcp/up?", address, StringComparison.Ordinal);
        Assert.DoesNotContain("abc", address, StringComparison.Ordinal);

        var reply = await PostAsync(address, PortalHost.Engineer, call => call.WriteAsync("HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"));
        Assert.Equal(202, reply.Status);
        Assert.Equal("/messages?sessionId=abc", host.Upstream.Calls.Last(call => call.Method == "POST").Target);

        posted.SetResult();
        var rest = await stream.ReadToEndAsync(TestContext.Current.CancellationToken).WaitAsync(Outer.Limit, TestContext.Current.CancellationToken);
        Assert.Contains($"card {PortalHost.MaskedPan}", rest, StringComparison.Ordinal);
        Assert.DoesNotContain(PortalHost.Pan, rest, StringComparison.Ordinal);
        await watch.FirstAsync(record => record.Method == "tools/call");
        host.AssertNothingLeaked();
    }

    [Fact]
    public async Task Endpoint_OfAnotherCaller_IsNotFound()
    {
        using var stream = await OpenAsync("/messages", call => call.EndAsync());
        await stream.ReadLineAsync(TestContext.Current.CancellationToken);
        var address = (await stream.ReadLineAsync(TestContext.Current.CancellationToken))!["data: ".Length..];
        var before = host.Upstream.Calls.Count;

        Assert.Equal(404, (await PostAsync(address, PortalHost.Mallory)).Status);
        Assert.Equal(404, (await PostAsync(address[..^3] + "AAA", PortalHost.Engineer)).Status);
        Assert.Equal(before, host.Upstream.Calls.Count);
    }

    [Fact]
    public async Task Endpoint_OfAServerThatHasMoved_IsNotFound()
    {
        const string server = "/api/v1/servers/moving";
        const string policy = """{"kind":"access","servers":["moving"],"tools":["*"],"effect":"allow"}""";
        Assert.Equal(200, (await host.ApiAsync(HttpMethod.Put, "/api/v1/policies/use-moving", PortalHost.Admin, policy)).Status);
        await host.ApiAsync(HttpMethod.Put, server, PortalHost.Admin, $$"""{"url":"{{host.Upstream.Url}}"}""");
        using var stream = await OpenAsync("/messages", call => call.EndAsync(), "moving");
        await stream.ReadLineAsync(TestContext.Current.CancellationToken);
        var address = (await stream.ReadLineAsync(TestContext.Current.CancellationToken))!["data: ".Length..];
        Assert.Equal(202, (await PostAsync(address, PortalHost.Engineer, Accept)).Status);

        // The new key must not go to where the old address points.
        await host.ApiAsync(HttpMethod.Put, server, PortalHost.Admin, """{"url":"http://127.0.0.1:9/mcp","headers":{"X-Api-Key":"new-key"}}""");
        var before = host.Upstream.Calls.Count;
        var moved = await PostAsync(address, PortalHost.Engineer, Accept);

        Assert.Equal(404, moved.Status);
        Assert.Equal(before, host.Upstream.Calls.Count);
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("DELETE")]
    public async Task Endpoint_UsedByAnotherMethod_IsNotUsed(string method)
    {
        using var stream = await OpenAsync("/messages", call => call.EndAsync());
        await stream.ReadLineAsync(TestContext.Current.CancellationToken);
        var address = (await stream.ReadLineAsync(TestContext.Current.CancellationToken))!["data: ".Length..];

        using var request = host.Message(new HttpMethod(method), address, PortalHost.Engineer, Accept);
        request.Headers.Accept.ParseAdd("text/event-stream");
        await host.SendAsync(request);

        Assert.DoesNotContain(host.Upstream.Calls, call => call.Method == method && call.Target.Contains("messages", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("http://127.0.0.1:1/messages")]
    [InlineData("//evil.example/messages")]
    public async Task Endpoint_AtAnotherOrigin_EndsTheStream(string named)
    {
        using var stream = await OpenAsync(named, call => call.GoneAsync());
        var rest = "";
        try
        {
            rest = await stream.ReadToEndAsync(TestContext.Current.CancellationToken).WaitAsync(Outer.Limit, TestContext.Current.CancellationToken);
        }
        catch (Exception exception) when (exception is IOException or HttpIOException)
        {
            // Broken off.
        }

        Assert.DoesNotContain("endpoint", rest, StringComparison.Ordinal);
        await host.AssertServesAsync();
    }

    private static Task Accept(UpstreamCall call) => call.WriteAsync("HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");

    private async Task<StreamReader> OpenAsync(string endpoint, Func<UpstreamCall, Task> then, string server = "up")
    {
        var request = host.Message(HttpMethod.Get, $"/mcp/{server}", PortalHost.Engineer, async call =>
        {
            await call.ChunkedHeadAsync("text/event-stream");
            await call.ChunkAsync($"event: endpoint\ndata: {endpoint}\n\n");
            await then(call);
        });
        request.Headers.Accept.ParseAdd("text/event-stream");
        var response = await host.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        Assert.Equal(200, (int)response.StatusCode);
        return new StreamReader(await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken), Encoding.UTF8);
    }

    private async Task<Reply> PostAsync(string address, string token, Func<UpstreamCall, Task>? script = null)
    {
        using var request = host.Message(HttpMethod.Post, address, token, script);
        request.Content = new StringContent(PortalHost.Call("echo"), Encoding.UTF8, "application/json");
        return await host.SendAsync(request);
    }
}
