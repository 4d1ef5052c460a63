using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Data;
using Portal.Data.Approvals;
using Portal.Gateway.Journal;
using Portal.Tests.Fakes;

namespace Portal.Tests.Host;

/// <summary>Webhooks of the whole portal, to a receiver that checks what it gets.</summary>
public sealed class WebhookTests(WebhookHost host) : IClassFixture<WebhookHost>
{
    private const string Slack = "/slack/" + WebhookHost.SlackToken;

    private static readonly TimeSpan AMinute = TimeSpan.FromMinutes(1);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task HeldCall_Standard_IsSignedAndSaysWhatIsAskedWithoutTheArguments()
    {
        var (reply, held) = await host.HoldAsync("export_hook", $$"""{"limit":9000,"note":"quarter","card":"{{PortalHost.Pan}}"}""");

        var hook = (await host.Receiver.WaitAsync(one => one.Path == "/standard" && one.IsAbout(held.TicketId)))[0];

        AssertSigned(hook);
        Assert.Equal(("POST", "application/json"), (hook.Method, hook.Headers["Content-Type"]));
        Assert.Equal("approval.requested", Text(hook.Json, "type"));
        var data = hook.Json.GetProperty("data");
        Assert.Equal(("pending", "up", "export_hook", "bulk export", "$.limit gt 100 (9000)"), (Text(data, "state"), Text(data, "server"), Text(data, "tool"), Text(data, "rule"), Text(data, "condition")));
        Assert.Equal(("service", "engineer"), (Text(data.GetProperty("caller"), "kind"), Text(data.GetProperty("caller"), "name")));
        Assert.DoesNotContain("quarter", hook.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("411111", hook.Text, StringComparison.Ordinal);
        await EndAsync(reply, held.TicketId);
        host.AssertNothingLeaked(WebhookHost.Secret, WebhookHost.SlackToken);
    }

    [Fact]
    public async Task Decision_IsToldToThoseWhoWantToHear()
    {
        var (reply, held) = await host.HoldAsync("send_decided");

        await host.DecideAsync(held.TicketId, "approve");

        var hooks = await host.Receiver.WaitAsync(one => one.IsAbout(held.TicketId) && one.Text.Contains("approval.decided", StringComparison.Ordinal), 2);
        Assert.Equal(["/decisions", "/standard"], hooks.Select(hook => hook.Path).Order());
        Assert.All(hooks, AssertSigned);
        Assert.All(hooks, hook => Assert.Equal("approved", Text(hook.Json.GetProperty("data"), "state")));
        Assert.DoesNotContain(host.Receiver.Received, hook => hook.Path == "/decisions" && hook.Text.Contains("approval.requested", StringComparison.Ordinal));
        await reply;
    }

    [Fact]
    public async Task HeldCall_HostileNames_ArriveAsText()
    {
        const string tool = """send_<!channel>&`x` [a](http:\/\/evil.example) {{DATE(2017-02-14T06:08:00Z)}} *b*\u202e\u200b""";
        var (reply, held) = await host.HoldAsync(tool, notice: one => one.Tool.StartsWith("send_<", StringComparison.Ordinal));

        var slack = (await host.Receiver.WaitAsync(one => one.Path == Slack && one.IsAbout(held.TicketId)))[0].Json;
        var teams = (await host.Receiver.WaitAsync(one => one.Path == "/teams" && one.IsAbout(held.TicketId)))[0].Json;

        var fields = slack.GetProperty("blocks").EnumerateArray().Single(block => Text(block, "type") == "section").GetProperty("fields").EnumerateArray().ToList();
        Assert.Equal("*Tool*\n`send_&lt;!channel&gt;&amp;ˋxˋ [a](http://evil.example) {{DATE(2017-02-14T06:08:00Z)}} *b*\\u{202E}\\u{200B}`", Text(fields[0], "text"));
        Assert.All(fields, field => Assert.Equal(("mrkdwn", true), (Text(field, "type"), field.GetProperty("verbatim").GetBoolean())));
        Assert.DoesNotContain("<", Text(slack, "text"), StringComparison.Ordinal);

        var card = teams.GetProperty("attachments")[0];
        Assert.Equal(("message", "application/vnd.microsoft.card.adaptive", "AdaptiveCard"), (Text(teams, "type"), Text(card, "contentType"), Text(card.GetProperty("content"), "type")));
        var body = card.GetProperty("content").GetProperty("body").EnumerateArray().ToList();
        Assert.Equal("A call waits for approval", Text(body[0], "text"));
        Assert.All(body.Skip(1), part => Assert.Equal("RichTextBlock", Text(part, "type")));
        Assert.Equal("send_<!channel>&`x` [a](http://evil.example) { {DATE(2017-02-14T06:08:00Z)}} *b*\\u{202E}\\u{200B}", Text(body[1].GetProperty("inlines")[1], "text"));
        await EndAsync(reply, held.TicketId);
    }

    [Fact]
    public async Task Link_AsItIsSent_LeadsToTheTicket_Changed_DoesNot()
    {
        var (reply, held) = await host.HoldAsync("send_link");
        var hook = (await host.Receiver.WaitAsync(one => one.Path == "/standard" && one.IsAbout(held.TicketId)))[0];
        var link = Text(hook.Json.GetProperty("data"), "url")!;
        Assert.Equal(link, Text((await host.Receiver.WaitAsync(one => one.Path == "/teams" && one.IsAbout(held.TicketId)))[0].Json.GetProperty("attachments")[0].GetProperty("content").GetProperty("actions")[0], "url"));

        var good = await FollowAsync(link);

        Assert.Equal((302, $"/approvals/{held.TicketId}"), (good.Status, good.Headers.Location?.ToString()));
        Assert.False(good.Headers.Contains("Set-Cookie"));
        var last = link[^1];
        foreach (var changed in new[]
        {
            link.Replace(held.TicketId.ToString(), Guid.NewGuid().ToString(), StringComparison.Ordinal),
            link.Replace("expires=1", "expires=2", StringComparison.Ordinal),
            link.Replace("expires=", "expires=0", StringComparison.Ordinal),
            link[..^1] + (last == 'A' ? 'E' : 'A'),
            link[..^1],
            link.Split('?')[0],
            link.Split('&')[0],
        })
        {
            var refused = await FollowAsync(changed);
            Assert.Equal(400, refused.Status);
            Assert.Null(refused.Headers.Location);
        }

        await host.DecideAsync(held.TicketId, "deny");
        await reply;
    }

    [Fact]
    public async Task Receiver_InTrouble_IsToldAgainUntilItTakesIt()
    {
        var statuses = new Queue<int>([500, 429, 503, 302]);
        host.Receiver.Answers["/troubled"] = (_, context) =>
        {
            var status = statuses.TryDequeue(out var next) ? next : 200;
            context.Response.StatusCode = status;
            if (status == 302)
            {
                context.Response.Headers.Location = host.Receiver.Url + "/redirected";
            }

            return Task.CompletedTask;
        };
        var (reply, held) = await host.HoldAsync("send_retry");
        var tries = host.Receiver.WaitAsync(one => one.Path == "/troubled" && one.IsAbout(held.TicketId), 5);

        await host.AdvanceUntilAsync(tries, AMinute * 5);

        var hooks = await tries;
        Assert.Single(hooks.Select(hook => hook.Headers["webhook-id"]).Distinct());
        Assert.True(hooks.Select(hook => hook.Headers["webhook-timestamp"]).Distinct().Count() > 1);
        Assert.All(hooks, AssertSigned);
        Assert.DoesNotContain(host.Receiver.Received, hook => hook.Path == "/redirected");
        await DoneAsync(held.TicketId, "/troubled", "200");
        await EndAsync(reply, held.TicketId);
    }

    [Fact]
    public async Task Receiver_NeverAnswers_HoldsUpNeitherCallsNorOthersAndIsAFailedControl()
    {
        var gone = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        host.Receiver.Answers["/troubled"] = (_, _) => gone.Task;
        var controls = host.Services.GetRequiredService<ControlFailures>();
        var (reply, held) = await host.HoldAsync("send_silent");
        await host.Receiver.WaitAsync(one => one.Path == "/troubled" && one.IsAbout(held.TicketId));
        var (other, second) = await host.HoldAsync("send_silent", """{"n":2}""");
        await host.Receiver.WaitAsync(one => one.Path == "/standard" && one.IsAbout(second.TicketId));
        await host.DecideAsync(second.TicketId, "approve");
        Assert.Equal("fine", (await other).ToolText);

        var tries = host.Receiver.WaitAsync(one => one.Path == "/troubled" && one.IsAbout(held.TicketId), 4);
        await host.AdvanceUntilAsync(tries, AMinute * 5);

        Assert.Contains(controls.Current, failure => failure.Control == PortalControls.Notifications && failure.Cause.EndsWith("does not take notices of held calls: no answer.", StringComparison.Ordinal));
        gone.SetResult();
        host.Receiver.Answers.TryRemove("/troubled", out _);
        await host.AdvanceUntilAsync(DoneAsync(held.TicketId, "/troubled", "204"), AMinute * 5);
        Assert.False(controls.IsFailed(PortalControls.Notifications));
        await EndAsync(reply, held.TicketId);
        host.AssertNothingLeaked(WebhookHost.Secret, WebhookHost.SlackToken);
    }

    [Fact]
    public async Task Restart_BeforeANoticeWasTaken_SendsItAfterwards()
    {
        host.Receiver.Answers["/troubled"] = (_, context) =>
        {
            context.Response.StatusCode = 503;
            return Task.CompletedTask;
        };
        using var patience = new CancellationTokenSource();
        var (reply, held) = await host.HoldAsync("send_restart", gone: patience);
        var first = (await host.Receiver.WaitAsync(one => one.Path == "/troubled" && one.IsAbout(held.TicketId)))[0];
        var (second, never) = await HoldUnplannedAsync(patience);
        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reply);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);

        await host.RestartAsync();
        host.Receiver.Answers.TryRemove("/troubled", out _);
        await host.AdvanceUntilAsync(DoneAsync(held.TicketId, "/troubled", "204"), AMinute);

        Assert.Equal(first.Headers["webhook-id"], host.Receiver.Received.Last(one => one.Path == "/troubled" && one.IsAbout(held.TicketId)).Headers["webhook-id"]);

        // A ticket of which no notice was even planned when the portal ended.
        await host.Receiver.WaitAsync(one => one.Path == "/standard" && one.IsAbout(never), 2);
        await host.DecideAsync(held.TicketId, "deny");
        await host.DecideAsync(never, "deny");
    }

    // What a portal leaves that ends between holding a call and planning its notices.
    private async Task<(Task<Reply> Reply, Guid Ticket)> HoldUnplannedAsync(CancellationTokenSource gone)
    {
        var (reply, held) = await host.HoldAsync("send_unplanned", gone: gone);
        await DoneAsync(held.TicketId, "/standard", "204");
        await using var context = await ContextAsync();
        await context.ApprovalNotifications.Where(row => row.TicketId == held.TicketId).ExecuteDeleteAsync(Cancel);
        return (reply, held.TicketId);
    }

    private async Task EndAsync(Task<Reply> reply, Guid ticket)
    {
        Assert.Equal(200, (await host.DecideAsync(ticket, "deny")).Status);
        await reply;
    }

    private async Task DoneAsync(Guid ticket, string path, string result)
    {
        var receiver = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(host.Receiver.Url + path)))[..32];
        for (var tries = 0; tries < 1000; tries++)
        {
            await using var context = await ContextAsync();
            if (await context.ApprovalNotifications.AnyAsync(row => row.TicketId == ticket && row.Webhook == receiver && row.Event == NotificationEvent.Requested && row.Result == result && row.Done != null, Cancel))
            {
                return;
            }

            await Task.Delay(30, Cancel);
        }

        Assert.Fail($"The notice was not done with '{result}'.");
    }

    private Task<PortalDbContext> ContextAsync() => host.Services.GetRequiredService<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync(Cancel);

    private async Task<Reply> FollowAsync(string link)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, link);
        return await host.SendAsync(request);
    }

    // As the specification of Standard Webhooks says it, and not by the portal's own code.
    private void AssertSigned(ReceivedHook hook)
    {
        var (id, timestamp) = (hook.Headers["webhook-id"], hook.Headers["webhook-timestamp"]);
        byte[] signed = [.. Encoding.ASCII.GetBytes($"{id}.{timestamp}."), .. hook.Body];
        var expected = HMACSHA256.HashData(Convert.FromBase64String(WebhookHost.Secret["whsec_".Length..]), signed);
        Assert.Equal("v1," + Convert.ToBase64String(expected), hook.Headers["webhook-signature"]);
        Assert.InRange(long.Parse(timestamp), host.Clock.Start.ToUnixTimeSeconds(), host.Clock.GetUtcNow().ToUnixTimeSeconds());
    }

    private static string? Text(JsonElement json, string name) => json.GetProperty(name).GetString();
}
