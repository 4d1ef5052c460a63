using Portal.Tests.Fakes;

namespace Portal.Tests.Host;

/// <summary>Redirects within a server are followed with the method and body; every other one is refused.</summary>
public sealed class RedirectTests(PortalHost host) : IClassFixture<PortalHost>
{
    [Theory]
    [InlineData(307, "/mcp/")]
    [InlineData(308, "/mcp/")]
    [InlineData(308, "other?x=1")]
    [InlineData(307, "http://127.0.0.1:PORT/mcp/")]
    public async Task Redirect_WithinTheServer_IsFollowedWithMethodBodyAndCredentials(int status, string location)
    {
        var calls = new List<UpstreamCall>();
        var body = PortalHost.Call("echo", """{"a":1}""");

        var reply = await host.SendAsync(body, script: call =>
        {
            calls.Add(call);
            return calls.Count == 1 ? MovedAsync(call, status, location) : call.TextAsync("there");
        });

        Assert.Equal("there", reply.ToolText);
        Assert.Equal(2, calls.Count);
        Assert.Equal(("POST", body), (calls[1].Method, calls[1].Text));
        Assert.Equal([PortalHost.ServerSecret], calls[1].Values("X-Api-Key"));
        Assert.Equal(["application/json"], calls[1].Values("Content-Type"));
        Assert.Equal([$"127.0.0.1:{host.Upstream.Port}"], calls[1].Values("Host"));
        Assert.NotEqual("/mcp", calls[1].Target);
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("DELETE")]
    public async Task Redirect_OfARequestWithoutABody_IsFollowed(string method)
    {
        var calls = new List<UpstreamCall>();
        using var request = host.Message(new HttpMethod(method), "/mcp/up", PortalHost.Engineer, call =>
        {
            calls.Add(call);
            return calls.Count == 1 ? MovedAsync(call, 307, "/mcp/") : call.AnswerAsync(": hi\n\n", "text/event-stream");
        });

        var reply = await host.SendAsync(request);

        Assert.Equal(200, reply.Status);
        Assert.Equal([method, method], calls.Select(call => call.Method));
    }

    [Fact]
    public async Task Redirect_AfterTheThird_IsRefused()
    {
        var calls = 0;
        var reply = await host.CallAsync(call => MovedAsync(call, 307, $"/mcp/{++calls}"));
        Assert.Equal(-32014, reply.Code);
        Assert.Equal(4, calls);

        calls = 0;
        reply = await host.CallAsync(call => ++calls <= 3 ? MovedAsync(call, 307, $"/mcp/{calls}") : call.TextAsync("there"));
        Assert.Equal("there", reply.ToolText);
    }

    [Theory]
    [InlineData(301, "/mcp/")]
    [InlineData(302, "/mcp/")]
    [InlineData(303, "/mcp/")]
    [InlineData(300, "/mcp/")]
    [InlineData(307, "http://127.0.0.1:1/mcp")]
    [InlineData(307, "https://127.0.0.1:PORT/mcp")]
    [InlineData(308, "http://localhost:PORT/mcp")]
    [InlineData(307, "//evil.example/mcp")]
    [InlineData(307, "http://evil@127.0.0.1:PORT/mcp")]
    [InlineData(307, "http://127.0.0.1:PORT@evil.example/mcp")]
    [InlineData(307, "ftp://127.0.0.1:PORT/mcp")]
    [InlineData(307, "http://[")]
    [InlineData(307, "")]
    public async Task Redirect_OfAnyOtherKind_IsRefusedAndNotFollowed(int status, string location)
    {
        var calls = 0;
        var reply = await host.CallAsync(call =>
        {
            calls++;
            return MovedAsync(call, status, location);
        });
        Assert.Equal(-32014, reply.Code);
        Assert.False(reply.Headers.Contains("Location"));
        Assert.Equal(1, calls);
    }

    private Task MovedAsync(UpstreamCall call, int status, string location) =>
        call.AnswerAsync("moved", "text/plain", $"{status} Moved", $"Location: {location.Replace("PORT", host.Upstream.Port.ToString(), StringComparison.Ordinal)}\r\n");
}
