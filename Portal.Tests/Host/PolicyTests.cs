using Portal.Data.Sessions;

namespace Portal.Tests.Host;

public sealed class PolicyTests(PortalHost host) : IClassFixture<PortalHost>
{
    [Fact]
    public async Task ToolCall_DeniedByARule_IsAToolResultThatNamesIt()
    {
        using var watch = host.Watch();
        var before = host.Upstream.Calls.Count;

        var reply = await host.SendAsync(PortalHost.Call("drop_all", $$"""{"card":"{{PortalHost.Pan}}"}""", "\"a\""));

        Assert.Equal(200, reply.Status);
        Assert.Equal("a", reply.Id.GetString());
        var result = reply.Json.GetProperty("result");
        Assert.True(result.GetProperty("isError").GetBoolean());
        var outcome = result.GetProperty("_meta").GetProperty("portal/outcome");
        Assert.Equal(-32010, outcome.GetProperty("code").GetInt32());
        Assert.Equal("nobody drops tables", outcome.GetProperty("rule").GetString());
        Assert.Equal(["code", "ticket", "url", "rule"], outcome.EnumerateObject().Select(property => property.Name));
        Assert.Equal(before, host.Upstream.Calls.Count);
        Assert.Equal(
            [(RecordDirection.Request, RecordOrigin.Client, "drop_all"), (RecordDirection.Response, RecordOrigin.Portal, "drop_all")],
            watch.Seen.Select(record => (record.Direction, record.From, record.Tool!)));
        Assert.All(watch.Seen, record => Assert.Equal((RecordOutcome.Denied, "nobody drops tables"), (record.Outcome, record.Rule)));
        host.AssertNothingLeaked();
        await host.AssertServesAsync();
    }

    [Theory]
    [InlineData("DROP_all")]
    [InlineData(" drop_all\\u00a0")]
    [InlineData("drop\\u200b_all")]
    [InlineData("\\uff44rop_a\\uff4c\\uff4c")]
    public async Task ToolCall_DeniedInAnotherSpelling_DoesNotReachTheServer(string tool)
    {
        var before = host.Upstream.Calls.Count;

        var reply = await host.SendAsync(PortalHost.Call(tool));

        Assert.Equal(-32010, reply.Json.GetProperty("result").GetProperty("_meta").GetProperty("portal/outcome").GetProperty("code").GetInt32());
        Assert.Equal(before, host.Upstream.Calls.Count);
    }

    [Theory]
    [InlineData("tools/list")]
    [InlineData("initialize")]
    [InlineData("resources/list")]
    [InlineData("made/up")]
    public async Task Request_NoRuleAllows_IsAnErrorWithData(string method)
    {
        using var watch = host.Watch();
        var before = host.Upstream.Calls.Count;

        var reply = await host.SendAsync(PortalHost.Request(method), PortalHost.Nobody);

        Assert.Equal(200, reply.Status);
        Assert.Equal(-32010, reply.Code);
        Assert.Equal(-32010, reply.Error.GetProperty("data").GetProperty("code").GetInt32());
        Assert.Equal(before, host.Upstream.Calls.Count);
        Assert.All(watch.Seen, record => Assert.Equal((RecordOutcome.Denied, method), (record.Outcome, record.Method)));
        Assert.Equal(2, watch.Seen.Count);
        await host.AssertServesAsync();
    }

    [Fact]
    public async Task Call_OnAServerNoRuleMentions_IsDenied()
    {
        var reply = await host.SendAsync(PortalHost.Call("list_x"), PortalHost.Engineer, "narrow");

        Assert.True(reply.Json.GetProperty("result").GetProperty("isError").GetBoolean());
    }

    [Fact]
    public async Task Deny_BesideAnAllow_Wins()
    {
        Assert.Equal(200, (await host.ApiAsync(HttpMethod.Put, "/api/v1/policies/all-use-closed", PortalHost.Admin,
            """{"kind":"access","servers":["*"],"tools":["*"],"effect":"allow"}""")).Status);

        var denied = await host.SendAsync(PortalHost.Call("echo"), server: "closed");
        var removed = await host.ApiAsync(HttpMethod.Delete, "/api/v1/policies/all-use-closed?reason=test", PortalHost.Admin);

        Assert.Equal("closed to mallory", denied.Json.GetProperty("result").GetProperty("_meta").GetProperty("portal/outcome").GetProperty("rule").GetString());
        Assert.Equal(204, removed.Status);
    }

    [Theory]
    [InlineData("list_cards", true)]
    [InlineData("list_", true)]
    [InlineData("LIST_cards", false)]
    [InlineData("xlist_cards", false)]
    [InlineData("drop_all", false)]
    [InlineData("list_cards ", true)]
    public async Task NarrowRule_AllowsItsToolsOnly(string tool, bool allowed)
    {
        var before = host.Upstream.Calls.Count;

        var reply = await host.SendAsync(PortalHost.Call(tool), PortalHost.Reader, "narrow");

        Assert.Equal(allowed, host.Upstream.Calls.Count == before + 1);
        Assert.Equal(allowed, !reply.Json.GetProperty("result").TryGetProperty("isError", out _));
    }

    [Theory]
    [InlineData("prompts/get", """{"name":"p"}""")]
    [InlineData("resources/read", """{"uri":"file:///etc/passwd"}""")]
    [InlineData("completion/complete", "{}")]
    public async Task NarrowRule_DoesNotOpenTheRest(string method, string parameters)
    {
        var before = host.Upstream.Calls.Count;

        var reply = await host.SendAsync($$$"""{"jsonrpc":"2.0","id":1,"method":"{{{method}}}","params":{{{parameters}}}}""", PortalHost.Reader, "narrow");

        Assert.Equal(-32010, reply.Code);
        Assert.Equal(before, host.Upstream.Calls.Count);
    }

    [Fact]
    public async Task Notification_Denied_IsForbiddenAndRecorded()
    {
        using var watch = host.Watch();
        var before = host.Upstream.Calls.Count;

        var reply = await host.SendAsync("""{"jsonrpc":"2.0","method":"notifications/initialized"}""", PortalHost.Nobody);
        var response = await host.SendAsync("""{"jsonrpc":"2.0","id":5,"result":{}}""", PortalHost.Nobody);

        Assert.Equal(403, reply.Status);
        Assert.Equal(403, response.Status);
        Assert.Equal(before, host.Upstream.Calls.Count);
        Assert.Contains(watch.Seen, record => record is { Direction: RecordDirection.Notification, Outcome: RecordOutcome.Denied });
        await host.AssertServesAsync();
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("DELETE")]
    public async Task StreamOrEnd_Denied_IsForbiddenAndRecorded(string method)
    {
        using var watch = host.Watch();
        var before = host.Upstream.Calls.Count;

        var reply = await host.ApiAsync(new HttpMethod(method), "/mcp/up", PortalHost.Nobody);

        Assert.Equal(403, reply.Status);
        Assert.Equal(before, host.Upstream.Calls.Count);
        Assert.Equal(RecordOutcome.Denied, Assert.Single(watch.Seen).Outcome);
    }

    [Fact]
    public async Task ToolCall_SentAsANotification_IsJudgedAsATool()
    {
        var before = host.Upstream.Calls.Count;

        var reply = await host.SendAsync("""{"jsonrpc":"2.0","method":"tools/call","params":{"name":"drop_all","arguments":{}}}""");

        Assert.Equal(403, reply.Status);
        Assert.Equal(before, host.Upstream.Calls.Count);
    }
}
