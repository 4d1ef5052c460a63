using Portal.Data.Sessions;

namespace Portal.Tests.Host;

/// <summary>What a client is told about masking, through the whole portal.</summary>
public sealed class MaskingNoticeTests(PortalHost host) : IClassFixture<PortalHost>
{
    private const string Place = """{"path":"$.result.structuredContent.pan","kind":"pan","count":1}""";

    private static readonly string Reply = $$$$"""{"content":[],"structuredContent":{"pan":"{{{{PortalHost.Pan}}}}", "n" : 1.50}}""";
    private static readonly string Masked = $$$$"""{"_meta":{"portal/masked":[{{{{Place}}}}]},"content":[],"structuredContent":{"pan":"{{{{PortalHost.MaskedPan}}}}", "n" : 1.50}}""";

    [Fact]
    public async Task Reply_WithSomethingMasked_SaysSoAndTheRestIsByteForByte()
    {
        using var watch = host.Watch();

        var reply = await host.CallAsync(call => call.ResultAsync(Reply), "notice_json");

        Assert.Equal(Masked, reply.Json.GetProperty("result").GetRawText());
        Assert.Equal(reply.Text.Length, reply.ContentHeaders.ContentLength);
        var record = watch.Seen.Single(record => record is { Direction: RecordDirection.Response, Tool: "notice_json" });
        Assert.Equal(1, record.MaskedCount);
        Assert.DoesNotContain("portal/masked", RecordWatch.PayloadOf(record), StringComparison.Ordinal);
        host.AssertNothingLeaked();
    }

    [Fact]
    public async Task Reply_WithNothingMasked_IsByteForByte()
    {
        const string Plain = """{"content":[ ],"structuredContent":{"n" : 1.50},"_meta":{"a":1}}""";

        Assert.Equal(Plain, (await host.CallAsync(call => call.ResultAsync(Plain))).Json.GetProperty("result").GetRawText());
    }

    [Fact]
    public async Task Reply_WithMetaOfItsOwn_KeepsIt()
    {
        var reply = await host.CallAsync(call => call.ResultAsync(Reply.Replace("{\"content\"", "{\"_meta\":{ \"trace\":\"t\" },\"content\"", StringComparison.Ordinal)));

        Assert.Equal(Masked.Replace("]},\"content\"", "], \"trace\":\"t\" },\"content\"", StringComparison.Ordinal), reply.Json.GetProperty("result").GetRawText());
    }

    [Theory]
    [InlineData("""{"content":[],"_meta":{"portal/masked":[],"a":1}}""", """{"content":[],"_meta":{"a":1}}""")]
    [InlineData("""{"content":[],"_meta":{"portal\u002fmasked":[]}}""", """{"content":[],"_meta":{}}""")]
    public async Task Reply_ThatPretendsToBeMasked_LosesTheNotice(string forged, string passes) =>
        Assert.Equal(passes, (await host.CallAsync(call => call.ResultAsync(forged))).Json.GetProperty("result").GetRawText());

    [Fact]
    public async Task Reply_ThatPretendsNothingWasMasked_SaysWhatWas()
    {
        var reply = await host.CallAsync(call => call.ResultAsync(Reply.Replace("{\"content\"", "{\"_meta\":{\"portal/masked\":[]},\"content\"", StringComparison.Ordinal)));

        Assert.Equal(Masked, reply.Json.GetProperty("result").GetRawText());
    }

    [Fact]
    public async Task Error_WithSomethingMasked_HasNoNotice()
    {
        var reply = await host.CallAsync(call => call.AnswerAsync($$$$$"""{"jsonrpc":"2.0","id":{{{{{call.Id}}}}},"error":{"code":-32000,"message":"no {{{{{PortalHost.Pan}}}}}","data":{"_meta":{}}}}"""));

        Assert.Equal($$$$"""{"code":-32000,"message":"no {{{{PortalHost.MaskedPan}}}}","data":{"_meta":{}}}""", reply.Error.GetRawText());
    }

    [Fact]
    public async Task ToolError_WithSomethingMasked_SaysSo()
    {
        var reply = await host.CallAsync(call => call.ResultAsync($$$$"""{"isError":true,"content":[{"type":"text","text":"no {{{{PortalHost.Pan}}}}"}]}"""));

        Assert.Equal("$.result.content[0].text", reply.Json.GetProperty("result").GetProperty("_meta").GetProperty("portal/masked")[0].GetProperty("path").GetString());
    }

    [Fact]
    public async Task Stream_ResultSaysSo_NotificationsAndRequestsDoNot()
    {
        var notification = $$$$"""{"jsonrpc":"2.0","method":"notifications/message","params":{"level":"info","data":"{{{{PortalHost.Pan}}}}","_meta":{"a":1}}}""";

        var reply = await host.CallAsync(async call =>
        {
            await call.ChunkedHeadAsync("text/event-stream");
            await call.ChunkAsync($"id: 7\ndata: {notification}\n\n");
            await call.ChunkAsync($": hello\nevent: message\nid: 8\ndata: {{\"jsonrpc\":\"2.0\",\ndata: \"id\":{call.Id},\"result\":{Reply}}}\n\n");
            await call.EndAsync();
        });

        Assert.Equal(
            $"id: 7\ndata: {notification.Replace(PortalHost.Pan, PortalHost.MaskedPan, StringComparison.Ordinal)}\n\n"
                + $": hello\nevent: message\nid: 8\ndata: {{\"jsonrpc\":\"2.0\",\ndata: \"id\":1,\"result\":{Masked}}}\n\n",
            reply.Text);
    }

    [Fact]
    public async Task Stream_BatchOfResults_EachSaysItsOwn()
    {
        var reply = await host.SendAsync(
            $"[{PortalHost.Call("a", id: "1")},{PortalHost.Call("b", id: "2")}]",
            script: call => call.AnswerAsync($$$$"""[ {"jsonrpc":"2.0","id":1,"result":{{{{Reply}}}}} , {"jsonrpc":"2.0","id":2,"result":{"content":[]}} ]"""),
            change: request => request.Headers.Add("MCP-Protocol-Version", "2025-03-26"));

        Assert.Equal($$$$"""[ {"jsonrpc":"2.0","id":1,"result":{{{{Masked}}}}} , {"jsonrpc":"2.0","id":2,"result":{"content":[]}} ]""", reply.Text);
    }

    [Fact]
    public async Task Reply_ToAMethodThatIsNoTool_SaysSoToo()
    {
        var reply = await host.SendAsync(PortalHost.Request("resources/list"), script: call => call.ResultAsync($$$$"""{"resources":[{"uri":"a:b","name":"{{{{PortalHost.Pan}}}}"}]}"""));

        Assert.Equal("$.result.resources[0].name", reply.Json.GetProperty("result").GetProperty("_meta").GetProperty("portal/masked")[0].GetProperty("path").GetString());
    }
}
