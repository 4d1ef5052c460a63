using Portal.Data.Sessions;
using Portal.Tests.Fakes;

namespace Portal.Tests.Host;

/// <summary>Masking over the events of a stream: on the wire and in the record alike.</summary>
public sealed class EventStreamMaskingTests(PortalHost host) : IClassFixture<PortalHost>
{
    [Fact]
    public async Task Events_ThatShareACardNumber_AreMaskedInTheSecond()
    {
        using var watch = host.Watch();

        var reply = await host.CallAsync(async call =>
        {
            await call.ChunkedHeadAsync("text/event-stream");
            await call.ChunkAsync(Event("card 4111 1111"));
            await call.ChunkAsync(Event("1111 1111 ends"));
            await EndAsync(call);
        });

        Assert.Contains(Event("card 4111 1111"), reply.Text, StringComparison.Ordinal);
        Assert.Contains(Event("**** 1111 ends"), reply.Text, StringComparison.Ordinal);
        Assert.Contains(watch.Seen, record => record.MaskedCount == 1 && RecordWatch.PayloadOf(record).Contains("**** 1111 ends", StringComparison.Ordinal));
        Assert.DoesNotContain(watch.Seen, record => RecordWatch.PayloadOf(record).Contains("1111 1111 ends", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Streams_OfTwoCalls_DoNotShareTheirTails()
    {
        await host.CallAsync(async call =>
        {
            await call.ChunkedHeadAsync("text/event-stream");
            await call.ChunkAsync(Event("card 4111 1111"));
            await EndAsync(call);
        });

        var reply = await host.CallAsync(async call =>
        {
            await call.ChunkedHeadAsync("text/event-stream");
            await call.ChunkAsync(Event("1111 1111 ends"));
            await EndAsync(call);
        });

        Assert.Contains(Event("1111 1111 ends"), reply.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Event_WithABatch_IsMaskedInEachMessage()
    {
        using var watch = host.Watch();
        const string Message = """{"jsonrpc":"2.0","method":"notifications/message","params":{"level":"info","data":"DATA"}}""";
        var batch = $"[ {Message.Replace("DATA", "plain", StringComparison.Ordinal)} , {Message.Replace("DATA", PortalHost.Pan, StringComparison.Ordinal)} ]";

        var reply = await host.CallAsync(async call =>
        {
            await call.ChunkedHeadAsync("text/event-stream");
            await call.ChunkAsync($"id: 1\ndata: {batch}\n\n");
            await EndAsync(call);
        });

        Assert.Contains($"id: 1\ndata: {batch.Replace(PortalHost.Pan, PortalHost.MaskedPan, StringComparison.Ordinal)}\n\n", reply.Text, StringComparison.Ordinal);
        Assert.Equal(1, watch.Seen.Count(record => record is { Direction: RecordDirection.Notification, MaskedCount: 1 }));
        host.AssertNothingLeaked();
    }

    private static string Event(string data) =>
        $$$"""data: {"jsonrpc":"2.0","method":"notifications/progress","params":{"progressToken":1,"progress":1,"message":"{{{data}}}"}}""" + "\n\n";

    private static async Task EndAsync(UpstreamCall call)
    {
        await call.ChunkAsync($$$"""data: {"jsonrpc":"2.0","id":{{{call.Id}}},"result":{"content":[]}}""" + "\n\n");
        await call.EndAsync();
    }
}
