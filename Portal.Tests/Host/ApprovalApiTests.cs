using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Portal.Tests.Host;

public sealed class ApprovalApiTests(ApprovalHost host) : IClassFixture<ApprovalHost>
{
    [Fact]
    public async Task Ticket_Pending_IsShownAsTheContractSays()
    {
        var (reply, held) = await host.HoldAsync("export_all", $$"""{"limit":7000,"card":"{{PortalHost.Pan}}"}""", meta: """{"portal/justification":"month end"}""");

        var ticket = (await host.ApiAsync($"/api/v1/approvals/{held.TicketId}", host.Tokens["ann"])).Json;

        Assert.Equal("pending", ticket.GetProperty("state").GetString());
        Assert.Equal(("engineer", "service"), (ticket.GetProperty("caller").GetProperty("name").GetString(), ticket.GetProperty("caller").GetProperty("kind").GetString()));
        Assert.Equal(PortalHost.MaskedPan, ticket.GetProperty("arguments").GetProperty("card").GetString());
        Assert.Equal(("bulk export", 1, "$.limit gt 100 (7000)", "month end"), (ticket.GetProperty("rule").GetString(), ticket.GetProperty("ruleVersion").GetInt32(), ticket.GetProperty("condition").GetString(), ticket.GetProperty("justification").GetString()));
        Assert.Equal(64, ticket.GetProperty("callHash").GetString()!.Length);
        Assert.Equal("HMAC-SHA-256", ticket.GetProperty("callHashAlgorithm").GetString());
        Assert.Empty(ticket.GetProperty("decisions").EnumerateArray());
        Assert.Equal(404, (await host.ApiAsync($"/api/v1/approvals/{held.TicketId}/record", host.Tokens["ann"])).Status);
        await host.DecideAsync(held.TicketId, "deny");
        await reply;
    }

    [Fact]
    public async Task Record_EndedTicket_IsAJwsThatThePublishedKeysVerify()
    {
        var (reply, held) = await host.HoldAsync("wire_money", """{"amount":1}""");
        Assert.Equal("pending", (await host.DecideAsync(held.TicketId, "approve", "ann")).Json.GetProperty("state").GetString());
        Assert.Equal("approved", (await host.DecideAsync(held.TicketId, "approve", "bob")).Json.GetProperty("state").GetString());
        Assert.Equal("fine", (await reply).ToolText);

        var record = await host.ApiAsync($"/api/v1/approvals/{held.TicketId}/record", PortalHost.Engineer);
        var keys = new JsonWebKeySet((await host.ApiAsync("/.well-known/portal-keys.json", null)).Text);
        var result = await new JsonWebTokenHandler().ValidateTokenAsync(record.Text, new TokenValidationParameters { IssuerSigningKeys = keys.GetSigningKeys(), ValidateAudience = false, ValidateIssuer = false, ValidateLifetime = false });

        Assert.Equal("application/jose", record.ContentHeaders.ContentType?.MediaType);
        Assert.True(result.IsValid, result.Exception?.Message);
        var decisions = JsonSerializer.Deserialize<JsonElement>(Base64UrlEncoder.Decode(record.Text.Split('.')[1])).GetProperty("decisions");
        Assert.Equal(["ann@example.com", "bob@example.com"], decisions.EnumerateArray().Select(decision => decision.GetProperty("approver").GetString()));
    }

    [Fact]
    public async Task Decide_Refusals_HaveTheirStatus()
    {
        var (reply, held) = await host.HoldAsync("send_mail", """{"api":1}""", host.Tokens["una"]);
        var path = $"/api/v1/approvals/{held.TicketId}";

        Assert.Equal((403, "ownRequest"), await TryAsync("una", "approve", """{"justification":"it is mine, so"}"""));
        Assert.Equal((403, "notAllowed"), await TryAsync("erik", "approve", """{"justification":"I would like to"}"""));
        Assert.Equal((403, "notAllowed"), await TryAsync("ann", "approve", """{"justification":"an emergency!","breakGlass":true}"""));
        Assert.Equal((400, "reasonMissing"), await TryAsync("ann", "approve", "{}"));
        Assert.Equal((400, "windowNotAllowed"), await TryAsync("ann", "approve", """{"justification":"for the week","until":"2026-11-30T00:00:00Z"}"""));
        Assert.Equal(400, (await host.ApiAsync(HttpMethod.Post, path + "/approve", host.Tokens["ann"], """{"reason":"x"}""")).Status);
        Assert.Equal(401, (await host.ApiAsync(HttpMethod.Post, path + "/approve", null, """{"justification":"agreed with the team"}""")).Status);
        Assert.Equal((403, "notAllowed"), await TryAsync("ann", "withdraw", null));
        Assert.Equal(404, (await host.ApiAsync(HttpMethod.Post, $"/api/v1/approvals/{Guid.NewGuid()}/deny", host.Tokens["ann"], """{"justification":"agreed with the team"}""")).Status);

        Assert.Equal(200, (await host.DecideAsync(held.TicketId, "approve", "eve", """{"justification":"production is down","breakGlass":true}""")).Status);
        Assert.Equal((409, "decided"), await TryAsync("ann", "deny", """{"justification":"agreed with the team"}"""));
        Assert.Equal("fine", (await reply).ToolText);
        Assert.True((await host.ApiAsync(path, PortalHost.Auditor)).Json.GetProperty("breakGlass").GetBoolean());

        async Task<(int, string?)> TryAsync(string by, string decision, string? body)
        {
            var answer = await host.ApiAsync(HttpMethod.Post, $"{path}/{decision}", host.Tokens[by], body);
            return (answer.Status, answer.Json.GetProperty("outcome").GetString());
        }
    }

    [Fact]
    public async Task List_ByRole_AllOrOnlyOnesOwn()
    {
        var (reply, held) = await host.HoldAsync("send_mail", """{"list":1}""", host.Tokens["erik"]);

        Assert.Contains(await IdsAsync(host.Tokens["ann"]), id => id == held.TicketId);
        Assert.Contains(await IdsAsync(PortalHost.Auditor), id => id == held.TicketId);
        Assert.Equal([held.TicketId], await IdsAsync(host.Tokens["erik"]));
        Assert.DoesNotContain(await IdsAsync(PortalHost.Mallory), id => id == held.TicketId);
        Assert.Equal(404, (await host.ApiAsync($"/api/v1/approvals/{held.TicketId}", PortalHost.Mallory)).Status);
        Assert.Equal(404, (await host.ApiAsync($"/api/v1/approvals/{held.TicketId}/record", PortalHost.Mallory)).Status);
        Assert.Equal(200, (await host.ApiAsync(HttpMethod.Post, $"/api/v1/approvals/{held.TicketId}/withdraw", host.Tokens["erik"])).Status);
        ApprovalTests.AssertOutcome(await reply, -32012, held.TicketId, "mail");

        async Task<List<Guid>> IdsAsync(string token) => [.. (await host.ApiAsync("/api/v1/approvals?state=pending", token)).Items.Select(item => item.GetProperty("id").GetGuid())];
    }

    [Theory]
    [InlineData("state=open")]
    [InlineData("state=0")]
    [InlineData("take=0")]
    [InlineData("take=501")]
    [InlineData("after=x")]
    public async Task List_BadParameter_Is400(string query) => Assert.Equal(400, (await host.ApiAsync("/api/v1/approvals?" + query)).Status);

    [Fact]
    public async Task List_Pages_GiveEachTicketOnce()
    {
        for (var index = 0; index < 5; index++)
        {
            var (reply, held) = await host.HoldAsync("send_page", $$"""{"n":{{index}}}""");
            await host.DecideAsync(held.TicketId, "deny");
            await reply;
        }

        var ids = new List<Guid>();
        string? next = "";
        while (next is not null)
        {
            var page = await host.ApiAsync($"/api/v1/approvals?tool=send_page&take=2{(next.Length == 0 ? "" : "&after=" + next)}");
            ids.AddRange(page.Items.Select(item => item.GetProperty("id").GetGuid()));
            next = page.Next;
        }

        Assert.Equal(5, ids.Count);
        Assert.Equal(5, ids.Distinct().Count());
    }

    [Fact]
    public async Task Arguments_AsDeepAsACallMayBe_AreShown()
    {
        var deep = string.Concat(Enumerable.Repeat("[", 60)) + string.Concat(Enumerable.Repeat("]", 60));
        var (reply, held) = await host.HoldAsync("send_deep", $$"""{"deep":{{deep}}}""");

        Assert.Contains(deep, (await host.ApiAsync("/api/v1/approvals?tool=send_deep")).Text, StringComparison.Ordinal);
        await host.DecideAsync(held.TicketId, "deny");
        await reply;
    }

    [Fact]
    public async Task OpenApi_DescribesEveryPath()
    {
        var paths = (await host.ApiAsync("/openapi/v1.json", null)).Json.GetProperty("paths").EnumerateObject().Select(path => path.Name).ToList();

        Assert.Superset(
            new HashSet<string>(["/api/v1/approvals", "/api/v1/approvals/{id}", "/api/v1/approvals/{id}/approve", "/api/v1/approvals/{id}/deny", "/api/v1/approvals/{id}/withdraw", "/api/v1/approvals/{id}/record", "/api/v1/approval-windows", "/api/v1/approval-windows/{id}"]),
            paths.ToHashSet(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("approve")]
    [InlineData("deny")]
    public async Task Decision_WithACardNumberInItsReason_IsRefusedWithASentence(string decision)
    {
        var (reply, held) = await host.HoldAsync("send_card", $$"""{"by":"{{decision}}"}""");

        var refused = await host.DecideAsync(held.TicketId, decision, body: $$"""{"justification":"agreed for card 4111 1111 1111 1111"}""");

        Assert.Equal(400, refused.Status);
        Assert.Contains("card number", refused.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("1111 1111", refused.Text, StringComparison.Ordinal);
        Assert.Equal(200, (await host.DecideAsync(held.TicketId, "deny")).Status);
        await reply;
        host.AssertNothingLeaked("4111 1111 1111 1111");
    }
}
