using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Portal.Tests.Fakes;

namespace Portal.Tests.Host;

/// <summary>
/// Published test numbers in every text that a caller, a server, an approver, an author or an administrator can send, over every way in. Afterwards none is whole in
/// any file, column, log line or answer; the host's own self-scan at its end looks once more.
/// </summary>
public sealed partial class PlantedCardsTests(DevelopmentHost host) : IClassFixture<DevelopmentHost>
{
    private const string Amex = "378282246310005";
    private const string Visa = PortalHost.Pan;

    private static readonly string[] Whole = [Visa, Amex, "5555555555554444", "4111 1111 1111 1111", "4111-1111-1111-1111"];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Caller_PlantsEverywhere_NothingIsLeft()
    {
        foreach (var body in Bodies())
        {
            await SayAsync(body, server: "up");
        }

        foreach (var header in new[] { "X-Tenant", "User-Agent", "traceparent", "tracestate", "Mcp-Session-Id", "Mcp-Method", "Mcp-Name", "Mcp-Param-Card", "Mcp-Other", "Origin", "Host", "Accept", "MCP-Protocol-Version", "Last-Event-ID", "Via", "Cookie" })
        {
            await SayAsync(PortalHost.Call("echo"), header: (header, header == "Host" ? $"{Visa}.example" : header == "Origin" ? $"https://{Visa}.example" : Visa));
        }

        foreach (var path in new[] { $"/mcp/{Visa}", $"/mcp/up?card={Visa}", $"/mcp/up?{Visa}", $"/mcp/up/{Visa}", $"/.well-known/oauth-protected-resource/mcp/{Visa}", $"/mcp/up?portal-endpoint={Visa}" })
        {
            await RawAsync("POST", path, PortalHost.Call("echo"));
            await RawAsync("GET", path, null);
            await RawAsync("DELETE", path, null);
        }

        await RawAsync("GET", "/mcp/up", PortalHost.Call("echo", $$"""{"n":"{{Visa}}"}"""));
        await host.RawAsync($"POST /mcp/up HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer {Visa}\r\nContent-Length: 0\r\n\r\n");
        await host.RawAsync($"{Visa} /mcp/up HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        await AssertNothingIsLeftAsync();
    }

    [Fact]
    public async Task Server_PlantsEverywhere_NothingIsLeft()
    {
        foreach (var result in Results())
        {
            await AnswerAsync(call => call.AnswerAsync(result.Replace("$id", call.Id, StringComparison.Ordinal)));
            await AnswerAsync(call => call.AnswerAsync($"event: message\ndata: {result.Replace("$id", call.Id, StringComparison.Ordinal)}\n\n", "text/event-stream"));
        }

        foreach (var stream in new[] { $"event: {Visa}\ndata: x\n\n", $": {Visa}\n\n", $"id: {Visa}\ndata: {{}}\n\n", $"data: {Visa}\n\n", $"retry: {Visa}\n\n", $"{Visa}: x\n\n", $"event: endpoint\ndata: /{Visa}\n\n" })
        {
            await AnswerAsync(call => call.AnswerAsync(stream, "text/event-stream"));
        }

        foreach (var header in new[] { "Allow", "Retry-After", "Cache-Control", "Mcp-Session-Id", "MCP-Protocol-Version", "Set-Cookie", "X-Other", "WWW-Authenticate", "Location" })
        {
            await AnswerAsync(call => call.ResultAsync("{}", $"{header}: {Visa}\r\n"), isAnswerRead: header is not "Mcp-Session-Id");
        }

        await AnswerAsync(call => call.AnswerAsync($"card {Visa}", "text/plain", "500 Oh"));
        await AnswerAsync(call => call.AnswerAsync($"<p>{Visa}</p>", "text/html", "404 No"));
        await AnswerAsync(call => call.AnswerAsync("{}", $"application/{Visa}"));
        await AnswerAsync(call => call.AnswerAsync("{}", "application/json", $"200 {Visa}"));
        await AnswerAsync(call => call.AnswerAsync("", "text/plain", "302 Found", $"Location: http://127.0.0.1/{Visa}\r\n"));
        await AnswerAsync(call => call.AnswerAsync($"got {Visa}", "text/plain", "202 Accepted"), """{"jsonrpc":"2.0","method":"notifications/progress"}""");
        await host.SendAsync(PortalHost.Initialize, script: call => call.ResultAsync(Plant("""{"protocolVersion":"VISA","capabilities":{},"serverInfo":{"name":"VISA","version":"AMEX"}}""")));
        await AssertNothingIsLeftAsync();
    }

    [Fact]
    public async Task ApiCallers_PlantEverywhere_NothingIsLeft()
    {
        foreach (var (method, path, body) in ApiRequests())
        {
            var reply = await host.ApiAsync(method, path, PortalHost.Admin, body);
            AssertFree(reply.Text, $"{method} {path} {body}");
            Assert.False(reply.Status == 500, $"{method} {path} fails.");
        }

        await AssertNothingIsLeftAsync();
    }

    [Theory]
    [InlineData("PUT", "/api/v1/policies/4111111111111111", """{"kind":"access","servers":["*"],"effect":"allow"}""", "name")]
    [InlineData("PUT", "/api/v1/policies/card", """{"kind":"access","servers":["*"],"callers":{"names":["4111111111111111"]},"effect":"allow"}""", "definition")]
    [InlineData("PUT", "/api/v1/policies/card", """{"kind":"access","servers":["*"],"effect":"allow","reason":"for 4111 1111 1111 1111"}""", "reason")]
    [InlineData("PUT", "/api/v1/servers/4111111111111111", """{"url":"http://127.0.0.1:9/mcp"}""", "name")]
    [InlineData("PUT", "/api/v1/servers/card", """{"url":"http://127.0.0.1:9/4111111111111111"}""", "url")]
    [InlineData("PUT", "/api/v1/servers/card", """{"url":"http://127.0.0.1:9/mcp","forwardHeaders":["x-4111111111111111"]}""", "forwardHeaders")]
    [InlineData("POST", "/api/v1/tokens", """{"name":"card 4111111111111111"}""", "name")]
    public async Task TypedText_WithACardNumber_IsRefusedWithASentence(string method, string path, string body, string field)
    {
        var reply = await host.ApiAsync(new HttpMethod(method), path, PortalHost.Admin, body);

        Assert.Equal(400, reply.Status);
        var message = Assert.Single(reply.Json.GetProperty("errors").GetProperty(field).EnumerateArray()).GetString();
        Assert.Contains("card number", message, StringComparison.Ordinal);
        AssertFree(reply.Text, path);
    }

    [Theory]
    [InlineData("/sign-in")]
    [InlineData("/setup?code=4111111111111111")]
    public async Task Forms_WithACardNumber_LeaveNothing(string path)
    {
        using var page = await host.Client.GetAsync(path, Cancel);
        var html = await page.Content.ReadAsStringAsync(Cancel);
        var token = AntiforgeryField().Match(html);
        var cookie = page.Headers.TryGetValues("Set-Cookie", out var cookies) ? cookies.First().Split(';')[0] : "";
        foreach (var handler in new[] { "sign-in", "setup" })
        {
            using var post = new HttpRequestMessage(HttpMethod.Post, $"{path.Split('?')[0]}?returnUrl=/{Visa}&code={Visa}")
            {
                Content = new FormUrlEncodedContent(new Dictionary<string, string>
                {
                    ["_handler"] = handler, ["__RequestVerificationToken"] = token.Groups["value"].Value,
                    ["Form.Email"] = $"{Visa}@example.com", ["Form.Password"] = Visa, ["Form.Name"] = Visa, ["Form.Repeat"] = Visa, ["Form.Code"] = Visa, [Visa] = Visa,
                }),
            };
            post.Headers.Add("Cookie", cookie);
            using var answer = await host.Client.SendAsync(post, Cancel);
            Assert.NotEqual(HttpStatusCode.InternalServerError, answer.StatusCode);
        }

        await AssertNothingIsLeftAsync();
    }

    private static IEnumerable<string> Bodies()
    {
        foreach (var id in new[] { Visa, $"\"{Visa}\"", "1" })
        {
            yield return Plant("""{"jsonrpc":"2.0","id":REQUEST_ID,"method":"tools/call","params":{"name":"VISA","arguments":{"VISA":"AMEX","n":VISA,"t":"4111 1111 1111 1111, 4111-1111-1111-1111"},"_meta":{"VISA":"AMEX","progressToken":VISA,"traceparent":"VISA"}}}""", id);
            yield return Plant("""{"jsonrpc":"2.0","id":REQUEST_ID,"method":"VISA","params":{"x":"AMEX"}}""", id);
            yield return Plant("""{"jsonrpc":"2.0","id":REQUEST_ID,"result":{"x":"VISA"}}""", id);
            yield return Plant("""{"jsonrpc":"2.0","id":REQUEST_ID,"error":{"code":1,"message":"VISA","data":{"y":AMEX}}}""", id);
            yield return Plant("""[{"jsonrpc":"2.0","id":REQUEST_ID,"method":"tools/list","params":{"cursor":"VISA"}}]""", id);
            yield return Plant("""{"jsonrpc":"2.0","id":REQUEST_ID,"method":"resources/read","params":{"uri":"card://VISA/AMEX"}}""", id);
        }

        yield return Plant("""{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"VISA","capabilities":{"VISA":{}},"clientInfo":{"name":"VISA","version":"AMEX"}}}""");
        yield return Plant("""{"jsonrpc":"2.0","id":1,"method":"tools/list","params":{"_meta":{"io.modelcontextprotocol/protocolVersion":"VISA","io.modelcontextprotocol/clientInfo":{"name":"VISA","version":"AMEX"}}}}""");
        yield return Plant("""{"jsonrpc":"2.0","method":"notifications/VISA","params":{"m":"AMEX"}}""");
        yield return Plant("""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"drop_VISA","arguments":{}}}""");
        yield return Plant("""{"jsonrpc":"2.0","VISA":1,"id":1,"method":"tools/call"}""");
        yield return $"{{ broken {Visa}";
        yield return Visa;
        yield return $"\"{Visa}\"";
    }

    private static IEnumerable<string> Results() =>
    [
        Plant("""{"jsonrpc":"2.0","id":$id,"result":{"content":[{"type":"text","text":"VISA AMEX"}],"VISA":AMEX,"_meta":{"VISA":"AMEX"}}}"""),
        Plant("""{"jsonrpc":"2.0","id":$id,"error":{"code":VISA,"message":"VISA","data":"AMEX"}}"""),
        Plant("""{"jsonrpc":"2.0","id":VISA,"result":{}}"""),
        Plant("""{"jsonrpc":"2.0","id":"VISA","result":{}}"""),
        Plant("""{"jsonrpc":"2.0","method":"notifications/VISA","params":{"data":"AMEX"}}"""),
        Plant("""{"jsonrpc":"2.0","id":"AMEX","method":"sampling/VISA","params":{"messages":["VISA"]}}"""),
        Plant("""{"VISA":"AMEX"}"""),
        $"not json {Visa}",
    ];

    private static IEnumerable<(HttpMethod Method, string Path, string? Body)> ApiRequests()
    {
        foreach (var list in new[] { "sessions", "records", "approvals", "masking-log", "callers", "servers", "policies", "keys", "self-scans", "approval-windows" })
        {
            foreach (var filter in new[] { "text", "caller", "server", "tool", "outcome", "after", "from", "state", "rule", Visa })
            {
                yield return (HttpMethod.Get, $"/api/v1/{list}?{filter}={Visa}", null);
            }

            yield return (HttpMethod.Get, $"/api/v1/{list}/{Visa}", null);
            yield return (HttpMethod.Delete, $"/api/v1/{list}/{Visa}?reason={Visa}", null);
            yield return (HttpMethod.Post, $"/api/v1/{list}", Plant("""{"VISA":"AMEX","name":"VISA"}"""));
            yield return (HttpMethod.Put, $"/api/v1/{list}/{Visa}", Plant("""{"VISA":"AMEX"}"""));
            yield return (HttpMethod.Post, $"/api/v1/{list}/{Guid.Empty}/approve", Plant("""{"justification":"it is for VISA indeed"}"""));
        }

        yield return (HttpMethod.Post, "/api/v1/tokens", Plant("""{"name":"ok","VISA":1}"""));
        yield return (HttpMethod.Post, "/api/v1/tokens", Plant("""{"name":"ok","serviceAccount":"VISA"}"""));
        yield return (HttpMethod.Post, "/api/v1/tokens", $"{{ broken {Visa}");
        yield return (HttpMethod.Post, "/api/v1/policies/test", Plant("""{"message":"card VISA","server":"VISA","tool":"AMEX","caller":{"name":"VISA","roles":["VISA"]}}"""));
        yield return (HttpMethod.Post, "/api/v1/policies/dry-run", Plant("""{"policy":{"kind":"access","name":"VISA","servers":["VISA"],"effect":"deny"},"days":1}"""));
        yield return (HttpMethod.Post, "/api/v1/policies/x/restore", Plant("""{"version":1,"reason":"VISA"}"""));
        yield return (HttpMethod.Post, "/api/v1/card-search", Plant("""{"pan":"VISA"}"""));
        yield return (HttpMethod.Post, "/api/v1/card-search", Plant("""{"pan":"VISA","VISA":1}"""));
        yield return (HttpMethod.Post, $"/api/v1/keys/{Visa}/rotate", null);
        yield return (HttpMethod.Put, "/api/v1/servers/broken", Plant("""{"url":"http://VISA@127.0.0.1/","headers":{"X-VISA":"é"}}"""));
        yield return (HttpMethod.Get, $"/links/approvals/{Guid.Empty}?expires={Visa}&signature={Visa}", null);
        yield return (HttpMethod.Get, $"/hubs/approvals?access_token={Visa}", null);
        yield return (HttpMethod.Get, $"/{Visa}", null);
    }

    private static string Plant(string text, string id = "1") => text
        .Replace("VISA", Visa, StringComparison.Ordinal).Replace("AMEX", Amex, StringComparison.Ordinal).Replace("REQUEST_ID", id, StringComparison.Ordinal);

    private async Task SayAsync(string body, string server = "up", (string Name, string Value)? header = null)
    {
        var reply = await host.SendAsync(body, server: server, change: request =>
        {
            if (header is { } one)
            {
                request.Headers.Remove(one.Name);
                request.Headers.TryAddWithoutValidation(one.Name, one.Value);
            }
        });
        Assert.NotEqual(500, reply.Status);
    }

    private Task<string> RawAsync(string method, string path, string? body) => host.RawAsync(
        $"{method} {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer {PortalHost.Engineer}\r\nContent-Type: application/json\r\n"
        + (body is null ? "\r\n" : $"Content-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}"));

    private async Task AnswerAsync(Func<UpstreamCall, Task> script, string? body = null, bool isAnswerRead = true)
    {
        var reply = await host.SendAsync(body ?? PortalHost.Call("planted"), script: script);
        if (isAnswerRead)
        {
            // Ids pass as they came, because the client finds its request by them.
            AssertFree(IdText().Replace(reply.Text, ""), "the answer");
            AssertFree(string.Join('\n', reply.Headers.Select(header => $"{header.Key}: {string.Join(',', header.Value)}")), "a header");
        }
    }

    private async Task AssertNothingIsLeftAsync()
    {
        host.AssertNothingLeaked(Whole);
        foreach (var list in new[] { "sessions", "records?take=500", "masking-log?take=500", "approvals", "callers", "servers", "policies", "keys", "controls", "self-scans" })
        {
            var reply = await host.ApiAsync($"/api/v1/{list}", list.StartsWith("keys", StringComparison.Ordinal) ? PortalHost.Admin : PortalHost.Auditor);
            Assert.Equal(200, reply.Status);
            AssertFree(reply.Text, list);
        }
    }

    private static void AssertFree(string text, string what) =>
        Assert.All(Whole, number => Assert.False(text.Contains(number, StringComparison.Ordinal), $"A whole number is in {what}."));

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"(?<value>[^\"]+)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex AntiforgeryField();

    [GeneratedRegex("\"?id\"?: ?\"?[0-9]+\"?", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex IdText();
}
