using System.Net;
using System.Security.Claims;
using System.Text.Json;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Portal.Data.People;
using Portal.Gateway.Callers;
using Portal.SignIn;

namespace Portal.Tests.Host;

/// <summary>The hub through Kestrel, with the public client.</summary>
public sealed class ApprovalHubTests(ApprovalHost host) : IClassFixture<ApprovalHost>
{
    private static readonly TimeSpan FewSeconds = TimeSpan.FromSeconds(5);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Ticket_HeldAndDecided_IsAnnouncedWithoutItsArguments()
    {
        await using var ann = await HubClient.ConnectAsync(host, host.Tokens["ann"]);
        var (reply, held) = await host.HoldAsync("export_hub", $$"""{"limit":9000,"note":"quarter","card":"{{PortalHost.Pan}}"}""", meta: """{"portal/justification":"month end"}""");

        var pending = await ann.NextAsync();
        await host.DecideAsync(held.TicketId, "approve", "bob");
        var approved = await ann.NextAsync();

        Assert.Equal((held.TicketId, "pending", "export_hub", "bulk export", "$.limit gt 100 (9000)", "month end"),
            (pending.GetProperty("id").GetGuid(), Text(pending, "state"), Text(pending, "tool"), Text(pending, "rule"), Text(pending, "condition"), Text(pending, "justification")));
        Assert.Equal(("engineer", "up"), (Text(pending.GetProperty("caller"), "name"), Text(pending, "server")));
        Assert.EndsWith("Z", Text(pending, "expires"), StringComparison.Ordinal);
        Assert.Equal((held.TicketId, "approved", 1), (approved.GetProperty("id").GetGuid(), Text(approved, "state"), approved.GetProperty("approvals").GetInt32()));
        Assert.All([pending, approved], message =>
        {
            Assert.False(message.TryGetProperty("arguments", out _));
            Assert.DoesNotContain("quarter", message.GetRawText(), StringComparison.Ordinal);
            Assert.DoesNotContain(PortalHost.Pan[..12], message.GetRawText(), StringComparison.Ordinal);
        });
        Assert.Equal("fine", (await reply).ToolText);
        host.AssertNothingLeaked(host.Tokens["ann"]);
    }

    [Fact]
    public async Task Ticket_OfSomebodyElse_IsAnnouncedToThoseWhoSeeAllOnly()
    {
        await using var auditor = await HubClient.ConnectAsync(host, PortalHost.Auditor);
        await using var engineer = await HubClient.ConnectAsync(host, PortalHost.Engineer);
        await using var mallory = await HubClient.ConnectAsync(host, PortalHost.Mallory);
        var (first, others) = await host.HoldAsync("send_theirs");
        await host.DecideAsync(others.TicketId, "deny");
        await first;

        var (second, own) = await host.HoldAsync("send_own", token: PortalHost.Mallory);

        // What comes first to her is her own: the changes before it were not for her.
        Assert.Equal(own.TicketId, (await mallory.NextAsync()).GetProperty("id").GetGuid());
        Assert.Equal(others.TicketId, (await engineer.NextAsync()).GetProperty("id").GetGuid());
        Assert.Equal([others.TicketId, others.TicketId, own.TicketId], await IdsAsync(auditor, 3));
        await host.DecideAsync(own.TicketId, "deny");
        await second;
    }

    [Fact]
    public async Task SignIn_OnThePortalsOwnPage_IsConnected()
    {
        var cookie = await CookieAsync("bob");
        await using var bob = await HubClient.ConnectAsync(host, headers => (headers["Cookie"], headers["Origin"]) = (cookie, $"http://127.0.0.1:{host.Port}"));

        var (reply, held) = await host.HoldAsync("send_cookie");

        Assert.Equal(held.TicketId, (await bob.NextAsync()).GetProperty("id").GetGuid());
        await host.DecideAsync(held.TicketId, "deny");
        await reply;
    }

    [Theory]
    [InlineData(null)]
    [InlineData("https://evil.example")]
    [InlineData("null")]
    [InlineData("http://127.0.0.1")]
    public async Task SignIn_WithoutOrWithAnotherOrigin_IsRefused(string? origin)
    {
        var cookie = await CookieAsync("bob");

        var refused = await Assert.ThrowsAsync<HttpRequestException>(() => HubClient.ConnectAsync(host, headers =>
        {
            headers["Cookie"] = cookie;
            if (origin is not null)
            {
                headers["Origin"] = origin;
            }
        }));

        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.Equal(403, await UpgradeAsync(request =>
        {
            request.Headers.Add("Cookie", cookie);
            if (origin is not null)
            {
                request.Headers.Add("Origin", origin);
            }
        }));
    }

    [Fact]
    public async Task Token_OnAForeignPageOrInTheAddress_IsRefused()
    {
        Assert.Equal(403, await UpgradeAsync(request => (request.Headers.Authorization, _) = (new("Bearer", host.Tokens["ann"]), request.Headers.TryAddWithoutValidation("Origin", "https://evil.example"))));
        Assert.Equal(401, await UpgradeAsync(_ => { }, $"?access_token={host.Tokens["ann"]}"));
        Assert.Equal(403, await UpgradeAsync(request => request.Headers.Authorization = new("Bearer", host.Tokens["ann"]), "?access_token=x"));
        Assert.Equal(401, await UpgradeAsync(_ => { }));
        Assert.Equal(401, await UpgradeAsync(request => request.Headers.Authorization = new("Bearer", PortalHost.Expired)));
    }

    [Fact]
    public async Task Token_BadWithAGoodCookie_IsRefused()
    {
        var cookie = await CookieAsync("bob");

        Assert.Equal(401, await UpgradeAsync(request =>
        {
            request.Headers.Authorization = new("Bearer", PortalHost.Expired);
            request.Headers.Add("Cookie", cookie);
            request.Headers.Add("Origin", $"http://127.0.0.1:{host.Port}");
        }));
    }

    [Fact]
    public async Task Token_Revoked_EndsTheConnection()
    {
        var tokens = host.Services.GetRequiredService<TokenIssuer>();
        var issued = await tokens.IssueAsync(CallerKind.Person, await host.PersonIdAsync("ann"), "hub", TimeSpan.FromDays(1), issuer: null, Cancel);
        await using var client = await HubClient.ConnectAsync(host, issued.Text);
        await using var other = await HubClient.ConnectAsync(host, host.Tokens["ann"]);

        await tokens.RevokeAsync(issued.Token.Id, Cancel);
        await host.AdvanceUntilAsync(client.Closed, FewSeconds);

        Assert.False(other.Closed.IsCompleted);
    }

    [Fact]
    public async Task Role_Lost_EndsTheConnectionAndTheNextOneSeesOnesOwnOnly()
    {
        await host.SetRolesAsync("una", "approver", "engineer");
        await using var una = await HubClient.ConnectAsync(host, host.Tokens["una"]);

        await host.SetRolesAsync("una", "engineer");
        await host.AdvanceUntilAsync(una.Closed, FewSeconds);

        await using var again = await HubClient.ConnectAsync(host, host.Tokens["una"]);
        var (first, others) = await host.HoldAsync("send_theirs", """{"n":1}""");
        var (second, own) = await host.HoldAsync("send_own", """{"n":1}""", host.Tokens["una"]);
        Assert.Equal(own.TicketId, (await again.NextAsync()).GetProperty("id").GetGuid());
        await host.DecideAsync(others.TicketId, "deny");
        await host.DecideAsync(own.TicketId, "deny");
        await Task.WhenAll(first, second);
        await host.SetRolesAsync("una", "approver", "engineer");
    }

    [Fact]
    public async Task SignIn_Over_EndsTheConnection()
    {
        var (cookie, id) = await SignInAsync("bob");
        await using var bob = await HubClient.ConnectAsync(host, headers => (headers["Cookie"], headers["Origin"]) = (cookie, $"http://127.0.0.1:{host.Port}"));

        host.Services.GetRequiredService<SignInActivity>().End(id);

        await host.AdvanceUntilAsync(bob.Closed, FewSeconds);
    }

    [Fact]
    public async Task Connections_MoreThanTheLimitOfACaller_AreCut()
    {
        var clients = new List<HubClient>();
        try
        {
            for (var count = 0; count < Portal.Hubs.TicketSubscribers.MaxPerCaller; count++)
            {
                clients.Add(await HubClient.ConnectAsync(host, PortalHost.Reader));
            }

            clients.Add(await HubClient.ConnectAsync(host, PortalHost.Reader));

            await clients[^1].Closed.WaitAsync(Outer.Limit, Cancel);
            Assert.All(clients.SkipLast(1), client => Assert.False(client.Closed.IsCompleted));
        }
        finally
        {
            foreach (var client in clients)
            {
                await client.DisposeAsync();
            }
        }
    }

    private static async Task<List<Guid>> IdsAsync(HubClient client, int count)
    {
        var ids = new List<Guid>();
        while (ids.Count < count)
        {
            ids.Add((await client.NextAsync()).GetProperty("id").GetGuid());
        }

        return ids;
    }

    private static string? Text(JsonElement json, string name) => json.GetProperty(name).GetString();

    // The status of a WebSocket's opening request, as a browser sends it: without negotiating first.
    private async Task<int> UpgradeAsync(Action<HttpRequestMessage> change, string query = "")
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/hubs/approvals" + query);
        request.Headers.Add("Connection", "Upgrade");
        request.Headers.Add("Upgrade", "websocket");
        request.Headers.Add("Sec-WebSocket-Version", "13");
        request.Headers.Add("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==");
        change(request);
        using var response = await host.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancel);
        return (int)response.StatusCode;
    }

    // What signing in leaves in the browser.
    private async Task<string> CookieAsync(string name) => (await SignInAsync(name)).Cookie;

    private async Task<(string Cookie, string Id)> SignInAsync(string name)
    {
        await using var scope = host.Services.CreateAsyncScope();
        var people = scope.ServiceProvider.GetRequiredService<UserManager<Person>>();
        var row = (await people.FindByEmailAsync($"{name}@example.com"))!;
        var person = await scope.ServiceProvider.GetRequiredService<IUserClaimsPrincipalFactory<Person>>().CreateAsync(row);
        ((ClaimsIdentity)person.Identity!).AddClaims(await host.Services.GetRequiredService<SignInStore>().BeginAsync(row.Id, null, "password", Cancel));
        var options = host.Services.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>().Get(IdentityConstants.ApplicationScheme);
        var ticket = new AuthenticationTicket(person, new AuthenticationProperties { IssuedUtc = host.Clock.GetUtcNow(), ExpiresUtc = host.Clock.GetUtcNow().AddYears(1) }, IdentityConstants.ApplicationScheme);
        return ($"{options.Cookie.Name}={options.TicketDataFormat.Protect(ticket)}", person.SignIn()!);
    }
}
