using Portal.E2E.Targets;

namespace Portal.E2E.Conformance;

/// <summary>The suite knows no tokens; authorize.mjs adds one to whatever it sends, by whichever HTTP client.</summary>
public sealed class AuthorizeScriptTests(McpServersFixture servers)
{
    /// <summary>Scenarios that between them use the SDK's transport, fetch and undici's request.</summary>
    [Theory]
    [InlineData("2025-11-25", "dns-rebinding-protection")]
    [InlineData("2025-11-25", "server-sse-polling")]
    [InlineData("2026-07-28", "http-header-validation")]
    [InlineData("2026-07-28", "server-sse-multiple-streams")]
    public async Task Authorize_AnyRequestOfTheSuite_CarriesTheToken(string specVersion, string scenario)
    {
        var upstream = servers.Direct(McpServersFixture.Conformance).Endpoint;
        await using var proxy = await StandInProxy.StartAsync(new Dictionary<string, Uri>(StringComparer.Ordinal) { ["fixture"] = upstream });

        var result = await ConformanceRun.ScenarioAsync(proxy.For("fixture"), specVersion, scenario, TestContext.Current.CancellationToken);

        Assert.Equal(0, proxy.RequestsWithoutToken);
        Assert.True(proxy.RequestsWithToken > 0, result.Output);
    }
}
