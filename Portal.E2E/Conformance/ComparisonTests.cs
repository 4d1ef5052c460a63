using Portal.E2E.Conformance.Fixture;
using Portal.E2E.Targets;

namespace Portal.E2E.Conformance;

/// <summary>Runs alone, after the others: the suite's own half-second windows close too soon on a busy machine.</summary>
[CollectionDefinition(nameof(QuietMachine), DisableParallelization = true)]
public sealed class QuietMachine;

/// <summary>The comparison sees what a bad gateway does, also where the suite itself is content.</summary>
[Collection(nameof(QuietMachine))]
public sealed class ComparisonTests
{
    [Fact]
    public async Task Compare_ProxyLosesDelete_Differs() => Assert.NotEmpty(
        await CompareAsync("server-session-lifecycle", request => request.Method = request.Method == HttpMethod.Delete ? HttpMethod.Head : request.Method));

    [Fact]
    public async Task Compare_ProxyRewritesHost_Differs() => Assert.Contains(
        "localhost-host-rebinding-rejected",
        await CompareAsync("dns-rebinding-protection", request =>
        {
            request.Headers.Host = null;
            request.Headers.Remove("Origin");
        }));

    private async Task<IEnumerable<string>> CompareAsync(string scenario, Action<HttpRequestMessage> flaw)
    {
        const string specVersion = "2025-11-25";
        var cancellationToken = TestContext.Current.CancellationToken;

        // A server of its own: what earlier runs left in the shared one hides what this proxy loses.
        await using var server = await ConformanceServer.StartAsync();
        var direct = new Target("directly", server.Endpoint, Token: null);
        await using var proxy = await StandInProxy.StartAsync(new Dictionary<string, Uri>(StringComparer.Ordinal) { ["fixture"] = direct.Endpoint }, flaw);

        // The suite waits half a second for some things, so on a busy machine a run may see too little of either side to tell them apart.
        for (var attempt = 1; ; attempt++)
        {
            var expected = await ConformanceRun.ScenarioAsync(direct, specVersion, scenario, cancellationToken);
            var actual = await ConformanceRun.ScenarioAsync(proxy.For("fixture"), specVersion, scenario, cancellationToken);
            var differences = expected.Compare(actual).Select(difference => difference.Check.Id).ToList();
            if (differences.Count > 0 || attempt == 3)
            {
                return differences;
            }
        }
    }
}
