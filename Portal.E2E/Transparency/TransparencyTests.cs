using System.Net;
using System.Text;
using Portal.E2E.Targets;

namespace Portal.E2E.Transparency;

/// <summary>
/// What the public suite does not look at: that requests and replies arrive as they were written. The same assertions run directly, which
/// proves the assertions, and through the gateway.
/// </summary>
public abstract class TransparencyTests(McpServersFixture servers, bool proxied)
{
    private static readonly TimeSpan Soon = Outer.Limit;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ToolsList_OddlyWrittenDefinitions_ArriveByteForByte()
    {
        using var client = await ConnectAsync();
        using var response = await client.PostAsync("""{"jsonrpc":"2.0","id":7,"method":"tools/list"}""", Cancellation);
        await AssertBodyAsync(ScriptedReplies.ToolList, response);
        Assert.Equal(!proxied, response.Headers.Contains("X-Scripted"));
    }

    [Fact]
    public async Task ToolsCall_StructuredContent_ArrivesByteForByte()
    {
        using var client = await ConnectAsync();
        using var response = await client.CallAsync("structured", Cancellation);
        await AssertBodyAsync(ScriptedReplies.Structured, response);
    }

    [Fact]
    public async Task ToolsCall_LargeResult_ArrivesByteForByte()
    {
        using var client = await ConnectAsync();
        using var response = await client.CallAsync("large", Cancellation);
        await AssertBodyAsync(ScriptedReplies.Large, response);
    }

    [Fact]
    public async Task ToolsCall_JsonRpcError_ArrivesWithItsData()
    {
        using var client = await ConnectAsync();
        using var response = await client.CallAsync("failing", Cancellation);
        await AssertBodyAsync(ScriptedReplies.Error, response);
    }

    [Theory]
    [InlineData("refused", HttpStatusCode.BadRequest)]
    [InlineData("unknown", HttpStatusCode.NotFound)]
    public async Task ToolsCall_ErrorStatus_ArrivesWithItsBody(string tool, HttpStatusCode status)
    {
        using var client = await ConnectAsync();
        using var response = await client.CallAsync(tool, Cancellation);
        await AssertBodyAsync(ScriptedReplies.Error, response, status);
    }

    [Theory]
    [InlineData("""{"method":"notifications/initialized", "jsonrpc":"2.0"}""")]
    [InlineData("""{"jsonrpc":"2.0","method":"notifications/progress","params":{"progress":1.0,"progressToken":"p"}}""")]
    [InlineData("""{"jsonrpc":"2.0","id":"server-1","result":{"action":"decline"}}""")]
    [InlineData("""{"jsonrpc":"2.0","id":3,"error":{"code":-1,"message":"no","data":[1.0]}}""")]
    public async Task Post_NotificationOrAnswer_IsAcceptedAndArrivesByteForByte(string message)
    {
        using var client = await ConnectAsync();
        using var response = await client.PostAsync(message, Cancellation);
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync(Cancellation));
        Assert.Equal(message, Encoding.UTF8.GetString(LastRequest(client).Body));
    }

    [Fact]
    public async Task Post_OddlyWrittenRequest_ArrivesByteForByte()
    {
        const string message = """
             { "params" : {"arguments":{"b":1.50,"a":"\u00e9 é \/","n":1E2},"name":"structured","_meta":{"progressToken":0}}, "id":7,
               "method":"tools/call","jsonrpc":"2.0" }
            """;
        using var client = await ConnectAsync();
        using var response = await client.PostAsync(message, Cancellation);
        await AssertBodyAsync(ScriptedReplies.Structured, response);
        Assert.Equal(message, Encoding.UTF8.GetString(LastRequest(client).Body));
    }

    [Fact]
    public async Task Post_StreamWithCommentsIdsAndRetry_ArrivesByteForByte()
    {
        using var client = await ConnectAsync();
        using var response = await client.CallAsync("stream", Cancellation);
        await AssertBodyAsync(ScriptedReplies.Stream, response, mediaType: "text/event-stream");
        Assert.Contains("no-transform", response.Headers.CacheControl?.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_WithLastEventId_ArrivesAndIsResumed()
    {
        using var client = await ConnectAsync();
        using var response = await client.SendAsync(HttpMethod.Get, null, Cancellation, ("Last-Event-ID", "s/1:a=?&b"));
        await AssertBodyAsync(ScriptedReplies.Stream, response, mediaType: "text/event-stream");
        Assert.Equal(("GET", "s/1:a=?&b"), (LastRequest(client).Method, LastRequest(client).Header("Last-Event-ID")));
    }

    [Theory]
    [InlineData("POST")]
    [InlineData("GET")]
    public async Task Stream_FirstEvent_ArrivesBeforeTheSecondIsWritten(string method)
    {
        using var client = await ConnectAsync();
        using var stream = await GatedStream.OpenAsync(client, method, Cancellation).WaitAsync(Soon, Cancellation);
        Assert.Equal(ScriptedReplies.FirstEvent, await stream.ReadAsync(ScriptedReplies.FirstEvent.Length, Cancellation).WaitAsync(Soon, Cancellation));
        Session(client).OpenGate();
        Assert.Equal(GatedStream.SecondEvent(method), await stream.ReadToEndAsync(Cancellation).WaitAsync(Soon, Cancellation));
    }

    [Theory]
    [InlineData("POST")]
    [InlineData("GET")]
    public async Task Stream_ClientGoes_ServerIsTold(string method)
    {
        using var client = await ConnectAsync();
        var stream = await GatedStream.OpenAsync(client, method, Cancellation).WaitAsync(Soon, Cancellation);
        await stream.ReadAsync(ScriptedReplies.FirstEvent.Length, Cancellation).WaitAsync(Soon, Cancellation);
        await Session(client).Waiting.WaitAsync(Soon, Cancellation);
        stream.Dispose();
        await Session(client).Aborted.WaitAsync(Soon, Cancellation);
    }

    [Fact]
    public async Task ToolsCall_ClientGoesBeforeTheReply_ServerIsTold()
    {
        using var client = await ConnectAsync();
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var call = client.CallAsync("hang", leaving.Token);
        await Session(client).Waiting.WaitAsync(Soon, Cancellation);
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        await Session(client).Aborted.WaitAsync(Soon, Cancellation);
    }

    [Fact]
    public async Task Post_Headers_ArriveAsSentWithTheServersHostAndWithoutTokenAndOrigin()
    {
        var origin = servers.To(McpServersFixture.Scripted, proxied).Endpoint.GetLeftPart(UriPartial.Authority);
        using var client = await ConnectAsync();
        using var response = await client.PostAsync(
            """{"jsonrpc":"2.0","id":7,"method":"tools/list"}""", Cancellation, ("Origin", origin), ("User-Agent", "wire/1 (test)"), ("X-Custom", "a, b"));
        var request = LastRequest(client);
        Assert.Equal(servers.Direct(McpServersFixture.Scripted).Endpoint.Authority, request.Header("Host"));
        Assert.Equal(proxied ? null : origin, request.Header("Origin"));
        Assert.Equal("wire/1 (test)", request.Header("User-Agent"));
        Assert.Equal(proxied ? null : "a, b", request.Header("X-Custom"));
        Assert.Equal("2025-11-25", request.Header("MCP-Protocol-Version"));
        Assert.Equal(client.Session, request.Header("Mcp-Session-Id"));
        Assert.Equal("application/json, text/event-stream", request.Header("Accept"));
        Assert.Equal("application/json", request.Header("Content-Type"));
        Assert.Null(request.Header("Authorization"));
    }

    [Fact]
    public async Task Post_WithoutSession20260728_HeadersAndBodyArrive()
    {
        const string body = """
            {"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"name":"structured","arguments":{"region":"eu west"},"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientInfo":{"name":"wire","version":"1"},"io.modelcontextprotocol/clientCapabilities":{}}}}
            """;
        var key = Guid.NewGuid().ToString("N");
        var session = servers.Script.Expect(key);
        using var client = new WireClient(servers.To(McpServersFixture.Scripted, proxied));
        using var response = await client.PostAsync(
            body,
            Cancellation,
            (ScriptedServer.ClientHeader, key),
            ("MCP-Protocol-Version", "2026-07-28"),
            ("Mcp-Method", "tools/call"),
            ("Mcp-Name", "structured"),
            ("Mcp-Param-Region", "=?base64?ZXUgd2VzdA==?="));
        await AssertBodyAsync(ScriptedReplies.Structured, response);
        Assert.False(response.Headers.Contains("Mcp-Session-Id"), "A reply of 2026-07-28 has no session id.");
        var request = Assert.Single(session.Requests);
        Assert.Equal(body, Encoding.UTF8.GetString(request.Body));
        Assert.Equal("2026-07-28", request.Header("MCP-Protocol-Version"));
        Assert.Equal("tools/call", request.Header("Mcp-Method"));
        Assert.Equal("structured", request.Header("Mcp-Name"));
        Assert.Equal("=?base64?ZXUgd2VzdA==?=", request.Header("Mcp-Param-Region"));
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("DELETE")]
    public async Task Request_ServerRefusesTheMethod_405Arrives(string method)
    {
        using var client = await ConnectAsync(McpServersFixture.Refusing);
        using var response = await client.SendAsync(new HttpMethod(method), null, Cancellation);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
        Assert.Equal(["POST"], response.Content.Headers.Allow);
    }

    [Fact]
    public async Task Delete_Session_EndsItAtTheServer()
    {
        using var client = await ConnectAsync();
        using var ended = await client.SendAsync(HttpMethod.Delete, null, Cancellation);
        Assert.Equal(HttpStatusCode.OK, ended.StatusCode);
        using var afterwards = await client.CallAsync("structured", Cancellation);
        Assert.Equal(HttpStatusCode.NotFound, afterwards.StatusCode);
    }

    private static async Task AssertBodyAsync(
        byte[] expected, HttpResponseMessage response, HttpStatusCode status = HttpStatusCode.OK, string mediaType = "application/json")
    {
        var body = await response.Content.ReadAsByteArrayAsync(Cancellation);
        Assert.Equal(Encoding.UTF8.GetString(expected), Encoding.UTF8.GetString(body));
        Assert.Equal(expected, body);
        Assert.Equal(status, response.StatusCode);
        Assert.Equal(mediaType, response.Content.Headers.ContentType?.MediaType);
    }

    private async Task<WireClient> ConnectAsync(string server = McpServersFixture.Scripted)
    {
        var client = new WireClient(servers.To(server, proxied));
        await client.InitializeAsync(Cancellation);
        return client;
    }

    private ScriptedSession Session(WireClient client) => servers.Script.Session(client.Session);

    private CapturedRequest LastRequest(WireClient client) => Session(client).Requests.Last();
}
