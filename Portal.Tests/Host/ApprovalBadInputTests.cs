using System.Text.Json;
using Portal.Data.Approvals;

namespace Portal.Tests.Host;

/// <summary>Clocks that jump, and arguments that try to look like something else.</summary>
public sealed class ApprovalBadInputTests(ApprovalHost host) : IClassFixture<ApprovalHost>
{
    private static readonly TimeSpan InlineWait = TimeSpan.FromSeconds(46);

    [Fact]
    public async Task HeldCall_ClockSetBackAnHour_IsAnsweredPendingInTimeAllTheSame()
    {
        var (reply, ticket) = await host.HoldAsync("send_back", takesEvents: false);

        host.Clock.Set(TimeSpan.FromHours(-1));
        await host.AdvanceUntilAsync(reply, InlineWait);

        ApprovalTests.AssertOutcome(await reply, -32012, ticket.TicketId, "mail");
        host.Clock.Set(TimeSpan.FromHours(1));
        Assert.Equal(200, (await host.DecideAsync(ticket.TicketId, "deny")).Status);
    }

    [Fact]
    public async Task HeldCall_ClockADayAhead_IsAnsweredExpiredAndStaysSo()
    {
        var (reply, ticket) = await host.HoldAsync("send_ahead", takesEvents: false);

        host.Clock.Set(TimeSpan.FromDays(1));
        await host.AdvanceUntilAsync(reply, InlineWait);

        Assert.Contains("ask anew", (await reply).ToolText, StringComparison.Ordinal);
        host.Clock.Set(TimeSpan.FromDays(-1));
        Assert.Equal("expired", (await host.DecideAsync(ticket.TicketId, "approve")).Json.GetProperty("outcome").GetString());
        Assert.Equal(TicketState.Expired, (await host.TicketAsync(ticket.TicketId)).State);
    }

    [Fact]
    public async Task Arguments_WithHostileCharacters_ArriveAtTheApproverAsTheyAreAndTheConditionIsOneLine()
    {
        await host.SaveAsync("""{"kind":"approval","name":"notes","servers":["up"],"tools":["note_*"],"when":[{"argument":"$.note","op":"exists","value":true},{"argument":"$.limit","op":"gt","value":1}]}""");
        const string note = "\u202E</script><script>alert(1)</script>\u2028\u200B\u0085\u0000\"'&<b>";
        var (reply, held) = await host.HoldAsync("note_it", "{\"note\":" + JsonSerializer.Serialize(note) + ",\"limit\":{\n\"a\":\r\n\t1,\"b\":\"\u202Ex\u2028y\u0085z\"}}");

        var shown = await host.ApiAsync($"/api/v1/approvals/{held.TicketId}", host.Tokens["ann"]);

        Assert.Equal("application/json", shown.ContentHeaders.ContentType?.MediaType);
        Assert.Equal(note, shown.Json.GetProperty("arguments").GetProperty("note").GetString());
        var condition = shown.Json.GetProperty("condition").GetString()!;
        Assert.StartsWith("$.note exists true (", condition, StringComparison.Ordinal);
        Assert.EndsWith("and $.limit gt 1 ({\"a\":1,\"b\":\"\\u202Ex\\u2028y\\u0085z\"})", condition, StringComparison.Ordinal);
        Assert.DoesNotContain(condition, letter => char.IsControl(letter) || letter is '\u2028' or '\u2029' or '\u202E' or '\u200B');
        await host.DecideAsync(held.TicketId, "deny");
        await reply;
    }

    [Fact]
    public async Task Reason_WithHostileCharacters_IsJsonInTheApiAndInTheRecord()
    {
        var (reply, held) = await host.HoldAsync("send_reason");
        const string reason = "because\u202E</script>\n\u2028 of it";

        Assert.Equal(200, (await host.DecideAsync(held.TicketId, "deny", body: JsonSerializer.Serialize(new { justification = reason }))).Status);

        var shown = await host.ApiAsync($"/api/v1/approvals/{held.TicketId}", host.Tokens["ann"]);
        Assert.Equal(reason, shown.Json.GetProperty("decisions")[0].GetProperty("justification").GetString());
        Assert.Equal(("application/json", "nosniff"), (shown.ContentHeaders.ContentType?.MediaType, shown.Headers.GetValues("X-Content-Type-Options").Single()));
        Assert.Equal(-32011, (await reply).Json.GetProperty("result").GetProperty("_meta").GetProperty("portal/outcome").GetProperty("code").GetInt32());
    }
}
