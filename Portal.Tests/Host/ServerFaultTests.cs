using System.Buffers;
using System.IO.Compression;
using System.Net.Sockets;
using System.Text;
using Portal.Data.Sessions;
using Portal.Tests.Fakes;

namespace Portal.Tests.Host;

public sealed class ServerFaultTests(SmallReplyHost host) : IClassFixture<SmallReplyHost>
{
    private const string Event = "event: message\nid: 7\ndata: {\"jsonrpc\":\"2.0\",\"method\":\"notifications/message\",\"params\":{\"level\":\"info\",\"data\":\"4111111111111111\"}}\n\n";

    [Fact]
    public async Task Server_ThatIsDown_IsUnreachable()
    {
        int port;
        using (var free = new TcpListener(System.Net.IPAddress.Loopback, 0))
        {
            free.Start();
            port = ((System.Net.IPEndPoint)free.LocalEndpoint).Port;
        }

        Assert.Equal(200, (await host.ApiAsync(HttpMethod.Put, "/api/v1/servers/down", PortalHost.Admin, $$"""{"url":"http://127.0.0.1:{{port}}/mcp"}""")).Status);
        await AllowAsync("down");
        using var watch = host.Watch();

        var reply = await host.SendAsync(PortalHost.Call("echo"), server: "down");

        AssertFailed(reply, -32014, watch);
        await host.AssertServesAsync();
    }

    [Fact]
    public async Task Server_ThatIsSlow_TimesOut()
    {
        using var watch = host.Watch();

        var reply = await host.CallAsync(call => call.GoneAsync(), server: "hasty");

        AssertFailed(reply, -32014, watch);
        Assert.Contains("in time", reply.Text, StringComparison.Ordinal);
        await host.AssertServesAsync();
    }

    [Fact]
    public async Task Server_ThatStopsInTheMiddleOfJson_TimesOut()
    {
        using var watch = host.Watch();

        var reply = await host.CallAsync(async call =>
        {
            await call.ChunkedHeadAsync("application/json");
            await call.ChunkAsync("{\"jsonrpc\":");
            await call.GoneAsync();
        }, server: "hasty");

        AssertFailed(reply, -32014, watch);
        await host.AssertServesAsync();
    }

    [Fact]
    public async Task Server_ThatClosesWithoutAnAnswer_IsUnreachable()
    {
        using var watch = host.Watch();

        var reply = await host.CallAsync(call =>
        {
            call.Cut();
            return Task.CompletedTask;
        });

        AssertFailed(reply, -32014, watch);
        await host.AssertServesAsync();
    }

    [Theory]
    [InlineData("nonsense\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 7\r\n\r\n{}")]
    [InlineData("HTTP/1.1 200 OK\r\nX-Broken\u0000: 4111111111111111\r\n\r\n")]
    public async Task Server_ThatDoesNotSpeakHttp_IsUnreachable(string answer)
    {
        using var watch = host.Watch();

        var reply = await host.CallAsync(call => call.WriteAsync(answer));

        AssertFailed(reply, -32014, watch);
        host.AssertNothingLeaked();
        await host.AssertServesAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Reply_CutInTheMiddleOfJson_IsUnreachable(bool chunked)
    {
        using var watch = host.Watch();

        var reply = await host.CallAsync(async call =>
        {
            if (chunked)
            {
                await call.ChunkedHeadAsync("application/json");
                await call.ChunkAsync($$"""{"jsonrpc":"2.0","id":1,"result":{"card":"{{PortalHost.Pan}}" """);
            }
            else
            {
                await call.WriteAsync("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n{\"jsonrpc\":\"2.0\"");
            }
        });

        AssertFailed(reply, -32014, watch);
        Assert.DoesNotContain(PortalHost.Pan, reply.Text, StringComparison.Ordinal);
        await host.AssertServesAsync();
    }

    [Fact]
    public async Task Reply_CutAgainAndAgain_NeverSharesABufferBetweenCalls()
    {
        for (var round = 0; round < 40; round++)
        {
            await host.CallAsync(async call =>
            {
                await call.ChunkedHeadAsync("application/json");
                await call.ChunkAsync($$"""{"jsonrpc":"2.0","id":1,"result":{"x":"{{new string('a', 6000)}}""");
            });
        }

        // A buffer that was given back twice is handed to two at a time, and one call's reply shows up in another's.
        var rented = Enumerable.Range(0, 400).Select(_ => ArrayPool<byte>.Shared.Rent(4096)).ToList();
        Assert.Equal(rented.Count, rented.Distinct().Count());
    }

    [Fact]
    public async Task Stream_CutBeforeAnyEventId_EndsWithAnError()
    {
        using var watch = host.Watch();

        var reply = await host.CallAsync(async call =>
        {
            await call.ChunkedHeadAsync("text/event-stream");
            await call.ChunkAsync(Event.Replace("id: 7\n", "", StringComparison.Ordinal));
            await call.ChunkAsync("data: {\"jsonrpc\":\"2.0\",\"id\":1,\"res");
            call.Cut();
        });

        Assert.Equal(200, reply.Status);
        Assert.Contains("-32014", reply.Text, StringComparison.Ordinal);
        Assert.Contains(PortalHost.MaskedPan, reply.Text, StringComparison.Ordinal);
        Assert.Contains(watch.Seen, record => record is { From: RecordOrigin.Portal, Outcome: RecordOutcome.Error });
        await host.AssertServesAsync();
    }

    [Fact]
    public async Task Stream_CutAfterAnEventId_IsCutForTheClientToo()
    {
        using var watch = host.Watch();

        await Assert.ThrowsAnyAsync<HttpRequestException>(() => host.CallAsync(async call =>
        {
            await call.ChunkedHeadAsync("text/event-stream");
            await call.ChunkAsync(Event);
            call.Cut();
        }));

        await watch.FirstAsync(record => record is { From: RecordOrigin.Portal, Outcome: RecordOutcome.Error });
        await host.AssertServesAsync();
    }

    [Theory]
    [InlineData("200 OK")]
    [InlineData("201 Created")]
    public async Task Reply_InHtml_IsWithheld(string status)
    {
        using var watch = host.Watch();

        var reply = await host.CallAsync(call => call.AnswerAsync($"<html>{PortalHost.Pan}</html>", "text/html", status));

        AssertFailed(reply, -32015, watch);
        Assert.DoesNotContain("<html>", reply.Text, StringComparison.Ordinal);
        await host.AssertServesAsync();
    }

    [Fact]
    public async Task Reply_InHtmlWithStatus500_KeepsTheStatusAndWithholdsTheBody()
    {
        using var watch = host.Watch();

        var reply = await host.CallAsync(call => call.AnswerAsync($"<html>{PortalHost.Pan}</html>", "text/html", "500 Internal Server Error"));

        Assert.Equal(500, reply.Status);
        Assert.Equal(-32015, reply.Code);
        Assert.Equal(1, reply.Id.GetInt32());
        Assert.DoesNotContain(PortalHost.Pan, reply.Text, StringComparison.Ordinal);
        Assert.Contains(watch.Seen, record => record is { Direction: RecordDirection.Response, From: RecordOrigin.Portal, Outcome: RecordOutcome.Error });
        await host.AssertServesAsync();
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("x-gzip")]
    [InlineData("br")]
    [InlineData("deflate")]
    public async Task Reply_Packed_IsUnpackedAndMasked(string coding)
    {
        var reply = await host.CallAsync(call => call.AnswerAsync(
            Pack(coding, $$$"""{"jsonrpc":"2.0","id":{{{call.Id}}},"result":{"content":[{"type":"text","text":"{{{PortalHost.Pan}}}"}]}}"""), headers: $"Content-Encoding: {coding}\r\n"));

        Assert.Equal(PortalHost.MaskedPan, reply.ToolText);
        Assert.Empty(reply.ContentHeaders.ContentEncoding);
    }

    [Theory]
    [InlineData("zstd")]
    [InlineData("compress")]
    [InlineData("gzip, gzip")]
    public async Task Reply_InAnUnknownContentCoding_IsWithheld(string coding)
    {
        using var watch = host.Watch();

        var reply = await host.CallAsync(call => call.AnswerAsync("{}", headers: $"Content-Encoding: {coding}\r\n"));

        AssertFailed(reply, -32015, watch);
        await host.AssertServesAsync();
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"card\":\"4111111111111111\"}}}")]
    [InlineData("\"4111111111111111\"")]
    [InlineData("4111111111111111")]
    [InlineData("[]")]
    [InlineData("[1]")]
    [InlineData("\uFEFF{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}")]
    [InlineData("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"x\":NaN}}")]
    public async Task Reply_ThatIsNoJsonMessage_IsWithheld(string body)
    {
        using var watch = host.Watch();

        var reply = await host.CallAsync(call => call.AnswerAsync(body));

        AssertFailed(reply, -32015, watch);
        await host.AssertServesAsync();
    }

    [Fact]
    public async Task Reply_ThatSaysItIsPackedAndIsNot_IsWithheld()
    {
        using var watch = host.Watch();

        var reply = await host.CallAsync(call => call.AnswerAsync("{\"card\":\"4111111111111111\"}", headers: "Content-Encoding: gzip\r\n"));

        AssertFailed(reply, -32015, watch);
    }

    [Theory]
    [InlineData("application/json; charset=utf-16")]
    [InlineData("application/json; charset=iso-8859-1")]
    [InlineData("application/octet-stream")]
    [InlineData("text/event-stream; charset=utf-7")]
    public async Task Reply_InAnotherCharsetOrType_IsWithheld(string type)
    {
        using var watch = host.Watch();

        var reply = await host.CallAsync(call => call.AnswerAsync("""{"jsonrpc":"2.0","id":1,"result":{}}""", type));

        AssertFailed(reply, -32015, watch);
    }

    [Fact]
    public async Task Reply_NestedDeeperThan256_IsWithheld()
    {
        using var watch = host.Watch();

        var reply = await host.CallAsync(call => call.ResultAsync(new string('[', 300) + new string(']', 300)));

        AssertFailed(reply, -32015, watch);
        await host.AssertServesAsync();
    }

    [Fact]
    public async Task Stream_WithInvalidJson_EndsWithAnError()
    {
        const string text = "data: {\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"card\":\"4111\n\ndata: 111111111111\"}}\n\n";
        using var watch = host.Watch();

        var reply = await host.CallAsync(call => call.AnswerAsync(text, "text/event-stream"));

        Assert.Contains("-32015", reply.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(PortalHost.Pan, reply.Text, StringComparison.Ordinal);
        Assert.Contains(watch.Seen, record => record is { From: RecordOrigin.Portal, Outcome: RecordOutcome.Error });
        await host.AssertServesAsync();
    }

    [Theory]
    [InlineData("\uFEFFdata: {0}\n\n")]
    [InlineData("data: {0}\r\n\r\n")]
    [InlineData("data: {0}\r\r")]
    [InlineData("data:{0}\n\n")]
    [InlineData(": 4111111111111111\ndata: {0}\n\n")]
    [InlineData("event: 4111111111111111\ndata: {0}\n\n")]
    [InlineData("note: 4111111111111111\ndata: {0}\n\n")]
    [InlineData("note: 4111111111111111\n\ndata: {0}\n\n")]
    [InlineData("retry: 4111111111111111\n\ndata: {0}\n\n")]
    [InlineData("4111111111111111\n\ndata: {0}\n\n")]
    [InlineData("data: {0}\n\n: 4111 1111 1111 1111\n\n")]
    public async Task Stream_HoweverWritten_IsMaskedAndRecorded(string format)
    {
        using var watch = host.Watch();
        var message = $$$"""{"jsonrpc":"2.0","id":1,"result":{"card":"{{{PortalHost.Pan}}}","cvv":"123"}}""";

        var reply = await host.CallAsync(call => call.AnswerAsync(format.Replace("{0}", message, StringComparison.Ordinal), "text/event-stream"));

        Assert.DoesNotContain(PortalHost.Pan, reply.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("4111 1111", reply.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("123\"", reply.Text, StringComparison.Ordinal);
        Assert.Contains(watch.Seen, record => record is { Direction: RecordDirection.Response, Outcome: RecordOutcome.Ok, From: RecordOrigin.Server } or { From: RecordOrigin.Portal, Outcome: RecordOutcome.Error });
        host.AssertNothingLeaked();
    }

    [Fact]
    public async Task Reply_WithCardNumbersInItsHead_IsMaskedThereToo()
    {
        var body = PortalHost.Call("echo");
        var script = host.Upstream.Register(call => call.AnswerAsync("""{"jsonrpc":"2.0","id":1,"result":{}}""",
            status: $"200 card {PortalHost.Pan}", headers: $"Retry-After: {PortalHost.Pan}\r\nX-Cards: a 4111 1111 1111 1111 b\r\n"));
        var reply = await host.RawAsync(
            $"POST /mcp/up HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/json\r\n{ScriptedUpstream.ScriptHeader}: {script}\r\nAuthorization: Bearer {PortalHost.Engineer}\r\nContent-Length: {body.Length}\r\n\r\n{body}");

        Assert.StartsWith("HTTP/1.1 200", reply, StringComparison.Ordinal);
        Assert.Contains($"Retry-After: {PortalHost.MaskedPan}", reply, StringComparison.Ordinal);
        Assert.DoesNotContain(PortalHost.Pan, reply, StringComparison.Ordinal);
        Assert.DoesNotContain("4111 1111", reply, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reply_WithACookie_SetsNoneForThePortal()
    {
        var reply = await host.CallAsync(call => call.ResultAsync("{}", "Set-Cookie: portal=stolen; Path=/\r\nClear-Site-Data: \"*\"\r\n"));

        Assert.False(reply.Headers.Contains("Set-Cookie"));
        Assert.False(reply.Headers.Contains("Clear-Site-Data"));
    }

    [Fact]
    public async Task Reply_WithASessionIdOfAnotherCaller_IsWithheld()
    {
        static Task SameId(UpstreamCall call) => call.ResultAsync("{\"protocolVersion\":\"2025-06-18\"}", "Mcp-Session-Id: fixed-id\r\n");
        var first = await host.SendAsync(PortalHost.Initialize, script: SameId);
        using var watch = host.Watch();

        var second = await host.SendAsync(PortalHost.Initialize, PortalHost.Mallory, script: SameId);

        Assert.Equal("fixed-id", first.Headers.GetValues("Mcp-Session-Id").Single());
        AssertFailed(second, -32015, watch);
        Assert.False(second.Headers.Contains("Mcp-Session-Id"));
        await host.AssertServesAsync();
    }

    [Fact]
    public async Task Upgrade_ToAnotherProtocol_OpensNoTunnel()
    {
        var script = host.Upstream.Register(async call =>
        {
            await call.WriteAsync($"HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\ncard {PortalHost.Pan}");
            await call.GoneAsync();
        });
        var reply = await host.RawAsync(
            $"GET /mcp/up HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n{ScriptedUpstream.ScriptHeader}: {script}\r\nAuthorization: Bearer {PortalHost.Engineer}\r\n\r\n",
            closing: true);

        Assert.DoesNotContain(PortalHost.Pan, reply, StringComparison.Ordinal);
        Assert.DoesNotContain("101 Switching", reply, StringComparison.Ordinal);
        await host.AssertServesAsync();
    }

    private static void AssertFailed(Reply reply, int code, RecordWatch watch)
    {
        Assert.Equal(200, reply.Status);
        Assert.Equal(code, reply.Code);
        Assert.Contains(reply.Id.GetRawText(), new[] { "0", "1" });
        Assert.Contains(watch.Seen, record => record is { Direction: RecordDirection.Request, From: RecordOrigin.Client, Outcome: RecordOutcome.Ok });
        var record = Assert.Single(watch.Seen, record => record is { Direction: RecordDirection.Response, From: RecordOrigin.Portal, Outcome: RecordOutcome.Error });
        Assert.DoesNotContain(PortalHost.Pan, RecordWatch.PayloadOf(record), StringComparison.Ordinal);
    }

    private async Task AllowAsync(string server)
    {
        var reply = await host.ApiAsync(HttpMethod.Put, $"/api/v1/policies/use-{server}", PortalHost.Admin,
            $$$"""{"kind":"access","servers":["{{{server}}}"],"tools":["*"],"callers":{"roles":["engineer"]},"effect":"allow"}""");
        Assert.Equal(200, reply.Status);
    }

    private static byte[] Pack(string coding, string text)
    {
        using var packed = new MemoryStream();
        using (Stream packer = coding switch
        {
            "br" => new BrotliStream(packed, CompressionLevel.Fastest),
            "deflate" => new ZLibStream(packed, CompressionLevel.Fastest),
            _ => new GZipStream(packed, CompressionLevel.Fastest),
        })
        {
            packer.Write(Encoding.UTF8.GetBytes(text));
        }

        return packed.ToArray();
    }
}
