using Portal.Data.Sessions;
using Portal.Tests.Fakes;

namespace Portal.Tests.Host;

/// <summary>What comes back beside the message: headers by allow-list, trailers, errors in the portal's words.</summary>
public sealed class ReplyHeaderTests(PortalHost host) : IClassFixture<PortalHost>
{
    [Theory]
    [InlineData("WWW-Authenticate: Bearer resource_metadata=\"https://evil.example\"")]
    [InlineData("Location: https://evil.example")]
    [InlineData("Content-Location: https://evil.example")]
    [InlineData("Refresh: 0; url=https://evil.example")]
    [InlineData("Link: <https://evil.example>; rel=preload")]
    [InlineData("Content-Security-Policy: default-src *")]
    [InlineData("Access-Control-Allow-Origin: *")]
    [InlineData("Access-Control-Expose-Headers: X")]
    [InlineData("Set-Cookie: portal=1")]
    [InlineData("Strict-Transport-Security: max-age=1")]
    [InlineData("Alt-Svc: h3=\":443\"")]
    [InlineData("Clear-Site-Data: \"*\"")]
    [InlineData("Server: nginx")]
    [InlineData("X-Powered-By: Express")]
    [InlineData("X-Anything: 1")]
    [InlineData("ETag: \"1\"")]
    [InlineData("Proxy-Authenticate: Basic")]
    [InlineData("Upgrade: h2c")]
    [InlineData("Via: 1.1 somebody")]
    public async Task Header_ThatIsNotTheProtocols_StaysBehind(string header)
    {
        foreach (var type in new[] { "application/json", "text/event-stream" })
        {
            var reply = await host.CallAsync(call => call.AnswerAsync(type == "application/json" ? Result : $"data: {Result}\n\n", type, headers: header + "\r\n"));
            Assert.Equal(200, reply.Status);
            var name = header[..header.IndexOf(':', StringComparison.Ordinal)];
            Assert.False(reply.Headers.NonValidated.Contains(name) || reply.ContentHeaders.NonValidated.Contains(name), $"{name} passed.");
        }
    }

    [Theory]
    [InlineData("Mcp-Session-Id", "abc-1")]
    [InlineData("MCP-Protocol-Version", "2025-06-18")]
    [InlineData("Cache-Control", "no-store")]
    [InlineData("Retry-After", "7")]
    public async Task Header_OfTheProtocol_Passes(string name, string value)
    {
        var reply = await host.CallAsync(call => call.AnswerAsync(Result, headers: $"{name}: {value}\r\n"));
        Assert.Equal([value], reply.Headers.GetValues(name));
    }

    [Fact]
    public async Task Header_WithACard_IsMasked()
    {
        var reply = await host.CallAsync(call => call.AnswerAsync(Result, headers: $"Cache-Control: private, for=\"card {PortalHost.Pan}\"\r\n"));
        Assert.Contains(PortalHost.MaskedPan, Assert.Single(reply.Headers.NonValidated["Cache-Control"]), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Cache-Control: caf\u00e9")]
    [InlineData("Retry-After: \u0001")]
    [InlineData("Mcp-Session-Id: s\u00e9")]
    [InlineData("MCP-Protocol-Version: \u007f")]
    public async Task Header_ThatCannotBeSent_IsDroppedAndNotTheReply(string header)
    {
        var reply = await host.CallAsync(async call =>
        {
            await call.WriteAsync(System.Text.Encoding.Latin1.GetBytes($"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {Result.Length}\r\nConnection: close\r\n{header}\r\n\r\n"));
            await call.WriteAsync(Result);
        });
        Assert.Equal((200, Result), (reply.Status, reply.Text));
        Assert.False(reply.Headers.NonValidated.Contains(header[..header.IndexOf(':', StringComparison.Ordinal)]));
    }

    [Theory]
    [InlineData("application/json;charset=utf8")]
    [InlineData("application/json; charset=\"UTF-8\"")]
    [InlineData("application/json; charset=us-ascii")]
    [InlineData("application/json; =broken")]
    [InlineData("application/json;")]
    [InlineData("Application/JSON")]
    [InlineData("text/event-stream;charset=utf8")]
    [InlineData("text/event-stream; charset = utf-8")]
    public async Task Type_HoweverWritten_IsRead(string type)
    {
        var body = type.StartsWith("text", StringComparison.Ordinal) ? $"data: {Result}\n\n" : Result;
        var reply = await host.CallAsync(call => call.AnswerAsync(body, type));
        Assert.Equal((200, body), (reply.Status, reply.Text));
    }

    [Theory]
    [InlineData(401)]
    [InlineData(403)]
    public async Task Server_ThatRefusesThePortalsCredentials_IsSaidSo(int status)
    {
        using var watch = host.Watch();
        Task Answer(UpstreamCall call) => call.AnswerAsync("""{"error":"invalid_token"}""", status: $"{status} No", headers: "WWW-Authenticate: Bearer realm=\"upstream\"\r\n");

        var call = await host.CallAsync(Answer);
        using var get = host.Message(HttpMethod.Get, "/mcp/up", PortalHost.Engineer, Answer);
        var stream = await host.SendAsync(get);
        var notification = await host.SendAsync("""{"jsonrpc":"2.0","method":"notifications/initialized"}""", script: Answer);

        Assert.Equal((200, -32014), (call.Status, call.Code));
        Assert.Contains("the portal's own credentials for this server were refused", call.Error.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal((502, -32014), (stream.Status, stream.Code));
        Assert.Equal((502, -32014), (notification.Status, notification.Code));
        Assert.All(new[] { call, stream, notification }, reply => Assert.False(reply.Headers.Contains("WWW-Authenticate")));
        Assert.Contains(watch.Seen, record => record is { From: RecordOrigin.Portal, Outcome: RecordOutcome.Error });
    }

    [Theory]
    [InlineData("text/plain", "Missing  session\n\tid", "Missing session id")]
    [InlineData("text/plain; charset=utf-8", "card 4111111111111111", "card 411111******1111")]
    [InlineData("application/json", "\"too busy\"", "\"too busy\"")]
    [InlineData("application/problem+json", "{\"title\":\"No\"}", "{\"title\":\"No\"}")]
    [InlineData("text/plain", "ev\u202eil", "evil")]
    public async Task Error_WithAShortText_IsShownMasked(string type, string text, string shown)
    {
        var reply = await host.CallAsync(call => call.AnswerAsync(text, type, "500 Oops"));
        Assert.Equal(500, reply.Status);
        Assert.Equal($"The MCP server answered HTTP 500: {shown}", reply.Error.GetProperty("message").GetString());
        host.AssertNothingLeaked();
    }

    [Theory]
    [InlineData("text/plain", "card 4111\u000E1111\u000E1111\u000E1111")]
    [InlineData("text/plain", "card 4111      1111      1111      1111")]
    [InlineData("text/plain", "card 4111\u200B1111\u200B1111\u200B1111")]
    [InlineData("text/plain", "card 4111\u00011111\u00011111\u00011111")]
    [InlineData("text/plain; charset=utf-16", "4\01\01\01\01\01\01\01\01\01\01\01\01\01\01\01\0")]
    [InlineData("4111111111111111/plain", "x")]
    [InlineData("text/4111111111111111", "x")]
    public async Task Error_HoweverItHidesACard_ShowsNoneOfIt(string type, string text)
    {
        using var watch = host.Watch();
        foreach (var status in new[] { "500 Oops", "200 OK" })
        {
            var reply = await host.CallAsync(call => call.AnswerAsync(text, type, status));
            Assert.DoesNotContain(PortalHost.Pan, Digits(reply.Text), StringComparison.Ordinal);
        }

        Assert.All(watch.Seen, record => Assert.DoesNotContain(PortalHost.Pan, Digits(RecordWatch.PayloadOf(record)), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Error_ThatStopsWithinACard_ShowsNoneOfIt()
    {
        var reply = await host.CallAsync(async call =>
        {
            await call.WriteAsync("HTTP/1.1 500 Oops\r\nContent-Type: text/plain\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n");
            await call.ChunkAsync("card 4111 1111 1111 11");
            await call.GoneAsync();
        });
        Assert.Equal("The MCP server answered HTTP 500: card", reply.Error.GetProperty("message").GetString());
    }

    [Theory]
    [InlineData("application/json, text/html")]
    [InlineData("text/event-stream; charset=utf-8; charset=utf-16")]
    [InlineData("application/json; x=4111111111111111")]
    public async Task Type_OfAReply_IsThePortalsOwn(string type)
    {
        var reply = await host.CallAsync(call => call.AnswerAsync(Result, type));
        Assert.Contains(string.Join("", reply.ContentHeaders.NonValidated["Content-Type"]), new[] { "application/json", "text/event-stream" });
    }

    [Fact]
    public async Task SessionId_ThatLooksLikeACard_PassesAsItIs()
    {
        var reply = await host.SendAsync(PortalHost.Initialize, script: call => call.ResultAsync("{\"protocolVersion\":\"2025-06-18\"}", $"Mcp-Session-Id: {PortalHost.Pan}\r\n"));
        Assert.Equal([PortalHost.Pan], reply.Headers.GetValues("Mcp-Session-Id"));
        host.AssertNothingLeaked();
    }

    private static string Digits(string text) => string.Concat(text.Where(char.IsAsciiDigit));

    [Fact]
    public async Task Error_WithALongText_IsCutAfterMasking()
    {
        var text = $"{new string('a', 292)} {PortalHost.Pan} and more";
        var reply = await host.CallAsync(call => call.AnswerAsync(text, "text/plain", "500 Oops"));
        var shown = reply.Error.GetProperty("message").GetString()!["The MCP server answered HTTP 500: ".Length..];
        Assert.Equal($"{new string('a', 292)} 411111*…", shown);
    }

    [Theory]
    [InlineData("text/html", "<html>secret</html>")]
    [InlineData("image/png", "secret")]
    [InlineData("text/plain", "")]
    public async Task Error_WithoutPlainText_SaysTheStatusOnly(string type, string body)
    {
        var reply = await host.CallAsync(call => call.AnswerAsync(body, type, "500 Oops"));
        Assert.Equal(500, reply.Status);
        Assert.DoesNotContain("secret", reply.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Error_WithRetryAfter_KeepsIt()
    {
        var reply = await host.CallAsync(call => call.AnswerAsync("slow down", "text/plain", "429 Too Many Requests", "Retry-After: 30\r\n"));
        Assert.Equal(429, reply.Status);
        Assert.Equal(["30"], reply.Headers.GetValues("Retry-After"));
    }

    [Fact]
    public async Task Error_WhoseBodyNeverEnds_IsAnsweredSoon()
    {
        var reply = await host.CallAsync(async call =>
        {
            await call.WriteAsync("HTTP/1.1 500 Oops\r\nContent-Type: text/plain\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n");
            await call.ChunkAsync("it broke");
            await call.GoneAsync();
        });
        Assert.Equal("The MCP server answered HTTP 500: it broke", reply.Error.GetProperty("message").GetString());
    }

    private const string Result = """{"jsonrpc":"2.0","id":1,"result":{}}""";
}
