using System.Text.Json;
using Portal.Data.Sessions;

namespace Portal.Tests.Host;

/// <summary><c>Gateway:Masking:Sensitivity</c> reaches replies, requests, records, the test bench and the self-scan.</summary>
public sealed class MaskingSensitivityTests(StrictMaskingHost strict, PreciseMaskingHost precise) : IClassFixture<StrictMaskingHost>, IClassFixture<PreciseMaskingHost>
{
    // In pairs, so that little speaks for it; and of a network without a promised check digit, among a card's fields.
    private const string Pairs = "41 11 11 11 11 11 11 11";
    private const string MaskedPairs = "41 11 11 ** ** ** 11 11";
    private const string Weak = """{"cardholder":"A. Muster","expiry":"12/27","value":"6212345678901235"}""";
    private const string MaskedWeak = """{"cardholder":"A. Muster","expiry":"12/27","value":"621234******1235"}""";

    [Fact]
    public async Task Reply_WithANumberNearTheThreshold_IsMaskedUnderStrictOnly()
    {
        Assert.Equal((MaskedPairs, MaskedWeak), await ReplyAsync(strict));
        Assert.Equal((Pairs, Weak), await ReplyAsync(precise));
    }

    [Fact]
    public async Task Request_WithANumberNearTheThreshold_IsRecordedMaskedUnderStrictOnly()
    {
        Assert.Equal(MaskedPairs, await RecordedAsync(strict));
        Assert.Equal(Pairs, await RecordedAsync(precise));
    }

    [Fact]
    public async Task TestBench_MasksAsTheGatewayDoes()
    {
        Assert.Equal(MaskedPairs, await TestedAsync(strict));
        Assert.Equal(Pairs, await TestedAsync(precise));
    }

    /// <summary>What the setting lets pass is no finding either.</summary>
    [Fact]
    public async Task SelfScan_AfterNumbersThatStay_FindsNothing()
    {
        await ReplyAsync(precise);
        await RecordedAsync(precise);

        var scan = (await precise.ApiAsync(HttpMethod.Post, "/api/v1/self-scans", PortalHost.Admin)).Json;

        Assert.Equal((0, "[]"), (scan.GetProperty("findings").GetInt32(), scan.GetProperty("places").GetRawText()));
    }

    private static async Task<(string Text, string Structured)> ReplyAsync(PortalHost host)
    {
        var reply = await host.CallAsync(call => call.ResultAsync($$"""{"content":[{"type":"text","text":"{{Pairs}}"}],"structuredContent":{{Weak}}}"""));
        var result = reply.Json.GetProperty("result");
        return (result.GetProperty("content")[0].GetProperty("text").GetString()!, result.GetProperty("structuredContent").GetRawText());
    }

    private static async Task<string> RecordedAsync(PortalHost host)
    {
        using var watch = host.Watch();
        await host.CallAsync(call => call.TextAsync("ok"), "sensitive", $$"""{"note":"{{Pairs}}"}""");
        var record = watch.Seen.Single(record => record is { Direction: RecordDirection.Request, Tool: "sensitive" });
        using var payload = JsonDocument.Parse(record.Payload);
        return payload.RootElement.GetProperty("params").GetProperty("arguments").GetProperty("note").GetString()!;
    }

    private static async Task<string> TestedAsync(PortalHost host)
    {
        var reply = await host.ApiAsync(HttpMethod.Post, "/api/v1/policies/test", PortalHost.Admin, $$"""{"message":"{{Pairs}}"}""");
        return reply.Json.GetProperty("output").GetString()!;
    }
}
