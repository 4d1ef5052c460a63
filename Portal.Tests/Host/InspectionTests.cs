using System.Text;
using Portal.Data.Sessions;

namespace Portal.Tests.Host;

public sealed class InspectionTests(PortalHost host) : IClassFixture<PortalHost>
{
    public static TheoryData<string, int> Ambiguous => new()
    {
        { "", -32700 },
        { " \r\n", -32700 },
        { "{", -32700 },
        { "null", -32600 },
        { "42", -32600 },
        { "\"text\"", -32600 },
        { "[]", -32600 },
        { "[1]", -32600 },
        { "[[]]", -32600 },
        { "{}", -32600 },
        { """{"jsonrpc":"1.0","id":1,"method":"ping"}""", -32600 },
        { """{"id":1,"method":"ping"}""", -32600 },
        { """{"jsonrpc":"2.0","id":null,"method":"ping"}""", -32600 },
        { """{"jsonrpc":"2.0","id":true,"method":"ping"}""", -32600 },
        { """{"jsonrpc":"2.0","id":{},"method":"ping"}""", -32600 },
        { """{"jsonrpc":"2.0","id":1}""", -32600 },
        { """{"jsonrpc":"2.0","id":1,"method":7}""", -32600 },
        { """{"jsonrpc":"2.0","id":1,"method":""}""", -32600 },
        { """{"jsonrpc":"2.0","id":1,"method":"ping","result":{}}""", -32600 },
        { """{"jsonrpc":"2.0","id":1,"result":{},"error":{"code":1,"message":"m"}}""", -32600 },
        { """{"jsonrpc":"2.0","id":1,"method":"ping","params":[]}""", -32600 },
        { """{"jsonrpc":"2.0","id":1,"method":"ping","params":"x"}""", -32600 },
        { """{"jsonrpc":"2.0","id":1,"method":"tools/call"}""", -32600 },
        { """{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":7}}""", -32600 },
        { """{"jsonrpc":"2.0","id":1,"method":"Tools/call","params":{"name":"drop_all"}}""", -32600 },
        { """{"jsonrpc":"2.0","id":1,"method":"tools/call ","params":{"name":"drop_all"}}""", -32600 },
        { """{"jsonrpc":"2.0","id":1,"method":"tool\u017f\uff0fcall\u200b","params":{"name":"drop_all"}}""", -32600 },
        { """{"jsonrpc":"2.0","method":"notifications/Cancelled","params":{"requestId":1}}""", -32600 },
        { """{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"echo","arguments":"{\"limit\":5000}"}}""", -32602 },
        { """{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"echo","arguments":[{"limit":5000}]}}""", -32602 },
        { """{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"echo","arguments":null}}""", -32602 },
        { """{"jsonrpc":"2.0","id":1,"method":"prompts/get","params":{"name":"echo","arguments":7}}""", -32602 },
        { """{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"Name":"drop_all","arguments":{}}}""", -32600 },
        { """{"jsonrpc":"2.0","id":1,"method":"tools/list","Method":"tools/call","params":{"name":"echo"}}""", -32600 },
        { """{"jsonrpc":"2.0","id":1,"method":"tools/call","PARAMS":{"name":"drop_all"},"params":{"name":"echo"}}""", -32600 },
        { """{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"echo","NAME":"drop_all"}}""", -32600 },
        { """{"jsonrpc":"2.0","id":1,"method":"tools/call","param\u017f":{"name":"drop_all"},"params":{"name":"echo"}}""", -32600 },
        { """{"jsonrpc":"2.0","id":1,"method":"tools/list","method":"tools/call"}""", -32700 },
        { """{"jsonrpc":"2.0","id":1,"method":"tools/list","\u006dethod":"tools/call"}""", -32700 },
        { """{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"echo","arguments":{"a":{"b":1,"b":2}}}}""", -32700 },
        { """{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"echo","name":"drop_all"}}""", -32700 },
        { """{"jsonrpc":"2.0","id":1,"method":"ping"}x""", -32700 },
        { """{"jsonrpc":"2.0","id":1,"method":"ping"}{"jsonrpc":"2.0","id":2,"method":"ping"}""", -32700 },
        { "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}\0", -32700 },
        { """{"jsonrpc":"2.0","id":1,"method":"ping",}""", -32700 },
        { """{"jsonrpc":"2.0","id":1,"method":"ping"/**/}""", -32700 },
        { """{"jsonrpc":"2.0","id":NaN,"method":"ping"}""", -32700 },
        { """{'jsonrpc':'2.0','id':1,'method':'ping'}""", -32700 },
        { """{"jsonrpc":"2.0","id":1,"method":"ping","params":{"x":"\ud800"}}""", -32700 },
        { """{"jsonrpc":"2.0","id":1,"method":"ping","params":{"\udc00":1}}""", -32700 },
        { "\uFEFF{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}", -32700 },
        { """{"jsonrpc":"2.0","id":1,"method":"ping","params":{"x":""" + new string('[', 1000) + new string(']', 1000) + "}}", -32700 },
        { new string('[', 100_000), -32700 },
        { $$$"""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"{{{new string('e', 1025)}}}"}}""", -32600 },
        { $$$"""{"jsonrpc":"2.0","id":1,"method":"prompts/get","params":{"name":"{{{new string('e', 1025)}}}"}}""", -32600 },
        { $$$"""{"jsonrpc":"2.0","id":1,"method":"resources/read","params":{"uri":"{{{new string('e', 8193)}}}"}}""", -32600 },
        { """{"jsonrpc":"2.0","id":1,"method":"ping","params":{"_meta":{"io.modelcontextprotocol/relatedTaskIds":[""" + string.Join(',', Enumerable.Range(0, 101).Select(id => $"\"{id}\"")) + "]}}}", -32600 },
    };

    [Theory]
    [MemberData(nameof(Ambiguous))]
    public async Task Body_ThatIsMalformedOrAmbiguous_IsRefusedRecordedAndNotForwarded(string body, int code)
    {
        using var watch = host.Watch();
        var before = host.Upstream.Calls.Count;

        var reply = await host.SendAsync(body);

        AssertRefused(reply, 400, code, watch, before);
        await host.AssertServesAsync();
    }

    [Theory]
    [InlineData("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\u00ff\"}")]
    [InlineData("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\",\"params\":{\"x\":\"\u00c0\u00ae\"}}")]
    [InlineData("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\",\"params\":{\"x\":\"\u00ed\u00a0\u0080\"}}")]
    public async Task Body_ThatIsNotUtf8_IsRefused(string latin1)
    {
        using var watch = host.Watch();
        var before = host.Upstream.Calls.Count;

        var reply = await host.SendAsync(Encoding.Latin1.GetBytes(latin1));

        AssertRefused(reply, 400, -32700, watch, before);
        await host.AssertServesAsync();
    }

    [Fact]
    public async Task Body_InUtf16_IsRefused()
    {
        using var watch = host.Watch();
        var before = host.Upstream.Calls.Count;

        var reply = await host.SendAsync(Encoding.Unicode.GetBytes(PortalHost.Request("ping")));

        AssertRefused(reply, 400, -32700, watch, before);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/json; charset=utf-16")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("application/jsonp")]
    [InlineData("application/json, text/plain")]
    [InlineData("")]
    public async Task Body_OfAnotherMediaType_IsRefused(string type)
    {
        using var watch = host.Watch();
        var before = host.Upstream.Calls.Count;

        var reply = await host.SendAsync(PortalHost.Request("ping"), change: request =>
        {
            request.Content!.Headers.Remove("Content-Type");
            request.Content.Headers.TryAddWithoutValidation("Content-Type", type.Length == 0 ? null : type);
        });

        AssertRefused(reply, 415, -32600, watch, before);
        await host.AssertServesAsync();
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("identity")]
    public async Task Body_WithAContentCoding_IsRefused(string coding)
    {
        using var watch = host.Watch();
        var before = host.Upstream.Calls.Count;

        var reply = await host.SendAsync(PortalHost.Request("ping"), change: request => request.Content!.Headers.ContentEncoding.Add(coding));

        AssertRefused(reply, 415, -32600, watch, before);
    }

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 1)]
    [InlineData(false, 300_000)]
    [InlineData(true, 300_000)]
    public async Task Body_OverTheLimit_IsTooLarge(bool chunked, int excess)
    {
        using var watch = host.Watch();
        var before = host.Upstream.Calls.Count;
        var empty = PortalHost.Call("echo", """{"x":""}""");
        var body = PortalHost.Call("echo", $$"""{"x":"{{new string('a', (4 * 1024 * 1024) - empty.Length + excess)}}"}""");

        var reply = await host.SendAsync(body, change: request => request.Headers.TransferEncodingChunked = chunked ? true : null);

        AssertRefused(reply, 413, -32600, watch, before);
        await host.AssertServesAsync();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Body_AtTheLimit_Passes(bool chunked)
    {
        var empty = PortalHost.Call("echo", """{"x":""}""");
        var body = PortalHost.Call("echo", $$"""{"x":"{{new string('a', (4 * 1024 * 1024) - empty.Length)}}"}""");
        byte[] received = [];

        var reply = await host.SendAsync(body, script: call =>
        {
            received = call.Body;
            return call.TextAsync("big");
        }, change: request => request.Headers.TransferEncodingChunked = chunked ? true : null);

        Assert.Equal("big", reply.ToolText);
        Assert.Equal(Encoding.UTF8.GetBytes(body), received);
    }

    [Theory]
    [InlineData("2025-06-18")]
    [InlineData("2025-11-25")]
    [InlineData("2024-11-05")]
    [InlineData("2026-07-28")]
    [InlineData("nonsense")]
    public async Task Batch_WhereTheRevisionHasNone_IsRefused(string revision)
    {
        using var watch = host.Watch();
        var before = host.Upstream.Calls.Count;

        var reply = await host.SendAsync($"[{PortalHost.Request("ping")}]", change: request => request.Headers.Add("MCP-Protocol-Version", revision));

        AssertRefused(reply, 400, -32600, watch, before);
        await host.AssertServesAsync();
    }

    [Fact]
    public async Task Batch_InASessionWithoutBatches_IsRefused()
    {
        var session = await SessionAsync();
        using var watch = host.Watch();
        var before = host.Upstream.Calls.Count;

        var reply = await host.SendAsync($"[{PortalHost.Request("ping")}]", change: request => request.Headers.Add("Mcp-Session-Id", session));

        Assert.Equal(400, reply.Status);
        Assert.Equal(-32600, reply.Json[0].GetProperty("error").GetProperty("code").GetInt32());
        Assert.Equal(before, host.Upstream.Calls.Count);
        Assert.Contains(watch.Seen, record => record.Outcome == RecordOutcome.Denied);
    }

    [Fact]
    public async Task Batch_WithOneDeniedMessage_IsRefusedWhole()
    {
        using var watch = host.Watch();
        var before = host.Upstream.Calls.Count;

        var reply = await host.SendAsync($"[{PortalHost.Call("echo")},{PortalHost.Call("drop_all", id: "2")}]", token: PortalHost.Mallory);

        Assert.Equal(before, host.Upstream.Calls.Count);
        Assert.Equal(2, reply.Json.GetArrayLength());
        Assert.Equal(3, watch.Seen.Count(record => record.Outcome == RecordOutcome.Denied));
    }

    [Theory]
    [InlineData("MCP-Protocol-Version", null)]
    [InlineData("MCP-Protocol-Version", "2025-06-18")]
    [InlineData("MCP-Protocol-Version", "2026-07-29")]
    [InlineData("Mcp-Method", null)]
    [InlineData("Mcp-Method", "tools/list")]
    [InlineData("Mcp-Method", "TOOLS/CALL")]
    [InlineData("Mcp-Name", null)]
    [InlineData("Mcp-Name", "drop_all")]
    [InlineData("Mcp-Name", "ECHO")]
    [InlineData("Mcp-Name", "=?base64?ZHJvcF9hbGw=?=")]
    [InlineData("Mcp-Name", "=?base64?not base64?=")]
    [InlineData("Mcp-Name", "=?base64?/w==?=")]
    public async Task Header_ThatDoesNotMirrorTheBody_IsAMismatch(string name, string? value)
    {
        using var watch = host.Watch();
        var before = host.Upstream.Calls.Count;

        var reply = await host.SendAsync(StatelessCall("echo"), change: request => Mirror(request, "tools/call", "echo", name, value));

        Assert.Equal(400, reply.Status);
        Assert.Equal(-32020, reply.Code);
        Assert.Equal(77, reply.Id.GetInt32());
        Assert.Equal(before, host.Upstream.Calls.Count);
        Assert.Contains(watch.Seen, record => record is { Outcome: RecordOutcome.Denied, Direction: RecordDirection.Request, Tool: "echo" });
        Assert.Contains(watch.Seen, record => record is { Outcome: RecordOutcome.Denied, Direction: RecordDirection.Response });
        await host.AssertServesAsync();
    }

    [Theory]
    [InlineData("echo", "echo")]
    [InlineData("echo", "=?base64?ZWNobw==?=")]
    public async Task Headers_ThatMirrorTheBody_Pass(string tool, string header)
    {
        var reply = await host.SendAsync(StatelessCall(tool), change: request => Mirror(request, "tools/call", header, "", null));

        Assert.Equal(200, reply.Status);
        Assert.Equal("fine", reply.ToolText);
    }

    [Fact]
    public async Task Header_RepeatedWithAnotherValue_IsAMismatch()
    {
        var body = StatelessCall("echo");
        var reply = await host.RawAsync(
            $"POST /mcp/up HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/json\r\nAuthorization: Bearer {PortalHost.Engineer}\r\nMCP-Protocol-Version: 2026-07-28\r\nMcp-Method: tools/call\r\nMcp-Name: echo\r\nMcp-Name: drop_all\r\nContent-Length: {body.Length}\r\n\r\n{body}");

        Assert.StartsWith("HTTP/1.1 400", reply, StringComparison.Ordinal);
        Assert.Contains("-32020", reply, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SessionId_OfAnotherCaller_IsNotFound()
    {
        var session = await SessionAsync();
        using var watch = host.Watch();
        var before = host.Upstream.Calls.Count;

        foreach (var method in new[] { HttpMethod.Post, HttpMethod.Get, HttpMethod.Delete })
        {
            using var request = host.Message(method, "/mcp/up", PortalHost.Mallory, null);
            request.Headers.Add("Mcp-Session-Id", session);
            request.Content = method == HttpMethod.Post ? new StringContent(PortalHost.Call("echo"), Encoding.UTF8, "application/json") : null;
            Assert.Equal(404, (await host.SendAsync(request)).Status);
        }

        Assert.Equal(before, host.Upstream.Calls.Count);
        Assert.Equal(3, watch.Seen.Count(record => record.Outcome == RecordOutcome.Denied && record.Direction is RecordDirection.Request or RecordDirection.Control));
        var own = await host.SendAsync(PortalHost.Call("echo"), change: request => request.Headers.Add("Mcp-Session-Id", session));
        Assert.Equal("fine", own.ToolText);
    }

    [Fact]
    public async Task SessionId_OfAnotherCallerBesideAStatelessRevision_NeverReachesTheServer()
    {
        var session = await SessionAsync();
        var before = host.Upstream.Calls.Count;

        await host.SendAsync(StatelessCall("echo"), PortalHost.Mallory, change: request =>
        {
            Mirror(request, "tools/call", "echo", "", null);
            request.Headers.Add("Mcp-Session-Id", session);
        });
        await host.SendAsync(PortalHost.Initialize, PortalHost.Mallory, change: request => request.Headers.Add("Mcp-Session-Id", session));
        foreach (var method in new[] { HttpMethod.Get, HttpMethod.Delete })
        {
            using var request = host.Message(method, "/mcp/up", PortalHost.Mallory, null);
            request.Headers.Add("MCP-Protocol-Version", "2026-07-28");
            request.Headers.Add("Mcp-Session-Id", session);
            await host.SendAsync(request);
        }

        Assert.DoesNotContain(host.Upstream.Calls.Skip(before), call => call.Values("Mcp-Session-Id").Contains(session));
    }

    [Theory]
    [InlineData("no-such-session")]
    [InlineData("")]
    public async Task SessionId_ThatNobodyGave_IsNotFound(string session)
    {
        using var watch = host.Watch();
        var before = host.Upstream.Calls.Count;

        var reply = await host.SendAsync(PortalHost.Call("echo"), change: request => request.Headers.TryAddWithoutValidation("Mcp-Session-Id", session));
        var tooLong = await host.SendAsync(PortalHost.Call("echo"), change: request => request.Headers.TryAddWithoutValidation("Mcp-Session-Id", new string('x', 2000)));

        Assert.Equal(404, reply.Status);
        Assert.Equal(404, tooLong.Status);
        Assert.Equal(-32001, reply.Code);
        Assert.Equal(1, reply.Id.GetInt32());
        Assert.Equal(before, host.Upstream.Calls.Count);
        Assert.Contains(watch.Seen, record => record is { Outcome: RecordOutcome.Denied, Direction: RecordDirection.Request });
        await host.AssertServesAsync();
    }

    [Fact]
    public async Task Id_ThatIsACardNumber_ComesBackButIsNotRecorded()
    {
        using var watch = host.Watch();

        var text = await host.SendAsync(PortalHost.Call("echo", id: $"\"{PortalHost.Pan}\""));
        var number = await host.SendAsync(PortalHost.Call("echo", id: PortalHost.Pan));
        await host.SendAsync($$$$"""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"echo","_meta":{"progressToken":"{{{{PortalHost.Pan}}}}"},"arguments":{}}}""");
        await host.SendAsync($$$"""{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":"{{{PortalHost.Pan}}}"}}""");
        await host.SendAsync($$$"""{"jsonrpc":"2.0","id":1,"method":"tools/list","params":{"cursor":"{{{PortalHost.Pan}}}"}}""");

        Assert.Equal(PortalHost.Pan, text.Id.GetString());
        Assert.Equal(PortalHost.Pan, number.Id.GetRawText());
        Assert.All(watch.Seen, record => Assert.DoesNotContain(PortalHost.Pan, RecordWatch.PayloadOf(record) + record.RpcId, StringComparison.Ordinal));
        host.AssertNothingLeaked();
    }

    [Theory]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"tool_4111111111111111","arguments":{"4111111111111111":"4111 1111 1111 1111","n":4111111111111111}}}""")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"4111111111111111","params":{}}""")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"resources/read","params":{"uri":"cards://4111111111111111"}}""")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"4111111111111111","capabilities":{},"clientInfo":{"name":"4111111111111111","version":"4111-1111-1111-1111"}}}""")]
    [InlineData("""{"jsonrpc":"2.0","id":9,"result":{"4111111111111111":"4\u0031111111111111\u00311"}}""")]
    public async Task Request_WithCardNumbers_LeavesNoneBehind(string body)
    {
        using var watch = host.Watch();

        await host.SendAsync(body);

        Assert.NotEmpty(watch.Seen);
        Assert.All(watch.Seen, record => Assert.DoesNotContain(PortalHost.Pan, RecordWatch.PayloadOf(record) + record.Tool + record.Method, StringComparison.Ordinal));
        host.AssertNothingLeaked("4111-1111-1111-1111", "4111 1111 1111 1111");
    }

    private void AssertRefused(Reply reply, int status, int code, RecordWatch watch, int before)
    {
        Assert.Equal(status, reply.Status);
        Assert.Equal(code, reply.Code);
        var record = Assert.Single(watch.Seen);
        Assert.Equal((RecordDirection.Control, RecordOutcome.Denied, "portal/refused"), (record.Direction, record.Outcome, record.Method));
        Assert.Equal(before, host.Upstream.Calls.Count);
    }

    private async Task<string> SessionAsync()
    {
        var reply = await host.SendAsync(PortalHost.Initialize);
        return reply.Headers.GetValues("Mcp-Session-Id").Single();
    }

    private static string StatelessCall(string tool) =>
        $$$$"""{"jsonrpc":"2.0","id":77,"method":"tools/call","params":{"name":"{{{{tool}}}}","arguments":{},"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28"}}}""";

    private static void Mirror(HttpRequestMessage request, string method, string tool, string wrong, string? value)
    {
        foreach (var (header, right) in new[] { ("MCP-Protocol-Version", "2026-07-28"), ("Mcp-Method", method), ("Mcp-Name", tool) })
        {
            if ((header == wrong ? value : right) is { } sent)
            {
                request.Headers.TryAddWithoutValidation(header, sent);
            }
        }
    }
}
