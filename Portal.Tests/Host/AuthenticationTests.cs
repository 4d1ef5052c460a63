using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Data;
using Portal.Data.Sessions;
using Portal.Gateway.Callers;

namespace Portal.Tests.Host;

public sealed class AuthenticationTests(PortalHost host) : IClassFixture<PortalHost>
{
    private const string Secret = "pt_wrong-0123456789abcdefghijklmnopqrstuvwxyz";

    [Theory]
    [InlineData(null, "no token")]
    [InlineData(Secret, "unknown token")]
    [InlineData(PortalHost.Expired, "expired token")]
    public async Task Call_WithoutAGoodToken_IsChallengedAndRecorded(string? token, string reason)
    {
        using var watch = host.Watch();
        var before = host.Upstream.Calls.Count;

        var reply = await host.SendAsync(PortalHost.Call("echo"), token);

        Assert.Equal(401, reply.Status);
        Assert.Contains($"resource_metadata=\"http://127.0.0.1:{host.Port}/.well-known/oauth-protected-resource/mcp/up\"", reply.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
        Assert.Equal(before, host.Upstream.Calls.Count);
        var record = Assert.Single(watch.Seen);
        Assert.Equal((RecordDirection.Control, RecordOutcome.Denied, "portal/refused"), (record.Direction, record.Outcome, record.Method));
        Assert.Contains(reason, RecordWatch.PayloadOf(record), StringComparison.Ordinal);
        await host.AssertServesAsync();
        host.AssertNothingLeaked(Secret);
    }

    [Fact]
    public async Task Call_WithAnExpiredToken_NamesItsCallerInTheRecord()
    {
        using var watch = host.Watch();

        await host.SendAsync(PortalHost.Call("echo"), PortalHost.Expired);

        Assert.Contains("\"claimedBy\":\"old\"", RecordWatch.PayloadOf(Assert.Single(watch.Seen)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Basic dXNlcjpwYXNz")]
    [InlineData("Bearer")]
    [InlineData("Bearer ")]
    [InlineData(PortalHost.Engineer)]
    [InlineData("Bearer " + PortalHost.Engineer + " x")]
    [InlineData("Bearer " + PortalHost.Engineer + ", Bearer " + PortalHost.Engineer)]
    public async Task Call_WithAStrangeAuthorization_IsChallenged(string header)
    {
        var reply = await host.SendAsync(PortalHost.Call("echo"), token: null, change: request => request.Headers.TryAddWithoutValidation("Authorization", header));

        Assert.Equal(401, reply.Status);
        await host.AssertServesAsync();
    }

    [Fact]
    public async Task Call_WithTwoAuthorizationHeaders_IsChallenged()
    {
        var body = PortalHost.Call("echo");
        var reply = await host.RawAsync(
            $"POST /mcp/up HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/json\r\nAuthorization: Bearer {PortalHost.Engineer}\r\nAuthorization: Bearer {PortalHost.Mallory}\r\nContent-Length: {body.Length}\r\n\r\n{body}");

        Assert.StartsWith("HTTP/1.1 401", reply, StringComparison.Ordinal);
        await host.AssertServesAsync();
    }

    [Theory]
    [InlineData("access_token", false)]
    [InlineData("access_token", true)]
    [InlineData("Token", true)]
    [InlineData("ACCESS%5FTOKEN", true)]
    [InlineData("key", true)]
    public async Task Call_WithATokenInTheQueryString_IsRefusedAndNotForwarded(string name, bool goodHeader)
    {
        using var watch = host.Watch();
        var before = host.Upstream.Calls.Count;

        var reply = await host.SendAsync(PortalHost.Call("echo"), goodHeader ? PortalHost.Engineer : null,
            change: request => request.RequestUri = new Uri($"/mcp/up?{name}={PortalHost.Engineer}", UriKind.Relative));

        Assert.Equal(401, reply.Status);
        Assert.Equal(before, host.Upstream.Calls.Count);
        Assert.Equal(RecordOutcome.Denied, Assert.Single(watch.Seen).Outcome);
        host.AssertNothingLeaked();
        await host.AssertServesAsync();
    }

    [Fact]
    public async Task Call_AfterItsTokenIsRevoked_IsChallenged()
    {
        await host.OwnAsync("engineer", "engineer");
        var issued = await host.ApiAsync(HttpMethod.Post, "/api/v1/tokens", PortalHost.Engineer, """{"name":"short lived","days":1}""");
        Assert.Equal(201, issued.Status);
        var token = issued.Json.GetProperty("token").GetString()!;
        Assert.Equal(200, (await host.SendAsync(PortalHost.Call("echo"), token)).Status);

        var revoked = await host.ApiAsync(HttpMethod.Delete, $"/api/v1/tokens/{issued.Json.GetProperty("id").GetString()}", PortalHost.Engineer);
        var reply = await host.SendAsync(PortalHost.Call("echo"), token);

        Assert.Equal(204, revoked.Status);
        Assert.Equal(401, reply.Status);
        Assert.Equal(401, (await host.ApiAsync("/api/v1/sessions", token)).Status);
        await host.AssertServesAsync();
        host.AssertNothingLeaked(token);
    }

    [Fact]
    public async Task Call_OfADisabledCaller_IsChallenged()
    {
        Assert.Equal(200, (await host.SendAsync(PortalHost.Call("echo"), PortalHost.Left)).Status);
        var contexts = host.Services.GetRequiredService<IDbContextFactory<PortalDbContext>>();
        await using (var context = await contexts.CreateDbContextAsync(TestContext.Current.CancellationToken))
        {
            await context.ServiceAccounts.Where(account => account.Name == "left").ExecuteUpdateAsync(set => set.SetProperty(account => account.Disabled, true), TestContext.Current.CancellationToken);
        }

        await host.Services.GetRequiredService<TokenDirectory>().RefreshAsync(TestContext.Current.CancellationToken);
        using var watch = host.Watch();

        Assert.Equal(401, (await host.SendAsync(PortalHost.Call("echo"), PortalHost.Left)).Status);
        Assert.Contains("disabled caller", RecordWatch.PayloadOf(Assert.Single(watch.Seen)), StringComparison.Ordinal);
        Assert.Equal(401, (await host.ApiAsync("/api/v1/sessions", PortalHost.Left)).Status);
    }

    [Fact]
    public async Task Call_OfARevokedCaller_IsChallengedWithEveryToken()
    {
        await host.OwnAsync("mallory", "engineer");
        var issued = await host.ApiAsync(HttpMethod.Post, "/api/v1/tokens", PortalHost.Admin, """{"name":"batch run","days":1,"serviceAccount":"mallory"}""");
        var token = issued.Json.GetProperty("token").GetString()!;
        var callers = await host.ApiAsync("/api/v1/callers");
        var mallory = callers.Items.Single(caller => caller.GetProperty("name").GetString() == "mallory").GetProperty("id").GetString();

        var revoked = await host.ApiAsync(HttpMethod.Post, $"/api/v1/callers/{mallory}/revoke", PortalHost.Admin);

        Assert.Equal(200, revoked.Status);
        Assert.Equal(401, (await host.SendAsync(PortalHost.Call("echo"), token)).Status);
        Assert.Equal(401, (await host.SendAsync(PortalHost.Call("echo"), PortalHost.Mallory)).Status);
        await host.AssertServesAsync();
    }

    [Fact]
    public async Task Metadata_OfAServer_NamesTheResourceAndNoAuthorizationServer()
    {
        var reply = await host.ApiAsync("/.well-known/oauth-protected-resource/mcp/up", token: null);

        Assert.Equal(200, reply.Status);
        Assert.Equal($"http://127.0.0.1:{host.Port}/mcp/up", reply.Json.GetProperty("resource").GetString());

        // RFC 9728, 2: left out where there is none.
        Assert.False(reply.Json.TryGetProperty("authorization_servers", out _));
        Assert.Equal(404, (await host.ApiAsync("/.well-known/oauth-protected-resource/mcp/none", token: null)).Status);
    }

    [Fact]
    public async Task Call_ToAnUnknownServer_IsNotFoundForCallersOnly()
    {
        using var watch = host.Watch();
        var before = host.Upstream.Calls.Count;

        var stranger = await host.SendAsync(PortalHost.Call("echo"), Secret, "none");
        var caller = await host.SendAsync(PortalHost.Call("echo"), server: "none");

        Assert.Equal(401, stranger.Status);
        Assert.Equal(404, caller.Status);
        Assert.Equal(JsonValueKind.Null, caller.Id.ValueKind);
        Assert.Equal(before, host.Upstream.Calls.Count);
        Assert.Equal(2, watch.Seen.Count(record => record.Outcome == RecordOutcome.Denied));
        await host.AssertServesAsync();
    }

    [Fact]
    public async Task Call_ToAServerNamedLikeACard_LeavesNoCardBehind()
    {
        Assert.Equal(404, (await host.SendAsync(PortalHost.Call("echo"), server: PortalHost.Pan)).Status);
        Assert.Equal(401, (await host.SendAsync(PortalHost.Call("echo"), token: null, server: PortalHost.Pan)).Status);
        host.AssertNothingLeaked();
    }

    [Theory]
    [InlineData("PUT")]
    [InlineData("PATCH")]
    [InlineData("HEAD")]
    [InlineData("OPTIONS")]
    [InlineData("TRACE")]
    [InlineData("PROPFIND")]
    public async Task Request_WithAnotherMethod_IsNotAllowed(string method)
    {
        using var watch = host.Watch();
        var before = host.Upstream.Calls.Count;

        var reply = await host.ApiAsync(new HttpMethod(method), "/mcp/up", PortalHost.Engineer);

        Assert.Equal(405, reply.Status);
        Assert.Contains("POST", reply.ContentHeaders.Allow);
        Assert.Equal(before, host.Upstream.Calls.Count);
        Assert.Equal(RecordOutcome.Denied, Assert.Single(watch.Seen).Outcome);
        Assert.Equal(401, (await host.ApiAsync(new HttpMethod(method), "/mcp/up", null)).Status);
        await host.AssertServesAsync();
    }
}
