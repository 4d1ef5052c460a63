using Microsoft.Extensions.DependencyInjection;
using Portal.Data.Sessions;
using Portal.Gateway.Journal;

namespace Portal.Tests.Host;

/// <summary>A detector that fails: nothing passes unmasked, in either direction, and there is a record of it.</summary>
public sealed class MaskingFaultTests(FaultyMaskerHost host) : IClassFixture<FaultyMaskerHost>
{
    private const string Notification = "data: {\"jsonrpc\":\"2.0\",\"method\":\"notifications/message\",\"params\":{\"level\":\"info\",\"data\":\"DATA\"}}\n\n";

    [Fact]
    public async Task Reply_WhereADetectorFails_IsWithheldAndRecorded()
    {
        using var watch = host.Watch();

        var reply = await host.CallAsync(call => call.TextAsync($"{FaultyMaskerHost.Trigger} {PortalHost.Pan}"));

        Assert.Equal(-32015, reply.Code);
        AssertNothingPassed(reply.Text);
        var record = Assert.Single(watch.Seen, record => record is { Direction: RecordDirection.Response, From: RecordOrigin.Portal, Outcome: RecordOutcome.Error });
        Assert.Contains("-32015", RecordWatch.PayloadOf(record), StringComparison.Ordinal);
        await AssertControlFailedAsync(watch);
    }

    [Fact]
    public async Task Event_WhereADetectorFails_EndsTheStreamWithTheError()
    {
        using var watch = host.Watch();

        var reply = await host.CallAsync(async call =>
        {
            await call.ChunkedHeadAsync("text/event-stream");
            await call.ChunkAsync(Notification.Replace("DATA", "harmless", StringComparison.Ordinal));
            await call.ChunkAsync(Notification.Replace("DATA", $"{FaultyMaskerHost.Trigger} {PortalHost.Pan}", StringComparison.Ordinal));
            await call.GoneAsync();
        });

        Assert.Contains("harmless", reply.Text, StringComparison.Ordinal);
        Assert.Contains("-32015", reply.Text, StringComparison.Ordinal);
        AssertNothingPassed(reply.Text);
        Assert.Single(watch.Seen, record => record is { Direction: RecordDirection.Response, From: RecordOrigin.Portal, Outcome: RecordOutcome.Error });
        await AssertControlFailedAsync(watch);
    }

    [Fact]
    public async Task EventThatIsNoMessage_WhereADetectorFails_IsLeftOutAndTheCallGoesOn()
    {
        using var watch = host.Watch();
        const string Result = "data: {\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}\n\n";

        var reply = await host.CallAsync(call => call.AnswerAsync($"event: ping\ndata: {FaultyMaskerHost.Trigger} {PortalHost.Pan}\n\n{Result}", "text/event-stream"));

        Assert.Equal(Result, reply.Text);
        AssertNothingPassed(reply.Text);
        Assert.Contains(watch.Seen, record => record is { Method: "portal/event", Outcome: RecordOutcome.Error });
        await AssertControlFailedAsync(watch);
    }

    [Fact]
    public async Task Request_WhereADetectorFails_IsNotForwarded()
    {
        using var watch = host.Watch();
        var forwarded = false;

        var reply = await host.CallAsync(
            call =>
            {
                forwarded = true;
                return call.TextAsync("done");
            },
            arguments: $$"""{"note":"{{FaultyMaskerHost.Trigger}}","card":"{{PortalHost.Pan}}"}""");

        Assert.False(forwarded);
        Assert.Equal(-32015, reply.Code);
        AssertNothingPassed(reply.Text);
        var record = Assert.Single(watch.Seen, record => record.Method == "portal/refused");
        Assert.Equal(RecordOutcome.Error, record.Outcome);
        Assert.Contains("-32015", RecordWatch.PayloadOf(record), StringComparison.Ordinal);
        await AssertControlFailedAsync(watch);
    }

    // PCI DSS 10.7.2 and 10.7.3: the failure is a record and shows; the next card number that is masked ends it.
    private async Task AssertControlFailedAsync(RecordWatch watch)
    {
        Assert.Single(watch.Seen, record => record.Method == "portal/control-failure" && RecordWatch.PayloadOf(record).Contains("\"masking\"", StringComparison.Ordinal));
        Assert.Contains("masking", (await host.ApiAsync("/api/v1/controls")).Text, StringComparison.Ordinal);
        Assert.True(host.Services.GetRequiredService<ControlFailures>().IsFailed(PortalControls.Masking));

        await host.AssertServesAsync();

        Assert.Single(watch.Seen, record => record.Method == "portal/control-restored" && RecordWatch.PayloadOf(record).Contains("\"masking\"", StringComparison.Ordinal));
        Assert.False(host.Services.GetRequiredService<ControlFailures>().IsFailed(PortalControls.Masking));
    }

    private void AssertNothingPassed(string text)
    {
        Assert.DoesNotContain(PortalHost.Pan, text, StringComparison.Ordinal);
        Assert.DoesNotContain(FaultyMaskerHost.Trigger, text, StringComparison.Ordinal);
        Assert.Contains(host.Logs.Lines, line => line.Contains("masking engine failed", StringComparison.Ordinal));
        host.AssertNothingLeaked();
    }
}
