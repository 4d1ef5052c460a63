using Portal.Data.Sessions;
using Portal.Tests.Fakes;

namespace Portal.Tests.Host;

/// <summary>Servers answer what is no request in many ways; none of them is an error to the client.</summary>
public sealed class AcknowledgementTests(PortalHost host) : IClassFixture<PortalHost>
{
    private const string Notification = """{"jsonrpc":"2.0","method":"notifications/initialized"}""";
    private const string Answer = """{"jsonrpc":"2.0","id":"server-1","result":{"roots":[]}}""";

    public static TheoryData<string, string, string, int> Answers => new()
    {
        { "202 Accepted", "Content-Type: text/plain\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n", 202 },
        { "202 Accepted", "Content-Type: text/html\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n", 202 },
        { "202 Accepted", "Content-Type: text/html; charset=utf-8\r\nContent-Length: 0\r\n", "", 202 },
        { "202 Accepted", "Content-Length: 8\r\n", "Accepted", 202 },
        { "202 Accepted", "Transfer-Encoding: chunked\r\n", "8\r\nAccepted\r\n0\r\n\r\n", 202 },
        { "202 Accepted", "Content-Type: application/json\r\nContent-Length: 4\r\n", "null", 202 },
        { "200 OK", "Content-Type: application/json\r\nContent-Length: 4\r\n", "null", 200 },
        { "200 OK", "Content-Type: text/plain\r\nContent-Length: 2\r\n", "ok", 200 },
        { "200 OK", "Content-Type: application/json\r\nContent-Length: 2\r\n", "{}", 200 },
        { "200 OK", "Content-Type: application/json\r\nContent-Length: 12\r\n", "{\"broken\": 1", 200 },
        { "200 OK", "Content-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n", "a\r\ndata: ok\n\n\r\n0\r\n\r\n", 200 },
        { "202 Accepted", "Content-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n", 202 },
        { "200 OK", "Content-Type: image/png\r\nContent-Length: 4\r\n", "\u0001\u0002\u0003\u0004", 200 },
        { "200 OK", "Content-Type: text/plain\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\n", "nope", 200 },
        { "202 Accepted", "", "Accepted", 202 },
        { "204 No Content", "", "", 204 },
        { "201 Created", "Content-Type: text/plain\r\nContent-Length: 7\r\n", "created", 201 },
        { "200 OK", "Content-Type: no type\r\nContent-Length: 2\r\n", "ok", 200 },
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task Notification_HoweverAcknowledged_KeepsTheStatusAndHasNoBody(string status, string headers, string body, int expected)
    {
        using var watch = host.Watch();

        var reply = await SendAsync(Notification, status, headers, body);

        Assert.Equal((expected, ""), (reply.Status, reply.Text));
        Assert.Null(reply.ContentHeaders.ContentType);
        Assert.DoesNotContain(watch.Seen, record => record.Outcome is RecordOutcome.Error or RecordOutcome.Aborted);
    }

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task AnswerToTheServer_HoweverAcknowledged_KeepsTheStatusAndHasNoBody(string status, string headers, string body, int expected) =>
        Assert.Equal((expected, ""), await SendAsync(Answer, status, headers, body) is var reply ? (reply.Status, reply.Text) : default);

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task Delete_HoweverAcknowledged_KeepsTheStatusAndHasNoBody(string status, string headers, string body, int expected)
    {
        using var watch = host.Watch();
        using var request = host.Message(HttpMethod.Delete, "/mcp/up", PortalHost.Engineer, call => call.WriteAsync($"HTTP/1.1 {status}\r\nConnection: close\r\n{headers}\r\n{body}"));

        var reply = await host.SendAsync(request);

        Assert.Equal((expected, ""), (reply.Status, reply.Text));
        Assert.DoesNotContain(watch.Seen, record => record.Outcome is RecordOutcome.Error or RecordOutcome.Aborted);
    }

    [Fact]
    public async Task Acknowledgement_WithABody_IsRecordedMasked()
    {
        using var watch = host.Watch();
        var body = $"Accepted for card {PortalHost.Pan}";

        await SendAsync(Notification, "202 Accepted", $"Content-Type: text/plain\r\nContent-Length: {body.Length}\r\n", body);

        var record = await watch.FirstAsync(record => record.Method == "portal/acknowledged");
        Assert.Contains($"Accepted for card {PortalHost.MaskedPan}", RecordWatch.PayloadOf(record), StringComparison.Ordinal);
        host.AssertNothingLeaked();
    }

    [Fact]
    public async Task Acknowledgement_WithALongBody_IsReadTo64KB()
    {
        using var watch = host.Watch();
        var body = string.Concat(Enumerable.Repeat("All is well. ", 20_000));

        var reply = await SendAsync(Notification, "200 OK", $"Content-Type: text/plain\r\nContent-Length: {body.Length}\r\n", body);

        Assert.Equal((200, ""), (reply.Status, reply.Text));
        var record = await watch.FirstAsync(record => record.Method == "portal/acknowledged");
        Assert.InRange(record.Payload.Length, 64 * 1024, (64 * 1024) + 512);
        Assert.Contains("the rest was not read", RecordWatch.PayloadOf(record), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(11)]
    [InlineData(15)]
    [InlineData(16)]
    public async Task Acknowledgement_WithACardWhereReadingEnds_KeepsNoPartOfItUnmasked(int within)
    {
        using var watch = host.Watch();
        var body = new string('x', (64 * 1024) - within - 1) + " " + PortalHost.Pan + " and more";

        await SendAsync(Notification, "200 OK", $"Content-Type: text/plain\r\nContent-Length: {body.Length}\r\n", body);

        var kept = RecordWatch.PayloadOf(await watch.FirstAsync(record => record.Method == "portal/acknowledged"));
        Assert.DoesNotContain("x 4", kept.Replace(PortalHost.MaskedPan, "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("card 4111\u00A01111\u00A01111\u00A01111", true)]
    [InlineData("4\01\01\01\01\01\01\01\01\01\01\01\01\01\01\01\0", false)]
    [InlineData("card 4111\u00011111\u00011111\u00011111", false)]
    [InlineData("card 4111        1111        1111        1111", false)]
    public async Task Acknowledgement_HoweverItHidesACard_KeepsNoneOfIt(string text, bool isLatin1)
    {
        using var watch = host.Watch();
        var body = isLatin1 ? System.Text.Encoding.Latin1.GetBytes(text) : System.Text.Encoding.UTF8.GetBytes(text);

        await host.SendAsync(Notification, script: call => call.AnswerAsync(body, "text/plain", "202 Accepted"));

        var kept = RecordWatch.PayloadOf(await watch.FirstAsync(record => record.Method == "portal/acknowledged"));
        Assert.DoesNotContain(PortalHost.Pan, string.Concat(kept.Where(char.IsAsciiDigit)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Acknowledgement_InACodingThatCannotBeTakenOff_KeepsTheStatus()
    {
        Assert.Equal((202, ""), await SendAsync(Notification, "202 Accepted", "Content-Encoding: zstd\r\nContent-Length: 4\r\n", "abcd") is var one ? (one.Status, one.Text) : default);
        Assert.Equal((200, ""), await SendAsync(Notification, "200 OK", "Content-Encoding: gzip, br\r\nContent-Length: 4\r\n", "abcd") is var two ? (two.Status, two.Text) : default);
    }

    [Theory]
    [InlineData("text/event-stream")]
    [InlineData("text/plain")]
    public async Task Acknowledgement_WhoseBodyNeverEnds_IsReleasedSoon(string type)
    {
        using var watch = host.Watch();

        var reply = await host.SendAsync(Notification, script: async call =>
        {
            await call.ChunkedHeadAsync(type);
            await call.ChunkAsync(": waiting\n\n");
            await call.GoneAsync();
        });

        Assert.Equal((200, ""), (reply.Status, reply.Text));
        await watch.FirstAsync(record => record.Method == "portal/acknowledged");
    }

    [Fact]
    public async Task Acknowledgement_ThatCannotBeRecorded_IsRefused()
    {
        var reply = await host.SendAsync(Notification, script: async call =>
        {
            host.Store.Before = _ => throw new IOException("The disk is full.");
            await call.AnswerAsync("Accepted", "text/plain", "202 Accepted");
        });
        host.Store.Before = null;

        Assert.Equal((503, -32013), (reply.Status, reply.Code));
        await host.AssertServesAsync();
    }

    [Theory]
    [InlineData("400 Bad Request", "text/plain", "No valid session", 400)]
    [InlineData("404 Not Found", "text/html", "<p>gone</p>", 404)]
    [InlineData("500 Internal Server Error", "application/json", "\"broken\"", 500)]
    [InlineData("503 Service Unavailable", "application/json", "{\"broken\"", 503)]
    public async Task Notification_ServerRefuses_KeepsTheStatus(string status, string type, string body, int expected)
    {
        var reply = await host.SendAsync(Notification, script: call => call.AnswerAsync(body, type, status));
        Assert.Equal(expected, reply.Status);
        Assert.Equal(-32015, reply.Code);
    }

    [Fact]
    public async Task Request_AnsweredWithAPage_IsStillWithheld()
    {
        var reply = await host.CallAsync(call => call.AnswerAsync("Accepted", "text/plain"));
        Assert.Equal((200, -32015), (reply.Status, reply.Code));
    }

    [Fact]
    public async Task Request_AcceptedWithoutAMessage_KeepsTheStatus()
    {
        var reply = await host.CallAsync(call => call.AnswerAsync("Accepted", "text/plain", "202 Accepted"));
        Assert.Equal((202, ""), (reply.Status, reply.Text));
    }

    private Task<Reply> SendAsync(string message, string status, string headers, string body) =>
        host.SendAsync(message, script: call => call.WriteAsync($"HTTP/1.1 {status}\r\nConnection: close\r\n{headers}\r\n{body}"));
}
