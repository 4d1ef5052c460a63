using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;
using Portal.Data.Sessions;
using Portal.Gateway.Approvals;

namespace Portal.Tests.Host;

/// <summary>Why a held call is wanted, asked of the client's user.</summary>
public sealed class JustificationTests(JustificationHost host) : IClassFixture<JustificationHost>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task HeldCall_PublicClientWithAHandler_IsAskedAndTheTicketSaysWhy()
    {
        var asked = new TaskCompletionSource<ElicitRequestParams>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var http = new HttpClient { Timeout = Outer.Limit };
        await using var transport = new HttpClientTransport(new HttpClientTransportOptions
        {
            Endpoint = new Uri($"http://127.0.0.1:{host.Port}/mcp/up"),
            TransportMode = HttpTransportMode.StreamableHttp,
            AdditionalHeaders = new Dictionary<string, string>(StringComparer.Ordinal) { ["Authorization"] = "Bearer " + PortalHost.Engineer },
        }, http);
        await using var client = await McpClient.CreateAsync(transport, new McpClientOptions
        {
            ProtocolVersion = "2025-06-18",
            Handlers = new McpClientHandlers
            {
                ElicitationHandler = (request, _) =>
                {
                    asked.TrySetResult(request!);
                    return ValueTask.FromResult(new ElicitResult
                    {
                        Action = "accept",
                        Content = new Dictionary<string, JsonElement>(StringComparer.Ordinal) { ["justification"] = JsonSerializer.SerializeToElement($"refund for {PortalHost.Pan}") },
                    });
                },
            },
        }, cancellationToken: Cancel);
        using var watch = host.Watch();
        var justified = JustifiedAsync("ask_sdk");

        var call = client.CallToolAsync("ask_sdk", new Dictionary<string, object?>(StringComparer.Ordinal) { ["n"] = 1 }, cancellationToken: Cancel).AsTask();

        var ticket = await justified;
        Assert.Contains("'ask_sdk'", (await asked.Task).Message, StringComparison.Ordinal);
        Assert.Equal($"refund for {PortalHost.MaskedPan}", (await host.TicketAsync(ticket)).Justification);
        await host.DecideAsync(ticket, "approve");
        var result = await call.WaitAsync(Outer.Limit, Cancel);
        Assert.NotEqual(true, result.IsError);
        Assert.Equal("fine", Assert.IsType<TextContentBlock>(result.Content[0]).Text);
        Assert.DoesNotContain(host.Upstream.Calls, one => one.Text.Contains("portal-why-", StringComparison.Ordinal));
        Assert.Contains(watch.Seen, record => record is { Method: "elicitation/create", From: RecordOrigin.Portal, Direction: RecordDirection.Request });
        Assert.Contains(watch.Seen, record => record is { Direction: RecordDirection.Response, From: RecordOrigin.Client } && RecordWatch.PayloadOf(record).Contains("refund for 411111******1111", StringComparison.Ordinal));
        host.AssertNothingLeaked();
    }

    [Theory]
    [InlineData("""{"action":"decline"}""")]
    [InlineData("""{"action":"cancel","content":{"justification":"no"}}""")]
    [InlineData("""{"action":"accept","content":{"justification":"   "}}""")]
    [InlineData("""{"action":"accept","content":{"justification":7}}""")]
    [InlineData("""{"action":"accept","content":[]}""")]
    [InlineData("""{"action":7}""")]
    [InlineData("[]")]
    public async Task Answer_ThatSaysNothing_LeavesTheTicketAsItIs(string result)
    {
        var session = await ElicitingSession.OpenAsync(host);
        var (reply, ticket, question) = await session.AskedAsync("ask_nothing");

        var answered = await session.PostAsync($$"""{"jsonrpc":"2.0","id":"{{question}}","result":{{result}}}""");

        Assert.Equal((202, ""), (answered.Status, answered.Text));
        Assert.Null((await host.TicketAsync(ticket)).Justification);
        await EndAsync(reply, ticket);
    }

    [Fact]
    public async Task Answer_AnErrorOfTheClient_IsTakenToo()
    {
        var session = await ElicitingSession.OpenAsync(host);
        var (reply, ticket, question) = await session.AskedAsync("ask_error");

        Assert.Equal(202, (await session.PostAsync($$$"""{"jsonrpc":"2.0","id":"{{{question}}}","error":{"code":-32601,"message":"no"}}""")).Status);

        await EndAsync(reply, ticket);
    }

    [Fact]
    public async Task Answer_ForeignUnknownOrTwice_IsRefusedAndNeverForwarded()
    {
        var session = await ElicitingSession.OpenAsync(host);
        var (reply, ticket, question) = await session.AskedAsync("ask_forged");
        var before = host.Upstream.Calls.Count;

        // Another session of the same caller; another caller; another spelling; a batch; an id that nobody gave.
        var other = await ElicitingSession.OpenAsync(host);
        var mallory = await ElicitingSession.OpenAsync(host, token: PortalHost.Mallory);
        Assert.Equal(404, (await other.AnswerAsync(question, "another session")).Status);
        Assert.Equal(404, (await mallory.AnswerAsync(question, "another caller")).Status);
        Assert.Equal(404, (await session.AnswerAsync(question[..^1], "a part of it")).Status);
        Assert.Equal(404, (await session.AnswerAsync("portal-why-", "nothing")).Status);
        Assert.Equal(400, (await host.SendAsync($$"""[{"jsonrpc":"2.0","method":"notifications/x"},{"jsonrpc":"2.0","id":"{{question}}","result":{} }]""")).Status);
        Assert.Null((await host.TicketAsync(ticket)).Justification);

        Assert.Equal(202, (await session.AnswerAsync(question, "the month's end")).Status);
        Assert.Equal(404, (await session.AnswerAsync(question, "something else")).Status);

        Assert.Equal("the month's end", (await host.TicketAsync(ticket)).Justification);
        Assert.Equal(before + 2, host.Upstream.Calls.Count);
        Assert.DoesNotContain(host.Upstream.Calls, call => call.Text.Contains("portal-why-", StringComparison.Ordinal));
        await EndAsync(reply, ticket);
        Assert.Equal(404, (await session.AnswerAsync(question, "too late")).Status);
    }

    [Fact]
    public async Task Question_NotAnsweredWhenTheCallEnds_IsCancelled()
    {
        var session = await ElicitingSession.OpenAsync(host);
        var (reply, ticket, question) = await session.AskedAsync("ask_cancelled");

        await host.DecideAsync(ticket, "approve");

        var text = await reply;
        Assert.Contains("\"notifications/cancelled\",\"params\":{\"requestId\":\"" + question, text, StringComparison.Ordinal);
        Assert.Contains("fine", text, StringComparison.Ordinal);
        Assert.Equal(404, (await session.AnswerAsync(question, "too late")).Status);
    }

    [Theory]
    [InlineData("{}", "2025-06-18", "{}")]
    [InlineData("""{"elicitation":{"url":{}}}""", "2025-11-25", "{}")]
    [InlineData("""{"elicitation":true}""", "2025-06-18", "{}")]
    [InlineData("""{"elicitation":{}}""", "2025-03-26", "{}")]
    [InlineData("""{"elicitation":{}}""", "2025-06-18", """{"portal/justification":"said already"}""")]
    public async Task HeldCall_ClientThatCannotOrNeedNotBeAsked_IsNotAsked(string capabilities, string revision, string meta)
    {
        var session = await ElicitingSession.OpenAsync(host, capabilities, revision: revision);
        var (reply, ticket) = await HoldAsync(session, "ask_none", meta);

        await host.DecideAsync(ticket, "deny");

        Assert.Null(ElicitingSession.QuestionIn(await reply));
    }

    [Theory]
    [InlineData("""{"elicitation":{"form":{}}}""", "2025-11-25")]
    [InlineData("""{"elicitation":{"form":{},"url":{}}}""", "2025-11-25")]
    public async Task HeldCall_ClientWithForms_IsAsked(string capabilities, string revision)
    {
        var session = await ElicitingSession.OpenAsync(host, capabilities, revision: revision);
        var (reply, ticket, question) = await session.AskedAsync("ask_forms");

        Assert.Equal(202, (await session.AnswerAsync(question, "the month's end")).Status);

        Assert.Equal("the month's end", (await host.TicketAsync(ticket)).Justification);
        await EndAsync(reply, ticket);
    }

    [Fact]
    public async Task HeldCall_RuleThatDoesNotAsk_IsNotAsked()
    {
        var session = await ElicitingSession.OpenAsync(host);
        var (reply, ticket) = await HoldAsync(session, "unasked_one", "{}");

        await host.DecideAsync(ticket, "deny");

        Assert.Null(ElicitingSession.QuestionIn(await reply));
    }

    private async Task<(Task<string> Reply, Guid Ticket)> HoldAsync(ElicitingSession session, string tool, string meta)
    {
        Task<string>? reply = null;
        var (_, notice) = await host.HeldByAsync(tool, () => reply = session.CallAsync(tool, meta: meta));
        return (reply!, notice.TicketId);
    }

    // The ticket of a tool once it says why; announced when it does.
    private async Task<Guid> JustifiedAsync(string tool)
    {
        var seen = new Dictionary<Guid, int>();
        var justified = new TaskCompletionSource<Guid>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var watching = host.Services.GetRequiredService<ApprovalFeed>().Watch(notice =>
        {
            if (notice.Tool == tool && (seen[notice.TicketId] = seen.GetValueOrDefault(notice.TicketId) + 1) == 2)
            {
                justified.TrySetResult(notice.TicketId);
            }
        });
        return await justified.Task.WaitAsync(Outer.Limit, Cancel);
    }

    private async Task EndAsync(Task<string> reply, Guid ticket)
    {
        Assert.Equal(200, (await host.DecideAsync(ticket, "deny")).Status);
        Assert.Contains("-32011", await reply, StringComparison.Ordinal);
    }
}
