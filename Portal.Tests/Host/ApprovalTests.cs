using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Portal.Data.Approvals;
using Portal.Data.Sessions;
using Portal.Gateway.Approvals;
using Portal.Gateway.Callers;
using Portal.Gateway.Policy;
using Portal.Tests.Fakes;

namespace Portal.Tests.Host;

/// <summary>Held calls through the whole portal: Kestrel, YARP, SQLite.</summary>
public sealed class ApprovalTests(ApprovalHost host) : IClassFixture<ApprovalHost>
{
    private static readonly TimeSpan InlineWait = TimeSpan.FromSeconds(46);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Call_NoRuleOrConditionNotMet_PassesAtOnce()
    {
        Assert.Equal("fine", (await host.CallAsync("list_all")).ToolText);
        Assert.Equal("fine", (await host.CallAsync("export_all", """{"limit":100}""")).ToolText);
        Assert.Equal("fine", (await host.CallAsync("export_all")).ToolText);
    }

    [Fact]
    public async Task HeldCall_Approved_IsAnsweredWithTheMaskedReplyOfTheSameCall()
    {
        using var watch = host.Watch();
        var (reply, ticket) = await host.HoldAsync("export_cards", """{"limit":5000}""", script: call => call.TextAsync($"card {PortalHost.Pan}"));
        Assert.False(reply.IsCompleted);

        var decided = await host.DecideAsync(ticket.TicketId, "approve");

        Assert.Equal(200, decided.Status);
        Assert.Equal($"card {PortalHost.MaskedPan}", (await reply).ToolText);
        Assert.Equal(7, (await reply).Id.GetInt32());
        var records = watch.Seen;
        Assert.Equal(
            [("tools/call", RecordOutcome.Held), ("portal/approval-decision", RecordOutcome.Approved), ("portal/approval-used", RecordOutcome.Approved), ("tools/call", RecordOutcome.Ok)],
            records.Where(record => record.Method is not ("portal/key-created" or "portal/control-failure" or "portal/control-restored")).Select(record => (record.Method!, record.Outcome)));
        Assert.All(records.Where(record => record.Outcome == RecordOutcome.Held), record => Assert.Equal("bulk export", record.Rule));
        Assert.NotNull((await host.TicketAsync(ticket.TicketId)).Claimed);
        host.AssertNothingLeaked();
    }

    /// <summary>Some server reads the text, so a person looks; where no condition leads to it, it is nobody's business.</summary>
    [Fact]
    public async Task Call_WithTextThatCannotBeRead_IsHeldWhereAConditionLeadsToIt()
    {
        const string Text = """{"filter":"{\"limit\":5000,\"x\":NaN}"}""";
        Assert.Equal("fine", (await host.CallAsync("list_all", Text)).ToolText);
        Assert.Equal("fine", (await host.CallAsync("filter_rows", """{"filter":{"limit":1},"note":"[note] call me"}""")).ToolText);

        var (reply, ticket) = await host.HoldAsync("Filter_Rows ", Text);

        Assert.Equal("$.filter.limit gt 100 (text that cannot be read as JSON)", (await host.TicketAsync(ticket.TicketId)).Condition);
        await host.DecideAsync(ticket.TicketId, "deny");
        AssertOutcome(await reply, -32011, ticket.TicketId, "filtered");
    }

    [Fact]
    public async Task HeldCall_Denied_IsAToolResultWithTheReason()
    {
        var before = host.Upstream.Calls.Count;
        var (reply, ticket) = await host.HoldAsync("export_all", """{"limit":5001}""");

        await host.DecideAsync(ticket.TicketId, "deny", body: """{"justification":"ask for fewer rows"}""");

        var answer = await reply;
        Assert.True(answer.Json.GetProperty("result").GetProperty("isError").GetBoolean());
        Assert.Contains("ask for fewer rows", answer.ToolText, StringComparison.Ordinal);
        AssertOutcome(answer, -32011, ticket.TicketId, "bulk export");
        Assert.Equal(before, host.Upstream.Calls.Count);
    }

    [Fact]
    public async Task HeldCall_NobodyDecidesInline_IsAnsweredPendingAndTheRetryPassesExactlyOnceAfterwards()
    {
        var (reply, ticket) = await host.HoldAsync("export_all", """{"limit":6000,"to":"a"}""", takesEvents: false);
        await host.AdvanceUntilAsync(reply, InlineWait);
        var pending = await reply;
        AssertOutcome(pending, -32012, ticket.TicketId, "bulk export");
        Assert.Contains("Call again with exactly the same arguments", pending.ToolText, StringComparison.Ordinal);
        Assert.Contains("$.limit gt 100 (6000)", pending.ToolText, StringComparison.Ordinal);
        Assert.Contains($"/approvals/{ticket.TicketId}", pending.ToolText, StringComparison.Ordinal);

        Assert.Equal(200, (await host.DecideAsync(ticket.TicketId, "approve")).Status);

        // Other key order, other number spelling: the same call.
        Assert.Equal("fine", (await host.CallAsync("export_all", """{ "to":"a", "limit":6e3 }""")).ToolText);
        var (again, anew) = await host.HoldAsync("export_all", """{"limit":6000,"to":"a"}""");
        Assert.NotEqual(ticket.TicketId, anew.TicketId);
        await host.DecideAsync(anew.TicketId, "deny");
        AssertOutcome(await again, -32011, anew.TicketId, "bulk export");
    }

    [Fact]
    public async Task Grant_OneCharacterDifferentOrOtherCaller_IsHeldAnew()
    {
        var (reply, ticket) = await host.HoldAsync("send_mail", """{"to":"a"}""", takesEvents: false);
        await host.AdvanceUntilAsync(reply, InlineWait);
        await host.DecideAsync(ticket.TicketId, "approve");

        foreach (var (arguments, token) in new[] { ("""{"to":"b"}""", PortalHost.Engineer), ("""{"to":"a"}""", PortalHost.Mallory), ("""{"to":"a","x":null}""", PortalHost.Engineer) })
        {
            var (other, anew) = await host.HoldAsync("send_mail", arguments, token);
            await host.DecideAsync(anew.TicketId, "deny");
            AssertOutcome(await other, -32011, anew.TicketId, "mail");
        }

        Assert.Equal("fine", (await host.CallAsync("send_mail", """{"to":"a"}""")).ToolText);
    }

    [Fact]
    public async Task Grant_NotUsedInTime_IsGone()
    {
        var (reply, ticket) = await host.HoldAsync("send_mail", """{"late":1}""", takesEvents: false);
        await host.AdvanceUntilAsync(reply, InlineWait);
        await host.DecideAsync(ticket.TicketId, "approve");
        host.Clock.Advance(TimeSpan.FromMinutes(15));

        var (again, anew) = await host.HoldAsync("send_mail", """{"late":1}""");

        Assert.NotEqual(ticket.TicketId, anew.TicketId);
        await host.DecideAsync(anew.TicketId, "deny");
        await again;
    }

    /// <summary>Slow human: the client gives up, the portal restarts in between, a person approves minutes later.</summary>
    [Fact]
    public async Task HeldCall_ClientGoneAndPortalRestarted_TheRetryPassesExactlyOnce()
    {
        using var patience = new CancellationTokenSource();
        using var watch = host.Watch();
        var (reply, ticket) = await host.HoldAsync("send_slow", """{"n":1}""", gone: patience);
        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reply);
        await watch.FirstAsync(record => record.Method == "portal/closed" && record.Outcome == RecordOutcome.Aborted);
        host.Clock.Advance(TimeSpan.FromMinutes(1));

        await host.RestartAsync();
        host.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(200, (await host.DecideAsync(ticket.TicketId, "approve")).Status);

        // Several identical retries at once: one passes, the others are held anew, and share the new ticket.
        var before = host.Upstream.Calls.Count;
        var retries = Enumerable.Range(0, 5).Select(_ => host.CallAsync("send_slow", """{"n":1}""", takesEvents: false)).ToList();
        await host.AdvanceUntilAsync(Task.WhenAll(retries), InlineWait);
        var answers = await Task.WhenAll(retries);
        Assert.Equal("fine", Assert.Single(answers, answer => !answer.Text.Contains("-32012", StringComparison.Ordinal)).ToolText);
        Assert.Equal(before + 1, host.Upstream.Calls.Count);
        var (second, anew) = await host.HoldAgainAsync("send_slow", """{"n":1}""");
        Assert.NotEqual(ticket.TicketId, anew);
        Assert.All(answers.Where(answer => answer.Text.Contains("-32012", StringComparison.Ordinal)), answer => AssertOutcome(answer, -32012, anew, "mail"));
        await host.DecideAsync(anew, "deny");
        AssertOutcome(await second, -32011, anew, "mail");
        Assert.Equal(before + 1, host.Upstream.Calls.Count);
    }

    [Fact]
    public async Task Restart_WhileACallIsHeld_TellsTheClientHowToGoOn()
    {
        using var client = new HttpClient { BaseAddress = host.Client.BaseAddress };
        var (reply, ticket) = await host.HoldAsync("send_slow", """{"n":2}""", client: client);

        await host.RestartAsync();

        AssertOutcome(await reply, -32012, ticket.TicketId, "mail");
        await host.DecideAsync(ticket.TicketId, "approve");
        Assert.Equal("fine", (await host.CallAsync("send_slow", """{"n":2}""")).ToolText);
    }

    [Fact]
    public async Task Retry_WhileTheFirstStillWaits_SharesTheTicketAndOnePasses()
    {
        var before = host.Upstream.Calls.Count;
        using var watch = host.Watch();
        var (first, ticket) = await host.HoldAsync("send_twice", """{"a":1}""");
        var second = host.CallAsync("send_twice", """{"a":1.0}""");
        await watch.ManyAsync(2, record => record is { Tool: "send_twice", Outcome: RecordOutcome.Held });

        await host.DecideAsync(ticket.TicketId, "approve");

        var replies = await Task.WhenAll(first, second);
        Assert.Single(replies, reply => reply.ToolText == "fine");
        AssertOutcome(Assert.Single(replies, reply => reply.ToolText != "fine"), -32012, ticket.TicketId, "mail");
        Assert.Equal(before + 1, host.Upstream.Calls.Count);
    }

    [Fact]
    public async Task Ticket_NobodyDecides_ExpiresAndIsARecord()
    {
        var (reply, ticket) = await host.HoldAsync("send_mail", """{"expires":1}""", takesEvents: false);
        await host.AdvanceUntilAsync(reply, InlineWait);
        using var watch = host.Watch();

        // Announced once it is stored; the record comes before.
        var expired = host.ChangedAsync(ticket.TicketId, TicketState.Expired);
        host.Clock.Advance(TimeSpan.FromMinutes(30));
        await host.AdvanceUntilAsync(expired, TimeSpan.FromSeconds(5));
        Assert.Contains(watch.Seen, record => record.Method == "portal/approval-expired");

        var decided = await host.DecideAsync(ticket.TicketId, "approve");
        Assert.Equal((409, "expired"), (decided.Status, decided.Json.GetProperty("outcome").GetString()));
        Assert.Contains(watch.Seen, record => record is { Method: "portal/approval-refused", Outcome: RecordOutcome.Denied });
        Assert.Equal(TicketState.Expired, (await host.TicketAsync(ticket.TicketId)).State);
    }

    [Fact]
    public async Task HeldCall_ExpiresWhileItWaits_IsAnsweredExpired()
    {
        await host.SaveAsync("""{"kind":"approval","name":"short","servers":["up"],"tools":["short_*"],"ticketMinutes":1}""");
        var (reply, ticket) = await host.HoldAsync("short_lived", takesEvents: false);
        host.Clock.Advance(TimeSpan.FromSeconds(20));
        await host.SaveAsync("""{"kind":"approval","name":"short","servers":["up"],"tools":["short_*"],"ticketMinutes":2}""");

        await host.AdvanceUntilAsync(reply, TimeSpan.FromSeconds(10));

        Assert.Contains("ask anew", (await reply).ToolText, StringComparison.Ordinal);
        AssertOutcome(await reply, -32012, ticket.TicketId, "short");
        Assert.Equal(TicketState.Expired, (await host.TicketAsync(ticket.TicketId)).State);
    }

    [Fact]
    public async Task HeldCall_ClientThatTakesEvents_IsKeptAliveAndAnsweredInTheStream()
    {
        var mark = new StreamMark("notifications/progress", times: 2);
        var (reply, ticket) = await host.HoldAsync("send_mail", """{"sse":1}""", meta: """{"progressToken":"p\u00e9"}""", mark: mark, script: call => call.ResultAsync("{\n\"content\":[{\"type\":\"text\",\"text\":\"done\"}]\n}"));
        await host.AdvanceUntilAsync(mark.Seen, TimeSpan.FromSeconds(40));

        await host.DecideAsync(ticket.TicketId, "approve");

        var answer = await reply;
        Assert.Equal((200, "text/event-stream"), (answer.Status, answer.ContentHeaders.ContentType?.MediaType));
        Assert.Contains($": held, waiting for approval of {ticket.TicketId}\n\n", answer.Text, StringComparison.Ordinal);
        var messages = EventsOf(answer.Text);
        var progress = messages.Where(message => message.TryGetProperty("method", out var method) && method.GetString() == "notifications/progress").ToList();
        Assert.InRange(progress.Count, 2, 4);
        Assert.All(progress, message => Assert.Equal("pé", message.GetProperty("params").GetProperty("progressToken").GetString()));
        Assert.Equal(progress.Select(ProgressOf).Distinct().Order(), progress.Select(ProgressOf));
        Assert.Equal("done", messages[^1].GetProperty("result").GetProperty("content")[0].GetProperty("text").GetString());
        Assert.Equal(7, messages[^1].GetProperty("id").GetInt32());

        static double ProgressOf(JsonElement message) => message.GetProperty("params").GetProperty("progress").GetDouble();
    }

    [Fact]
    public async Task HeldStream_ServerAnswersWithAStream_ItsEventsFollow()
    {
        var mark = new StreamMark(": held");
        var (reply, ticket) = await host.HoldAsync("send_mail", """{"sse":2}""", mark: mark, script: async call =>
        {
            await call.ChunkedHeadAsync("text/event-stream");
            await call.ChunkAsync($"id: 1\ndata: {{\"jsonrpc\":\"2.0\",\"method\":\"notifications/message\",\"params\":{{\"level\":\"info\",\"data\":\"{PortalHost.Pan}\"}}}}\n\n");
            await call.ChunkAsync($"data: {{\"jsonrpc\":\"2.0\",\"id\":{call.Id},\"result\":{{\"content\":[]}}}}\n\n");
            await call.EndAsync();
        });
        await host.AdvanceUntilAsync(mark.Seen, TimeSpan.FromSeconds(15));

        await host.DecideAsync(ticket.TicketId, "approve");

        var messages = EventsOf((await reply).Text);
        Assert.Equal(2, messages.Count);
        Assert.Equal(PortalHost.MaskedPan, messages[0].GetProperty("params").GetProperty("data").GetString());
        Assert.True(messages[1].TryGetProperty("result", out _));
    }

    [Theory]
    [InlineData("404 Not Found", "", -32014)]
    [InlineData("200 OK", "<html>", -32015)]
    public async Task HeldStream_ServerFails_TheErrorIsAnEvent(string status, string body, int code)
    {
        var mark = new StreamMark(": held");
        var (reply, ticket) = await host.HoldAsync("send_mail", $$"""{"sse":"{{status}}"}""", mark: mark, script: call => call.AnswerAsync(body, "text/html", status));
        await host.AdvanceUntilAsync(mark.Seen, TimeSpan.FromSeconds(15));

        await host.DecideAsync(ticket.TicketId, "approve");

        Assert.Equal(code, Assert.Single(EventsOf((await reply).Text)).GetProperty("error").GetProperty("code").GetInt32());
    }

    [Theory]
    [InlineData("deny", -32011)]
    [InlineData(null, -32012)]
    public async Task HeldStream_DeniedOrPending_TheToolResultIsAnEvent(string? decision, int code)
    {
        var mark = new StreamMark(": held");
        var (reply, ticket) = await host.HoldAsync("send_mail", $$"""{"sse":"{{decision}}"}""", mark: mark);
        await host.AdvanceUntilAsync(mark.Seen, TimeSpan.FromSeconds(15));
        if (decision is null)
        {
            await host.AdvanceUntilAsync(reply, InlineWait);
        }
        else
        {
            await host.DecideAsync(ticket.TicketId, decision);
        }

        var message = Assert.Single(EventsOf((await reply).Text));
        Assert.Equal(code, message.GetProperty("result").GetProperty("_meta").GetProperty("portal/outcome").GetProperty("code").GetInt32());
    }

    [Fact]
    public async Task HeldCall_Stateless_IsAnsweredWithAResultType()
    {
        using var request = host.Message(HttpMethod.Post, "/mcp/up", PortalHost.Engineer, null);
        request.Content = new StringContent(
            """{"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"name":"send_new","arguments":{},"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28"}}}""", System.Text.Encoding.UTF8, "application/json");
        request.Content.Headers.ContentType!.CharSet = null;
        request.Headers.Accept.ParseAdd("application/json, text/event-stream");
        request.Headers.Add("MCP-Protocol-Version", "2026-07-28");
        request.Headers.Add("Mcp-Method", "tools/call");
        request.Headers.Add("Mcp-Name", "send_new");
        var notice = new TaskCompletionSource<ApprovalNotice>();
        using var watching = host.Services.GetRequiredService<ApprovalFeed>().Watch(one => notice.TrySetResult(one));
        var reply = host.SendAsync(request);
        var ticket = await notice.Task.WaitAsync(Outer.Limit, Cancel);

        await host.DecideAsync(ticket.TicketId, "deny");

        Assert.Equal("complete", (await reply).Json.GetProperty("result").GetProperty("resultType").GetString());
        AssertOutcome(await reply, -32011, ticket.TicketId, "mail");
    }

    [Fact]
    public async Task Batch_WithACallToHold_IsRefusedWhole()
    {
        var before = host.Upstream.Calls.Count;

        var reply = await host.SendAsync($"[{PortalHost.Call("list_all", id: "1")},{PortalHost.Call("send_mail", id: "2")}]");

        Assert.Equal(2, reply.Json.GetArrayLength());
        Assert.All(reply.Json.EnumerateArray(), answer => Assert.Contains("Send that call alone", answer.GetProperty("result").GetProperty("content")[0].GetProperty("text").GetString(), StringComparison.Ordinal));
        Assert.Equal(before, host.Upstream.Calls.Count);
    }

    [Fact]
    public async Task Notification_OfACallToHold_IsRefused()
    {
        var before = host.Upstream.Calls.Count;

        var reply = await host.SendAsync("""{"jsonrpc":"2.0","method":"tools/call","params":{"name":"send_mail","arguments":{}}}""");

        Assert.Equal(403, reply.Status);
        Assert.Equal(before, host.Upstream.Calls.Count);
    }

    [Fact]
    public async Task HeldCall_TokenRevokedOrNewDenyRule_IsRefusedThoughApproved()
    {
        var tokens = host.Services.GetRequiredService<TokenIssuer>();
        var issued = await tokens.IssueAsync(Portal.Data.People.CallerKind.Person, await host.PersonIdAsync("erik"), "short", TimeSpan.FromDays(1), issuer: null, Cancel);
        var before = host.Upstream.Calls.Count;
        var (reply, ticket) = await host.HoldAsync("send_mail", """{"revoked":1}""", issued.Text);
        await tokens.RevokeAsync(issued.Token.Id, Cancel);
        await host.DecideAsync(ticket.TicketId, "approve");
        Assert.Equal(401, (await reply).Status);

        (reply, ticket) = await host.HoldAsync("send_later", """{"denied":1}""");
        await host.SaveAsync("""{"kind":"access","name":"no later","servers":["up"],"tools":["send_later"],"effect":"deny"}""");
        await host.DecideAsync(ticket.TicketId, "approve");
        AssertOutcome(await reply, -32010, null, "no later");
        Assert.Equal(before, host.Upstream.Calls.Count);
    }

    [Fact]
    public async Task HeldCall_TokenRevokedAndNobodyDecides_EndsAtTheNextBeat()
    {
        var tokens = host.Services.GetRequiredService<TokenIssuer>();
        var issued = await tokens.IssueAsync(Portal.Data.People.CallerKind.Person, await host.PersonIdAsync("erik"), "short", TimeSpan.FromDays(1), issuer: null, Cancel);
        var (reply, _) = await host.HoldAsync("send_mail", """{"revoked":2}""", issued.Text, takesEvents: false);

        await tokens.RevokeAsync(issued.Token.Id, Cancel);
        await host.AdvanceUntilAsync(reply, TimeSpan.FromSeconds(11));

        Assert.Equal(401, (await reply).Status);
    }

    [Fact]
    public async Task HeldCall_RuleDeleted_PassesUnheldOnTheNextCall()
    {
        await host.SaveAsync("""{"kind":"approval","name":"fading","servers":["up"],"tools":["fade_*"]}""");
        var (reply, ticket) = await host.HoldAsync("fade_out", takesEvents: false);
        await host.Services.GetRequiredService<PolicyProvider>().DeleteAsync("fading", "test", null, Cancel);

        Assert.Equal("outdated", (await host.DecideAsync(ticket.TicketId, "approve")).Json.GetProperty("outcome").GetString());
        await host.AdvanceUntilAsync(reply, TimeSpan.FromSeconds(10));

        AssertOutcome(await reply, -32012, ticket.TicketId, "fading");
        Assert.Equal("fine", (await host.CallAsync("fade_out")).ToolText);
    }

    [Fact]
    public async Task HeldCall_RuleMadeStricter_OldTicketIsReplaced()
    {
        await host.SaveAsync("""{"kind":"approval","name":"growing","servers":["up"],"tools":["grow_*"]}""");
        var (reply, old) = await host.HoldAsync("grow_up", takesEvents: false);
        await host.SaveAsync("""{"kind":"approval","name":"growing","servers":["up"],"tools":["grow_*"],"approvers":{"quorum":2}}""");
        var notices = new List<ApprovalNotice>();
        using (host.Services.GetRequiredService<ApprovalFeed>().Watch(notices.Add))
        {
            var (again, _) = await host.HoldAsync("grow_up", takesEvents: false);
            AssertOutcome(await reply, -32012, old.TicketId, "growing");
            await host.AdvanceUntilAsync(again, InlineWait);
        }

        var anew = Assert.Single(notices, notice => notice.State == TicketState.Pending);
        Assert.Equal(2, anew.Quorum);
        Assert.Equal(TicketState.Expired, (await host.TicketAsync(old.TicketId)).State);
    }

    [Fact]
    public async Task HeldCall_MegabyteArgument_IsHeldAndPassesUnchanged()
    {
        var text = new string('x', 1_000_000);
        byte[]? arrived = null;
        var (reply, ticket) = await host.HoldAsync("send_large", $$"""{"text":"{{text}}"}""", script: call =>
        {
            arrived = call.Body;
            return call.TextAsync("large");
        });
        Assert.Equal(200, (await host.DecideAsync(ticket.TicketId, "approve")).Status);

        Assert.Equal("large", (await reply).ToolText);
        Assert.Contains(text, System.Text.Encoding.UTF8.GetString(arrived!), StringComparison.Ordinal);
        var listed = (await host.ApiAsync("/api/v1/approvals?tool=send_large")).Items;
        Assert.Equal(JsonValueKind.Null, listed[0].GetProperty("arguments").ValueKind);
        Assert.Equal(text, (await host.ApiAsync($"/api/v1/approvals/{ticket.TicketId}")).Json.GetProperty("arguments").GetProperty("text").GetString());
    }

    [Fact]
    public async Task Window_Granted_LaterCallsPassUntilItIsRevoked()
    {
        var (reply, ticket) = await host.HoldAsync("tour_one", """{"n":1}""");
        var until = host.Clock.GetUtcNow().AddMinutes(30).ToString("O");
        Assert.Equal(200, (await host.DecideAsync(ticket.TicketId, "approve", body: $$"""{"justification":"migration tonight","until":"{{until}}"}""")).Status);
        Assert.Equal("fine", (await reply).ToolText);
        using var watch = host.Watch();

        Assert.Equal("fine", (await host.CallAsync("tour_one", """{"n":2}""")).ToolText);

        Assert.Contains(watch.Seen, record => record is { Method: "tools/call", Outcome: RecordOutcome.Approved, Rule: "tours" });
        Assert.Contains(watch.Seen, record => record is { Method: "portal/approval-used" });
        var window = Assert.Single((await host.ApiAsync("/api/v1/approval-windows?live=true")).Items);
        Assert.Equal(403, (await host.ApiAsync(HttpMethod.Delete, $"/api/v1/approval-windows/{window.GetProperty("id").GetString()}", host.Tokens["erik"])).Status);
        Assert.Equal(204, (await host.ApiAsync(HttpMethod.Delete, $"/api/v1/approval-windows/{window.GetProperty("id").GetString()}", host.Tokens["bob"])).Status);
        Assert.Empty((await host.ApiAsync("/api/v1/approval-windows?live=true")).Items);
        var (held, anew) = await host.HoldAsync("tour_one", """{"n":3}""");
        await host.DecideAsync(anew.TicketId, "deny");
        AssertOutcome(await held, -32011, anew.TicketId, "tours");
    }

    [Fact]
    public async Task Record_Unavailable_NothingIsHeld()
    {
        host.Store.Before = _ => throw new IOException("disk full");
        try
        {
            Assert.Equal(-32013, (await host.CallAsync("send_mail", """{"unrecorded":1}""")).Code);
        }
        finally
        {
            host.Store.Before = null;
        }

        Assert.DoesNotContain((await host.ApiAsync("/api/v1/approvals")).Items, ticket => ticket.GetProperty("arguments").GetRawText().Contains("unrecorded", StringComparison.Ordinal));
        await host.AssertServesAsync();
    }

    [Fact]
    public async Task HeldCalls_ManyAtOnceDecidedInBulk_EachIsAnswered()
    {
        var calls = Enumerable.Range(0, 60).Select(index => host.CallAsync("send_bulk", $$"""{"n":{{index}}}""")).ToList();
        var pending = new List<JsonElement>();
        while (pending.Count < 60)
        {
            pending = [.. (await host.ApiAsync("/api/v1/approvals?state=pending&tool=send_bulk&take=100")).Items];
        }

        var decisions = await Task.WhenAll(pending.Select((ticket, index) => host.DecideAsync(ticket.GetProperty("id").GetGuid(), index % 3 == 0 ? "deny" : "approve")));

        Assert.All(decisions, decision => Assert.Equal(200, decision.Status));
        var replies = await Task.WhenAll(calls);
        Assert.Equal(40, replies.Count(reply => reply.ToolText == "fine"));
        Assert.Equal(20, replies.Count(reply => reply.Text.Contains("-32011", StringComparison.Ordinal)));
    }

    internal static void AssertOutcome(Reply reply, int code, Guid? ticket, string rule)
    {
        var outcome = reply.Json.GetProperty("result").GetProperty("_meta").GetProperty("portal/outcome");
        Assert.Equal((code, ticket?.ToString(), rule), (outcome.GetProperty("code").GetInt32(), outcome.GetProperty("ticket").GetString(), outcome.GetProperty("rule").GetString()));
        if (ticket is not null)
        {
            Assert.EndsWith($"/approvals/{ticket}", outcome.GetProperty("url").GetString(), StringComparison.Ordinal);
        }
    }

    private static List<JsonElement> EventsOf(string stream) => [.. stream.Split("\n\n", StringSplitOptions.RemoveEmptyEntries)
        .Select(part => string.Join('\n', part.Split('\n').Where(line => line.StartsWith("data:", StringComparison.Ordinal)).Select(line => line[5..].TrimStart(' '))))
        .Where(data => data.Length > 0)
        .Select(data => JsonSerializer.Deserialize<JsonElement>(data))];
}
