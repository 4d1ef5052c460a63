using Portal.Tests.Fakes;

namespace Portal.Tests.Host;

public sealed class ServerChangeTests(PortalHost host) : IClassFixture<PortalHost>
{
    [Fact]
    public async Task Server_RegisteredChangedAndRemoved_IsInForceAtOnceWhileCallsGoOn()
    {
        Assert.Equal(200, (await host.ApiAsync(HttpMethod.Put, "/api/v1/policies/use-fresh", PortalHost.Admin, """{"kind":"access","servers":["fresh"],"tools":["*"],"effect":"allow"}""")).Status);
        await using var second = new ScriptedUpstream();
        using var enough = new CancellationTokenSource();
        var steady = Task.Run(async () =>
        {
            var served = 0;
            while (!enough.IsCancellationRequested)
            {
                Assert.Equal("fine", (await host.SendAsync(PortalHost.Call("steady"))).ToolText);
                served++;
            }

            return served;
        }, TestContext.Current.CancellationToken);

        for (var round = 0; round < 5; round++)
        {
            Assert.Equal(404, (await host.SendAsync(PortalHost.Call("echo"), server: "fresh")).Status);
            await PutAsync("fresh", host.Upstream.Url);
            Assert.Equal("fine", (await host.SendAsync(PortalHost.Call("first"), server: "fresh")).ToolText);
            await PutAsync("fresh", second.Url);
            var before = second.Calls.Count;
            Assert.Equal("fine", (await host.SendAsync(PortalHost.Call("second"), server: "fresh")).ToolText);
            Assert.Equal(before + 1, second.Calls.Count);
            Assert.Equal(204, (await host.ApiAsync(HttpMethod.Delete, "/api/v1/servers/fresh", PortalHost.Admin)).Status);
        }

        await enough.CancelAsync();
        Assert.True(await steady > 0);
    }

    [Fact]
    public async Task Server_Disabled_IsNotFound()
    {
        await PutAsync("closed", host.Upstream.Url, ""","enabled":false""");
        Assert.Equal(404, (await host.SendAsync(PortalHost.Call("echo"), server: "closed")).Status);
        await PutAsync("closed", host.Upstream.Url);
    }

    [Fact]
    public async Task Server_RemovedDuringACall_EndsTheCallWell()
    {
        await PutAsync("brief", host.Upstream.Url);
        Assert.Equal(200, (await host.ApiAsync(HttpMethod.Put, "/api/v1/policies/use-brief", PortalHost.Admin, """{"kind":"access","servers":["brief"],"tools":["*"],"effect":"allow"}""")).Status);

        var arrived = new TaskCompletionSource();
        var removed = new TaskCompletionSource();
        var calling = host.SendAsync(PortalHost.Call("echo"), server: "brief", script: async call =>
        {
            arrived.SetResult();
            await removed.Task;
            await call.TextAsync("done");
        });
        await arrived.Task.WaitAsync(Outer.Limit, TestContext.Current.CancellationToken);
        Assert.Equal(204, (await host.ApiAsync(HttpMethod.Delete, "/api/v1/servers/brief", PortalHost.Admin)).Status);
        removed.SetResult();

        Assert.Equal("done", (await calling).ToolText);
    }

    [Theory]
    [InlineData("x", """{"url":"not a url"}""", "url")]
    [InlineData("x", """{"url":"ftp://example.com/mcp"}""", "url")]
    [InlineData("x", """{"url":"file:///etc/passwd"}""", "url")]
    [InlineData("x", """{"url":"/mcp"}""", "url")]
    [InlineData("x", """{"url":""}""", "url")]
    [InlineData("x", """{"url":"http://user:pw@example.com/mcp"}""", "url")]
    [InlineData("x", """{"url":"http://169.254.169.254/latest/meta-data"}""", "url")]
    [InlineData("x", """{"url":"http://[::ffff:169.254.169.254]/latest"}""", "url")]
    [InlineData("x", """{"url":"http://2852039166/latest"}""", "url")]
    [InlineData("x", """{"url":"http://0.0.0.0:7001/mcp"}""", "url")]
    [InlineData("x", """{"url":"http://127.0.0.1:{port}/mcp/up"}""", "url")]
    [InlineData("x", """{"url":"http://localhost:{port}/mcp/up"}""", "url")]
    [InlineData("x", """{"url":"http://LOCALHOST.:{port}/mcp/up"}""", "url")]
    [InlineData("x", """{"url":"http://[::1]:{port}/mcp/up"}""", "url")]
    [InlineData("x", """{"url":"http://[::ffff:127.0.0.1]:{port}/mcp/up"}""", "url")]
    [InlineData("x", """{"url":"http://127.1:{port}/mcp/up"}""", "url")]
    [InlineData("x", """{"url":"http://2130706433:{port}/mcp/up"}""", "url")]
    [InlineData("x", """{"url":"http://127.0.0.2:{port}/mcp/up"}""", "url")]
    [InlineData("x", """{"url":"http://a.example/mcp","headers":{"Host":"b"}}""", "headers")]
    [InlineData("x", """{"url":"http://a.example/mcp","headers":{"Content-Length":"1"}}""", "headers")]
    [InlineData("x", """{"url":"http://a.example/mcp","headers":{"X Key":"1"}}""", "headers")]
    [InlineData("x", """{"url":"http://a.example/mcp","headers":{"X-Key":"a\r\nX-Other: b"}}""", "headers")]
    [InlineData("x", """{"url":"http://a.example/mcp","headers":{"mcp-session-id":"b"}}""", "headers")]
    [InlineData("Upper", """{"url":"http://a.example/mcp"}""", "name")]
    [InlineData("a%20b", """{"url":"http://a.example/mcp"}""", "name")]
    [InlineData("{long}", """{"url":"http://a.example/mcp"}""", "name")]
    public async Task Server_WithAFault_IsRefusedByItsField(string name, string body, string field)
    {
        var reply = await host.ApiAsync(HttpMethod.Put, $"/api/v1/servers/{name.Replace("{long}", new string('a', 65), StringComparison.Ordinal)}", PortalHost.Admin,
            body.Replace("{port}", $"{host.Port}", StringComparison.Ordinal));

        Assert.Equal(400, reply.Status);
        Assert.Equal("application/problem+json", reply.ContentHeaders.ContentType!.MediaType);
        Assert.True(reply.Json.GetProperty("errors").TryGetProperty(field, out _), reply.Text);
        Assert.Equal(404, (await host.ApiAsync($"/api/v1/servers/{name}")).Status);
        await host.AssertServesAsync();
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("""{"url":7}""")]
    [InlineData("""{"url":null}""")]
    [InlineData("""{"url":"http://a.example/mcp","extra":1}""")]
    [InlineData("""{"url":"http://a.example/mcp","headers":{"X-Key":null}}""")]
    public async Task Server_OfAnotherShape_IsABadRequest(string body)
    {
        var reply = await host.ApiAsync(HttpMethod.Put, "/api/v1/servers/x", PortalHost.Admin, body);

        Assert.Equal(400, reply.Status);
        Assert.Equal("application/problem+json", reply.ContentHeaders.ContentType?.MediaType);
        Assert.Equal(404, (await host.ApiAsync("/api/v1/servers/x")).Status);
    }

    [Fact]
    public async Task Server_ByAnybodyButAnAdministrator_IsForbidden()
    {
        foreach (var token in new[] { PortalHost.Engineer, PortalHost.Auditor })
        {
            Assert.Equal(403, (await host.ApiAsync(HttpMethod.Put, "/api/v1/servers/x", token, """{"url":"http://a.example/mcp"}""")).Status);
            Assert.Equal(403, (await host.ApiAsync(HttpMethod.Delete, "/api/v1/servers/up", token)).Status);
        }

        await host.AssertServesAsync();
    }

    [Fact]
    public async Task Server_Shown_HidesItsCredentials()
    {
        var reply = await host.ApiAsync("/api/v1/servers/up");

        Assert.Contains("X-Api-Key", reply.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(PortalHost.ServerSecret, reply.Text, StringComparison.Ordinal);
        host.AssertNothingLeaked();
    }

    private async Task PutAsync(string name, string url, string more = "") =>
        Assert.Equal(200, (await host.ApiAsync(HttpMethod.Put, $"/api/v1/servers/{name}", PortalHost.Admin, $$"""{"url":"{{url}}"{{more}}}""")).Status);
}
