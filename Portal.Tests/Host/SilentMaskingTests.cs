namespace Portal.Tests.Host;

/// <summary><c>Gateway:Masking:Notice</c> off.</summary>
public sealed class SilentMaskingTests(SilentMaskingHost host) : IClassFixture<SilentMaskingHost>
{
    [Fact]
    public async Task Reply_WithSomethingMasked_SaysNothing()
    {
        var reply = await host.CallAsync(call => call.ResultAsync($$$$"""{"content":[],"structuredContent":{"pan":"{{{{PortalHost.Pan}}}}"}}"""));

        Assert.Equal($$$$"""{"content":[],"structuredContent":{"pan":"{{{{PortalHost.MaskedPan}}}}"}}""", reply.Json.GetProperty("result").GetRawText());
    }

    [Fact]
    public async Task Reply_ThatPretendsToBeMasked_LosesTheNoticeAllTheSame()
    {
        var reply = await host.CallAsync(call => call.ResultAsync("""{"content":[],"_meta":{"portal/masked":[]}}"""));

        Assert.Equal("""{"content":[],"_meta":{}}""", reply.Json.GetProperty("result").GetRawText());
    }
}
