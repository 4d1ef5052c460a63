using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Portal.Data.Sessions;
using Portal.Tests.Fakes;

namespace Portal.Tests.Host;

/// <summary>What of a client's request reaches the server: nothing but what the gate lets through.</summary>
public sealed class UpstreamGateTests(PortalHost host) : IClassFixture<PortalHost>
{
    private const string TraceParent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    [Theory]
    [InlineData("GET", "Content-Length: {0}\r\n\r\n{1}")]
    [InlineData("DELETE", "Content-Length: {0}\r\n\r\n{1}")]
    [InlineData("GET", "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n{2:x}\r\n{1}\r\n0\r\n\r\n")]
    [InlineData("DELETE", "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n{2:x}\r\n{1}\r\n0\r\n\r\n")]
    public async Task BodyWithoutPost_IsRefusedAndRecordedAndReachesNobody(string method, string framing)
    {
        using var watch = host.Watch();
        var before = host.Upstream.Calls.Count;
        var body = PortalHost.Call("charge", $$"""{"pan":"{{PortalHost.Pan}}"}""");

        var answer = await host.RawAsync(Head(method) + string.Format(System.Globalization.CultureInfo.InvariantCulture, framing, body.Length, body, body.Length));

        Assert.StartsWith("HTTP/1.1 400", answer, StringComparison.Ordinal);
        Assert.Contains("Only a POST has a body", answer, StringComparison.Ordinal);
        Assert.Equal(before, host.Upstream.Calls.Count);
        var record = await watch.FirstAsync(record => record.Method == "portal/refused");
        Assert.Equal(RecordOutcome.Denied, record.Outcome);
        Assert.Contains("\"caller\":\"engineer\"", RecordWatch.PayloadOf(record), StringComparison.Ordinal);
        host.AssertNothingLeaked();
    }

    [Theory]
    [InlineData("GET", "Content-Length: 0\r\n\r\n")]
    [InlineData("DELETE", "Content-Length: 0\r\n\r\n")]
    [InlineData("GET", "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n")]
    [InlineData("DELETE", "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n")]
    public async Task EmptyBodyWithoutPost_Passes_AndNoneReachesTheServer(string method, string framing)
    {
        UpstreamCall? seen = null;
        var script = host.Upstream.Register(call =>
        {
            seen = call;
            return call.WriteAsync("HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n");
        });

        await host.RawAsync(Head(method, $"{ScriptedUpstream.ScriptHeader}: {script}\r\n") + framing);

        Assert.NotNull(seen);
        Assert.Equal(method, seen.Method);
        Assert.Empty(seen.Values("Transfer-Encoding"));
        Assert.DoesNotContain(seen.Values("Content-Length"), length => length != "0");
    }

    [Theory]
    [InlineData("/mcp/up?limit=5000")]
    [InlineData("/mcp/up?method=tools%2Fcall&_method=DELETE")]
    [InlineData("/mcp/up?")]
    [InlineData("/mcp/up?;x=1#y")]
    public async Task Query_OfAClient_ReachesNobody(string path)
    {
        UpstreamCall? seen = null;
        using var request = host.Message(HttpMethod.Post, path, PortalHost.Engineer, call =>
        {
            seen = call;
            return call.TextAsync("x");
        });
        request.Content = new StringContent(PortalHost.Call("echo"), Encoding.UTF8, "application/json");

        Assert.Equal(200, (await host.SendAsync(request)).Status);
        Assert.Equal("/mcp", seen!.Target);
    }

    [Fact]
    public async Task Headers_OfACall_AreThoseOfTheList()
    {
        var seen = await SeenAsync(request =>
        {
            foreach (var name in new[]
            {
                "X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override", "X-Forwarded-For", "X-Forwarded-Host", "Forwarded", "X-Original-URL", "X-Rewrite-URL", "Cookie",
                "Sec-Fetch-Site", "X-Free", "Baggage", "Correlation-Context", "Request-Id", "X-Request-Id", "Accept-Language", "Accept-Charset", "If-Match", "Priority",
                "Proxy-Authorization", "From", "Warning", "Pragma", "Cache-Control", "Upgrade-Insecure-Requests", "TE", "Expect-CT", "Last-Event-ID",
            })
            {
                request.Headers.TryAddWithoutValidation(name, name == "TE" ? "trailers" : $"{PortalHost.Pan}");
            }

            request.Headers.Add("traceparent", TraceParent);
            request.Headers.Add("tracestate", "vendor=a");
            request.Headers.Add("MCP-Protocol-Version", "2025-06-18");
        });

        Assert.Equal(
            ["Accept", "Accept-Encoding", "Content-Length", "Content-Type", "Host", "MCP-Protocol-Version", "traceparent", "tracestate", "User-Agent", "Via", "X-Api-Key"],
            NamesOf(seen));
        Assert.Equal([TraceParent], seen.Values("traceparent"));
        Assert.Equal(["vendor=a"], seen.Values("tracestate"));
    }

    [Fact]
    public async Task Headers_OfTheList_SayNothingElse()
    {
        using var watch = host.Watch();
        var seen = await SeenAsync(request =>
        {
            request.Headers.Accept.Clear();
            request.Headers.TryAddWithoutValidation("Accept", $"application/json;pan={PortalHost.Pan};q=0.5, text/x-{PortalHost.Pan}, text/event-stream");
            request.Headers.Add("traceparent", TraceParent);
            request.Headers.TryAddWithoutValidation("tracestate", $"v={PortalHost.Pan}");
            request.Content!.Headers.ContentType = MediaTypeHeaderValue.Parse($"application/json; charset=utf-8; pan={PortalHost.Pan}");
        });

        Assert.Equal(["application/json; q=0.5, text/event-stream"], seen.Values("Accept"));
        Assert.Equal(["application/json"], seen.Values("Content-Type"));
        Assert.Empty(seen.Values("tracestate"));
        host.AssertNothingLeaked();
    }

    [Theory]
    [InlineData("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-zz")]
    [InlineData("4111111111111111")]
    [InlineData("00-00000000000000000000000000000000-b7ad6b7169203331-01")]
    public async Task TraceParent_ThatIsNone_StaysBehindWithItsState(string parent)
    {
        var seen = await SeenAsync(request =>
        {
            request.Headers.TryAddWithoutValidation("traceparent", parent);
            request.Headers.TryAddWithoutValidation("tracestate", "a=b");
        });

        Assert.Empty(seen.Values("traceparent"));
        Assert.Empty(seen.Values("tracestate"));
    }

    [Theory]
    [InlineData("4111111111111111")]
    [InlineData("2025-06-18, 4")]
    [InlineData("a very long version that nobody has ever spoken")]
    public async Task ProtocolVersion_ThatIsNone_IsRefused(string version)
    {
        var before = host.Upstream.Calls.Count;

        var reply = await host.SendAsync(PortalHost.Call("echo"), change: request => request.Headers.TryAddWithoutValidation("MCP-Protocol-Version", version));

        Assert.Equal(400, reply.Status);
        Assert.Equal(before, host.Upstream.Calls.Count);
        host.AssertNothingLeaked();
    }

    [Fact]
    public async Task HeaderOfTheSetting_PassesAndIsRecordedMasked()
    {
        var seen = await SeenAsync(request =>
        {
            request.Headers.TryAddWithoutValidation("x-tenant", $"acme {PortalHost.Pan}");
            request.Headers.TryAddWithoutValidation("Mcp-Param-Limit", "5000");
            request.Headers.TryAddWithoutValidation("Mcp-Unknown", "new");
        }, "headers_recorded");

        Assert.Equal([$"acme {PortalHost.Pan}"], seen.Values("X-Tenant"));
        Assert.Equal(["5000"], seen.Values("Mcp-Param-Limit"));
        var records = await host.ApiAsync("/api/v1/records?tool=headers_recorded");
        var request = Assert.Single(records.Items, record => record.GetProperty("direction").GetString() == "request");
        var headers = request.GetProperty("headers");
        Assert.Equal($"acme {PortalHost.MaskedPan}", headers.GetProperty("x-tenant").GetString());
        Assert.Equal("5000", headers.GetProperty("mcp-param-limit").GetString());
        Assert.Equal("new", headers.GetProperty("mcp-unknown").GetString());
        Assert.Contains(request.GetProperty("masked").EnumerateArray(), hit => hit.GetProperty("path").GetString()!.Contains("headers", StringComparison.Ordinal));
        host.AssertNothingLeaked();
    }

    [Fact]
    public async Task UserAgent_IsForwardedMasked_AndRecordedWhenItChanges()
    {
        await SeenAsync(request => request.Headers.TryAddWithoutValidation("User-Agent", "x"), "first_agent");
        await host.SendAsync(PortalHost.Call("card_agent"), change: request => request.Headers.TryAddWithoutValidation("User-Agent", $"agent/{PortalHost.Pan}"));
        await host.SendAsync(PortalHost.Call("card_again"), change: request => request.Headers.TryAddWithoutValidation("User-Agent", $"agent/{PortalHost.Pan}"));

        Assert.Equal($"agent/{PortalHost.MaskedPan}", await AgentOfAsync("card_agent"));
        Assert.Null(await AgentOfAsync("card_again"));
        Assert.DoesNotContain(host.Upstream.Calls, call => call.Head.Contains(PortalHost.Pan, StringComparison.Ordinal) && call.Text.Contains("card_ag", StringComparison.Ordinal));
        host.AssertNothingLeaked();
    }

    [Fact]
    public async Task ForwardedHeader_WithWhatNoHeaderHolds_IsRefused()
    {
        var answer = await host.RawAsync(Head("POST", "X-Tenant: caf\u00e9\r\nContent-Type: application/json\r\n") + $"Content-Length: 2\r\n\r\n{{}}");

        Assert.StartsWith("HTTP/1.1 400", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Name_OnAMessageWithoutOne_StaysBehind()
    {
        UpstreamCall? seen = null;
        await host.SendAsync(PortalHost.Request("tools/list"), script: call =>
        {
            seen = call;
            return call.ResultAsync("""{"tools":[]}""");
        }, change: request => request.Headers.Add("Mcp-Name", "drop_everything"));

        Assert.Empty(seen!.Values("Mcp-Name"));
    }

    [Theory]
    [InlineData("Authorization")]
    [InlineData("cookie")]
    [InlineData("X-HTTP-Method-Override")]
    [InlineData("Mcp-Session-Id")]
    [InlineData("Host")]
    [InlineData("X-Forwarded-For")]
    [InlineData("a b")]
    [InlineData("")]
    public async Task Setting_ThatWouldLetACredentialOrAnotherRequestThrough_IsRefused(string name)
    {
        var reply = await host.ApiAsync(HttpMethod.Put, "/api/v1/servers/setting", PortalHost.Admin,
            $$"""{"url":"http://127.0.0.1:9/mcp","forwardHeaders":[{{JsonSerializer.Serialize(name)}}]}""");

        Assert.Equal(400, reply.Status);
        Assert.Contains("forwardHeaders", reply.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Setting_LeftOutOfAChange_StaysAsItIs()
    {
        const string path = "/api/v1/servers/keeps-headers";
        await host.ApiAsync(HttpMethod.Put, path, PortalHost.Admin, """{"url":"http://127.0.0.1:9/mcp","forwardHeaders":["X-Tenant"]}""");

        var kept = await host.ApiAsync(HttpMethod.Put, path, PortalHost.Admin, """{"url":"http://127.0.0.1:9/other"}""");
        var removed = await host.ApiAsync(HttpMethod.Put, path, PortalHost.Admin, """{"url":"http://127.0.0.1:9/other","forwardHeaders":[]}""");

        Assert.Equal("X-Tenant", Assert.Single(kept.Json.GetProperty("forwardHeaders").EnumerateArray()).GetString());
        Assert.Empty(removed.Json.GetProperty("forwardHeaders").EnumerateArray());
    }

    private static string Head(string method, string more = "") =>
        $"{method} /mcp/up HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer {PortalHost.Engineer}\r\n{more}";

    private static List<string> NamesOf(UpstreamCall call) =>
        [.. call.Head.Split("\r\n").Skip(1).Select(line => line.Split(':')[0]).Where(name => name != "Connection").Order(StringComparer.OrdinalIgnoreCase)];

    private async Task<string?> AgentOfAsync(string tool)
    {
        var record = (await host.ApiAsync($"/api/v1/records?tool={tool}")).Items.Single(record => record.GetProperty("direction").GetString() == "request");
        return record.GetProperty("headers") is { ValueKind: JsonValueKind.Object } headers && headers.TryGetProperty("user-agent", out var agent) ? agent.GetString() : null;
    }

    private async Task<UpstreamCall> SeenAsync(Action<HttpRequestMessage> change, string tool = "echo")
    {
        UpstreamCall? seen = null;
        var reply = await host.SendAsync(PortalHost.Call(tool), script: call =>
        {
            seen = call;
            return call.TextAsync("x");
        }, change: request =>
        {
            var script = request.Headers.UserAgent.ToString();
            change(request);
            request.Headers.UserAgent.Clear();
            request.Headers.TryAddWithoutValidation("User-Agent", script);
        });
        Assert.Equal(200, reply.Status);
        return seen!;
    }
}
