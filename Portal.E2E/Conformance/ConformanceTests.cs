using Portal.E2E.Targets;

namespace Portal.E2E.Conformance;

/// <summary>The public suite must give the same status for every check through the gateway as directly at the same server.</summary>
public abstract class ConformanceTests(McpServersFixture servers, ITestOutputHelper output, string specVersion, int fewestSuccesses)
{
    [Fact]
    public async Task Suite_ThroughTheGateway_EveryCheckAsDirectly()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var direct = servers.Direct(McpServersFixture.Conformance);
        var proxied = servers.Proxied(McpServersFixture.Conformance);
        var results = await Task.WhenAll(
            ConformanceRun.AllAsync(direct, specVersion, cancellationToken),
            ConformanceRun.AllAsync(proxied, specVersion, cancellationToken));
        output.WriteLine($"{specVersion} directly: {results[0].Summary()}");
        output.WriteLine($"{specVersion} through the gateway: {results[1].Summary()}");
        foreach (var (check, status) in results[0].Statuses.Where(pair => pair.Value is not ("SUCCESS" or "INFO")))
        {
            output.WriteLine($"directly {status}: {check}");
        }

        Assert.True(results[0].Count("SUCCESS") >= fewestSuccesses, $"Only {results[0].Count("SUCCESS")} checks succeed directly.\n{results[0].Output}");
        var differences = await ConfirmAsync(direct, proxied, results[0].Compare(results[1]), cancellationToken);
        Assert.True(differences.Count == 0, $"{string.Join('\n', differences)}\n{servers.DescribeFailure()}");
    }

    /// <summary>
    /// Some checks wait half a second for an answer and so depend on how busy the machine is. A scenario with a difference runs once more on
    /// both sides, alone; what differs again is a difference.
    /// </summary>
    private async Task<IReadOnlyList<ConformanceDifference>> ConfirmAsync(
        Target direct, Target proxied, IReadOnlyList<ConformanceDifference> suspects, CancellationToken cancellationToken)
    {
        List<ConformanceDifference> confirmed = [];
        foreach (var scenario in suspects.Select(suspect => suspect.Check.Scenario).Distinct(StringComparer.Ordinal))
        {
            var directly = await ConformanceRun.ScenarioAsync(direct, specVersion, scenario, cancellationToken);
            var again = directly.Compare(await ConformanceRun.ScenarioAsync(proxied, specVersion, scenario, cancellationToken));
            output.WriteLine($"{scenario} differed and ran again: {(again.Count == 0 ? "no difference" : "differs")}");
            confirmed.AddRange(again);
        }

        return confirmed;
    }
}
