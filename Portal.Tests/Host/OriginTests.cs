using Portal.Data.Sessions;

namespace Portal.Tests.Host;

/// <summary>Which pages may use <c>/mcp</c> (MCP, Streamable HTTP, Security Warning), by which names it may be called, and CORS.</summary>
public sealed class OriginTests(OriginHost host, PortalHost open) : IClassFixture<OriginHost>, IClassFixture<PortalHost>
{
    private const string Allowed = "https://agents.example.com";

    [Theory]
    [InlineData("https://agents.example.com", 200)]
    [InlineData("HTTPS://AGENTS.example.com", 200)]
    [InlineData("http://localhost:3000", 200)]
    [InlineData("https://portal.example.com", 200)]
    [InlineData("https://agents.example.com:8443", 403)]
    [InlineData("http://agents.example.com", 403)]
    [InlineData("https://agents.example.com.evil.example", 403)]
    [InlineData("https://evil.example", 403)]
    [InlineData("http://localhost:6274", 403)]
    [InlineData("http://localhost", 403)]
    [InlineData("null", 403)]
    [InlineData("", 403)]
    [InlineData("file://", 403)]
    public async Task Origin_OfACall_IsChecked(string origin, int status)
    {
        using var watch = host.Watch();
        var before = host.Upstream.Calls.Count;

        var reply = await CallAsync(host, $"127.0.0.1:{host.Port}", origin);

        Assert.StartsWith($"HTTP/1.1 {status} ", reply, StringComparison.Ordinal);
        Assert.Equal(status == 200 ? before + 1 : before, host.Upstream.Calls.Count);
        if (status == 403)
        {
            Assert.Contains("Gateway:AllowedOrigins", reply, StringComparison.Ordinal);
            Assert.DoesNotContain("Access-Control", reply, StringComparison.Ordinal);
            await watch.FirstAsync(record => record is { Method: "portal/refused", Outcome: RecordOutcome.Denied });
        }
    }

    [Fact]
    public async Task Origin_ThePortalsOwnByTheNameItWasCalledBy_IsAllowed()
    {
        Assert.StartsWith("HTTP/1.1 200 ", await CallAsync(host, $"localhost:{host.Port}", $"http://localhost:{host.Port}"), StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 200 ", await CallAsync(open, $"127.0.0.1:{open.Port}", $"http://127.0.0.1:{open.Port}"), StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 403 ", await CallAsync(open, $"evil.example:{open.Port}", $"http://evil.example:{open.Port}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Origin_Twice_IsRefused() =>
        Assert.StartsWith("HTTP/1.1 403 ", await CallAsync(host, "localhost", $"{Allowed}\r\nOrigin: {Allowed}"), StringComparison.Ordinal);

    [Theory]
    [InlineData("portal.example.com", 200)]
    [InlineData("portal.example.com:8443", 200)]
    [InlineData("portal.internal", 200)]
    [InlineData("eu.corp.example.com", 200)]
    [InlineData("localhost", 200)]
    [InlineData("LOCALHOST:1", 200)]
    [InlineData("127.0.0.1", 200)]
    [InlineData("127.9.9.9", 200)]
    [InlineData("[::1]:5080", 200)]
    [InlineData("corp.example.com", 403)]
    [InlineData("localhost.evil.example", 403)]
    [InlineData("evil.example", 403)]
    [InlineData("10.0.0.1", 403)]
    [InlineData("127.0.0.1.nip.example", 403)]
    public async Task Host_OfACall_IsChecked(string name, int status)
    {
        var before = host.Upstream.Calls.Count;
        Assert.StartsWith($"HTTP/1.1 {status} ", await CallAsync(host, name, null), StringComparison.Ordinal);
        Assert.Equal(status == 200 ? before + 1 : before, host.Upstream.Calls.Count);
    }

    [Fact]
    public async Task Host_UnderAllowedHostsOfAny_IsStillChecked()
    {
        Assert.StartsWith("HTTP/1.1 403 ", await CallAsync(open, "evil.example", null), StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 200 ", await open.RawAsync("GET /health/live HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Host_OfAPage_IsCheckedByAllowedHosts()
    {
        Assert.StartsWith("HTTP/1.1 400 ", await host.RawAsync("GET /sign-in HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"), StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 200 ", await host.RawAsync("GET /health/live HTTP/1.1\r\nHost: portal.internal\r\nConnection: close\r\n\r\n"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Host_ThatIsMissing_IsRefused()
    {
        var body = PortalHost.Call("echo");
        var reply = await host.RawAsync($"POST /mcp/up HTTP/1.0\r\nAuthorization: Bearer {PortalHost.Engineer}\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n{body}");
        Assert.StartsWith("HTTP/1.1 403 ", reply, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/mcp/up")]
    [InlineData("/mcp/unknown")]
    [InlineData("/.well-known/oauth-protected-resource/mcp/up")]
    public async Task Preflight_FromAnAllowedOrigin_NeedsNoTokenAndPermitsWhatClientsSend(string path)
    {
        var before = host.Upstream.Calls.Count;
        var reply = await PreflightAsync(path, Allowed);

        Assert.StartsWith("HTTP/1.1 204 ", reply, StringComparison.Ordinal);
        Assert.Contains($"Access-Control-Allow-Origin: {Allowed}\r\n", reply, StringComparison.Ordinal);
        Assert.Contains("Access-Control-Allow-Headers: authorization,content-type,mcp-protocol-version,mcp-session-id,last-event-id\r\n", reply, StringComparison.Ordinal);
        Assert.Contains("DELETE", reply[reply.IndexOf("Access-Control-Allow-Methods", StringComparison.Ordinal)..], StringComparison.Ordinal);
        Assert.DoesNotContain("Access-Control-Allow-Credentials", reply, StringComparison.Ordinal);
        Assert.Equal(before, host.Upstream.Calls.Count);
    }

    [Fact]
    public async Task Preflight_FromAForeignOriginOrByAForeignHost_IsRefused()
    {
        Assert.StartsWith("HTTP/1.1 403 ", await PreflightAsync("/mcp/up", "https://evil.example"), StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 403 ", await PreflightAsync("/mcp/up", Allowed, "evil.example"), StringComparison.Ordinal);
        Assert.DoesNotContain("Access-Control-Allow-Origin", await PreflightAsync("/api/v1/servers", Allowed), StringComparison.Ordinal);
        Assert.DoesNotContain("Access-Control-Allow-Origin", await PreflightAsync("/sign-in", Allowed), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answer_ToAnAllowedOrigin_ExposesWhatClientsRead()
    {
        var reply = await CallAsync(host, "localhost", Allowed);
        Assert.Contains($"Access-Control-Allow-Origin: {Allowed}\r\n", reply, StringComparison.Ordinal);
        Assert.Contains("Access-Control-Expose-Headers: Mcp-Session-Id,MCP-Protocol-Version,WWW-Authenticate,Retry-After\r\n", reply, StringComparison.Ordinal);
        Assert.Contains("Vary: Origin", reply, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Challenge_ToAnAllowedOrigin_CanBeRead()
    {
        var reply = await host.RawAsync($"POST /mcp/up HTTP/1.1\r\nHost: localhost\r\nOrigin: {Allowed}\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{{}}");
        Assert.StartsWith("HTTP/1.1 401 ", reply, StringComparison.Ordinal);
        Assert.Contains("WWW-Authenticate: Bearer ", reply, StringComparison.Ordinal);
        Assert.Contains($"Access-Control-Allow-Origin: {Allowed}\r\n", reply, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Call_FromAPage_ReachesTheServerWithItsOwnHostAndNothingOfThePage()
    {
        await CallAsync(host, "portal.example.com", $"{Allowed}\r\nReferer: {Allowed}/page\r\nSec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: cors");

        var call = host.Upstream.Calls.Last();
        Assert.Equal([$"127.0.0.1:{host.Upstream.Port}"], call.Values("Host"));
        Assert.Empty(call.Values("Origin"));
        Assert.Empty(call.Values("Referer"));
        Assert.DoesNotContain("Sec-Fetch", call.Head, StringComparison.OrdinalIgnoreCase);
    }

    private static Task<string> CallAsync(PortalHost host, string name, string? origin)
    {
        var body = PortalHost.Call("echo");
        return host.RawAsync($"POST /mcp/up HTTP/1.1\r\nHost: {name}\r\n{(origin is null ? "" : $"Origin: {origin}\r\n")}Connection: close\r\nContent-Type: application/json\r\nAuthorization: Bearer {PortalHost.Engineer}\r\nContent-Length: {body.Length}\r\n\r\n{body}");
    }

    private Task<string> PreflightAsync(string path, string origin, string name = "localhost") => host.RawAsync(
        $"OPTIONS {path} HTTP/1.1\r\nHost: {name}\r\nOrigin: {origin}\r\nAccess-Control-Request-Method: POST\r\nAccess-Control-Request-Headers: authorization,content-type,mcp-protocol-version,mcp-session-id,last-event-id\r\nConnection: close\r\n\r\n");
}
