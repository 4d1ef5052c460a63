using System.Net.Http.Headers;
using Portal.Data.Sessions;
using Portal.Tests.Fakes;

namespace Portal.Tests.Host;

/// <summary>Events that are no JSON-RPC messages: they pass masked or are left out, and never end a call.</summary>
public sealed class StreamEventTests(PortalHost host) : IClassFixture<PortalHost>
{
    private const string Result = """{"jsonrpc":"2.0","id":1,"result":{"content":[{"type":"text","text":"done"}]}}""";
    private const string ResultEvent = "event: message\ndata: " + Result + "\n\n";

    public static TheoryData<string> Passing => [
        "event: ping\ndata: ping\n\n",
        "event: ping\ndata: 2026-11-29T10:00:00.000Z\n\n",
        "data: 2026-11-29 10:00:00.123456+00:00\n\n",
        "data: [DONE]\n\n",
        "data: DONE\n\n",
        "data: 17\n\n",
        "data: 1764410400.25\n\n",
        "data: true\n\n",
        "data: null\n\n",
        "data: \"hello\"\n\n",
        "data: [1,2,3]\n\n",
        "data: []\n\n",
        "event: close\ndata: bye\n\n",
        "event: close\ndata:\n\n",
        "event: heartbeat\ndata: {}\n\n",
        "event: status\ndata: {\"state\":\"working\"}\n\n",
        "event: note\nid: 7\ndata: two\ndata: lines\n\n",
        "event: end\r\ndata: stream closed\r\n\r\n",
        "data: Z\u00FCrich \U0001F600\n\n",
        "event: endpoint\ndata: /messages\n\n",
    ];

    [Theory]
    [MemberData(nameof(Passing))]
    public async Task Event_ThatIsNoMessage_PassesBeforeAndBehindTheResult(string text)
    {
        using var watch = host.Watch();

        var reply = await host.CallAsync(call => call.AnswerAsync(text + ResultEvent + text, "text/event-stream"));

        Assert.Equal(text + ResultEvent + text, reply.Text);
        Assert.DoesNotContain(watch.Seen, record => record.Outcome == RecordOutcome.Error);
    }

    [Theory]
    [InlineData("data: {\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"a\":1,}}\n\n")]
    [InlineData("data: {not json}\n\n")]
    [InlineData("data: [ {'id': 1} ]\n\n")]
    [InlineData("data: [null,{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}]\n\n")]
    [InlineData("event: note\ndata: {half\n\n")]
    public async Task Event_ThatMayBeAMessageToALenientClient_IsLeftOutAndRecorded(string text)
    {
        using var watch = host.Watch();

        var reply = await host.CallAsync(call => call.AnswerAsync(text + ResultEvent, "text/event-stream"));

        Assert.Equal(ResultEvent, reply.Text);
        Assert.Contains(watch.Seen, record => record is { Method: "portal/event", From: RecordOrigin.Server, Outcome: RecordOutcome.Error });
    }

    // Each is a message to some client: a byte order mark that a decoder or a parser takes off, a character at which it ends a line.
    [Theory]
    [InlineData("\uFEFF\uFEFFdata: {0}\n\n")]
    [InlineData("data: {bad}\n\n\uFEFFdata: {0}\n\n")]
    [InlineData("\u00EF\u00BB\u00BFdata: {0}\n\n")]
    [InlineData(": x\u2028data: {0}\n\n")]
    [InlineData(": x\u000Bdata: {0}\n\n")]
    [InlineData("event: message\u2028data: {0}\n\n")]
    [InlineData("event: x\u001Cdata: {0}\ndata: 1\n\n")]
    [InlineData("id: x\u0085data: {0}\n\n")]
    [InlineData("other: x\u2029data: {0}\n\n")]
    [InlineData("data : {0}\n\n")]
    [InlineData("data: /**/{0}\n\n")]
    [InlineData("data: )]}'\ndata: {0}\n\n")]
    [InlineData("data: [1,{0}]\n\n")]
    public async Task Message_ThatOnlySomeClientsRead_DoesNotPass(string format)
    {
        const string Smuggled = """{"jsonrpc":"2.0","id":1,"result":{"content":[{"type":"text","text":"smuggled"}]}}""";

        var reply = await host.CallAsync(call => call.AnswerAsync(format.Replace("{0}", Smuggled, StringComparison.Ordinal) + ResultEvent, "text/event-stream"));

        Assert.DoesNotContain("smuggled", reply.Text, StringComparison.Ordinal);
        Assert.EndsWith(ResultEvent, reply.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Event_UnderACustomRule_HasTheSameNameOnTheWireAndInTheRecord()
    {
        var policy = await host.ApiAsync(
            HttpMethod.Put, "/api/v1/policies/event-names", PortalHost.Admin,
            """{"kind":"masking","reason":"a test","servers":["up"],"tools":["evn_*"],"patterns":[{"name":"mail","regex":"[a-z]+@example\\.com"}],"action":"redact"}""");
        Assert.Equal(200, policy.Status);
        using var watch = host.Watch();

        var reply = await host.CallAsync(call => call.AnswerAsync("event: x bob@example.com\ndata: mail bob@example.com\n: bob@example.com\n\n" + ResultEvent, "text/event-stream"), "evn_get");

        Assert.DoesNotContain("bob@example.com", reply.Text, StringComparison.Ordinal);
        Assert.Contains("event: x [redacted]\ndata: mail [redacted]\n", reply.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(watch.Seen, record => RecordWatch.PayloadOf(record).Contains("bob@", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Event_UnderAnException_IsRecordedAsReleasedEachTime()
    {
        var expires = TimeProvider.System.GetUtcNow().AddDays(30).ToString("yyyy-MM-dd", null);
        var policy = await host.ApiAsync(
            HttpMethod.Put, "/api/v1/policies/event-release", PortalHost.Admin,
            $$$"""{"kind":"masking","reason":"a test","servers":["up"],"tools":["rel_get"],"callers":{"roles":["engineer"]},"fields":["$..data"],"exception":{"of":"cardholder data","justification":"chargeback forms","expires":"{{{expires}}}"}}""");
        Assert.True(policy.Status == 200, policy.Text);
        using var watch = host.Watch();

        var reply = await host.CallAsync(call => call.AnswerAsync(string.Concat(Enumerable.Repeat($"data: card {PortalHost.Pan}\n\n", 3)) + ResultEvent, "text/event-stream"), "rel_get");

        Assert.Equal(3, reply.Text.Split(PortalHost.Pan).Length - 1);
        Assert.Equal(3, watch.Seen.Count(record => record.Method == "portal/card-data-released"));
        Assert.Equal(3, watch.Seen.Count(record => record.Method == "portal/event"));
        host.AssertNothingLeaked();
    }

    [Fact]
    public async Task Event_ThatWasTheUnreadableAnswer_IsAnsweredWithAnErrorAtTheEnd()
    {
        using var watch = host.Watch();

        var reply = await host.CallAsync(call => call.AnswerAsync($"data: {{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{{\"card\":\"{PortalHost.Pan}\",}}}}\n\n", "text/event-stream"));

        Assert.Contains("-32015", reply.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(PortalHost.Pan, reply.Text, StringComparison.Ordinal);
        Assert.Contains(watch.Seen, record => record is { From: RecordOrigin.Portal, Outcome: RecordOutcome.Error });
        host.AssertNothingLeaked();
        await host.AssertServesAsync();
    }

    [Theory]
    [InlineData("data: card 4111111111111111\n\n", "data: card 411111******1111\n\n")]
    [InlineData("data: 4111111111111111\n\n", "data: 411111******1111\n\n")]
    [InlineData("data: \"4111111111111111\"\n\n", "data: \"411111******1111\"\n\n")]
    [InlineData("event: note\ndata: \"\\u0034111111111111111\"\n\n", null)]
    [InlineData("event: 4111111111111111\ndata: 4111 1111 1111 1111\n\n", "event: 411111******1111\ndata: 4111 11** **** 1111\n\n")]
    [InlineData("data: [\"4111111111111111\"]\n\n", "data: [\"411111******1111\"]\n\n")]
    public async Task Event_ThatIsNoMessageAndHoldsACard_IsMaskedOnTheWireAndInTheRecord(string text, string? expected)
    {
        using var watch = host.Watch();

        var reply = await host.CallAsync(call => call.AnswerAsync(text + ResultEvent, "text/event-stream"));

        Assert.DoesNotContain(PortalHost.Pan, reply.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("\\u0034111111111111111", reply.Text, StringComparison.Ordinal);
        Assert.EndsWith(ResultEvent, reply.Text, StringComparison.Ordinal);
        if (expected is not null)
        {
            Assert.Equal(expected + ResultEvent, reply.Text);
        }

        Assert.True(watch.Seen.Single(record => record.Method == "portal/event").MaskedCount > 0);
        host.AssertNothingLeaked("4111 1111 1111 1111");
    }

    [Fact]
    public async Task Events_ThatAreNoMessagesAndShareACard_AreMaskedInTheSecond()
    {
        var reply = await host.CallAsync(call => call.AnswerAsync("data: card 4111 1111\n\ndata: 1111 1111 ends\n\n" + ResultEvent, "text/event-stream"));
        Assert.Equal("data: card 4111 1111\n\ndata: **** 1111 ends\n\n" + ResultEvent, reply.Text);
    }

    [Fact]
    public async Task Event_ThatIsNotUtf8_IsLeftOut()
    {
        var reply = await host.CallAsync(async call =>
        {
            await call.ChunkedHeadAsync("text/event-stream");
            await call.ChunkAsync(new byte[] { (byte)'d', (byte)'a', (byte)'t', (byte)'a', (byte)':', 0xFF, 0xFE, (byte)'\n', (byte)'\n' });
            await call.ChunkAsync(ResultEvent);
            await call.EndAsync();
        });
        Assert.Equal(ResultEvent, reply.Text);
    }

    [Fact]
    public async Task Event_ThatWasTheAnswerAndIsNotUtf8_IsAnsweredWithAnErrorAtTheEnd()
    {
        var reply = await host.CallAsync(async call =>
        {
            await call.ChunkedHeadAsync("text/event-stream");
            await call.ChunkAsync((byte[])[.. "data: {\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"a\":\""u8, 0xFF, .. "\"}}\n\n"u8]);
            await call.EndAsync();
        });
        Assert.Contains("-32015", reply.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Heartbeat_ThatComesAgain_IsRecordedOnce()
    {
        using var watch = host.Watch();

        var reply = await host.CallAsync(call => call.AnswerAsync(string.Concat(Enumerable.Repeat("event: ping\ndata: ping\n\n", 5)) + "data: pong\n\n" + ResultEvent, "text/event-stream"));

        Assert.Equal(5, reply.Text.Split("data: ping").Length - 1);
        Assert.Equal(["ping", "pong"], watch.Seen.Where(record => record.Method == "portal/event").Select(record => RecordWatch.PayloadOf(record).Contains("pong", StringComparison.Ordinal) ? "pong" : "ping"));
    }

    [Theory]
    [MemberData(nameof(Passing))]
    public async Task GetStream_EventThatIsNoMessage_DoesNotEndIt(string text)
    {
        if (text.StartsWith("event: endpoint", StringComparison.Ordinal))
        {
            // Names the address for messages there: HttpSseTransportTests.
            return;
        }

        const string Notification = "data: {\"jsonrpc\":\"2.0\",\"method\":\"notifications/tools/list_changed\"}\n\n";
        using var request = host.Message(HttpMethod.Get, "/mcp/up", PortalHost.Engineer, call => call.AnswerAsync(text + Notification + text, "text/event-stream"));
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/event-stream"));

        var reply = await host.SendAsync(request);

        Assert.Equal(text + Notification + text, reply.Text);
    }

    [Fact]
    public async Task Result_InAnEventThatClientsIgnore_IsNotTheAnswer()
    {
        using var watch = host.Watch();

        var reply = await host.CallAsync(call => call.AnswerAsync($"event: other\ndata: {Result}\n\n", "text/event-stream"));

        Assert.Equal($"event: other\ndata: {Result}\n\n", reply.Text);
        Assert.Contains(watch.Seen, record => record.Method == "portal/stream-closed");
    }

    [Fact]
    public async Task Fault_BehindTheResult_DoesNotResetTheConnection()
    {
        // A reset could overtake the result, so many tries.
        for (var attempt = 0; attempt < 20; attempt++)
        {
            var reply = await host.CallAsync(call => call.AnswerAsync($"{ResultEvent}data: {new string('x', PortalHost.Pan.Length)}\n\ndata: {{\n\n", "text/event-stream"));
            Assert.StartsWith(ResultEvent, reply.Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task EventId_WithACard_PassesAndIsMaskedAndIndexedInTheRecord()
    {
        using var watch = host.Watch();

        var reply = await host.CallAsync(call => call.AnswerAsync($"id: {PortalHost.Pan}\n{ResultEvent}id: {PortalHost.Pan}-2\ndata:\n\n", "text/event-stream"));

        Assert.Equal($"id: {PortalHost.Pan}\n{ResultEvent}id: {PortalHost.Pan}-2\ndata:\n\n", reply.Text);
        var records = watch.Seen.Where(record => record.Method == "portal/event-id").ToList();
        Assert.Equal([$$$"""{"event":{"id":"{{{PortalHost.MaskedPan}}}"}}""", $$$"""{"event":{"id":"{{{PortalHost.MaskedPan}}}-2"}}"""], records.Select(RecordWatch.PayloadOf));
        Assert.All(records, record => Assert.Equal(1, record.MaskedCount));
        host.AssertNothingLeaked();
    }

    [Fact]
    public async Task LastEventId_WithACard_ReachesTheServerAndIsMaskedInTheRecord()
    {
        UpstreamCall? seen = null;
        using var watch = host.Watch();
        using var request = host.Message(HttpMethod.Get, "/mcp/up", PortalHost.Engineer, call =>
        {
            seen = call;
            return call.AnswerAsync(": hi\n\n", "text/event-stream");
        });
        request.Headers.Add("Last-Event-ID", PortalHost.Pan);

        await host.SendAsync(request);

        Assert.Equal([PortalHost.Pan], seen!.Values("Last-Event-ID"));
        Assert.Contains(PortalHost.MaskedPan, RecordWatch.PayloadOf(await watch.FirstAsync(record => record.Method == "portal/stream-opened")), StringComparison.Ordinal);
        host.AssertNothingLeaked();
    }
}
