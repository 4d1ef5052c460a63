using System.Text.Json;
using Portal.E2E.Targets;

namespace Portal.E2E.Conformance;

/// <summary>
/// One pass of the public conformance suite over a server. Reads the suite's result files, because its exit code says only whether
/// something failed and so hides differences.
/// </summary>
internal static class ConformanceRun
{
    private static readonly TimeSpan Limit = Outer.Limit;

    /// <summary>Runs every server scenario of the revision.</summary>
    public static Task<ConformanceResult> AllAsync(Target target, string specVersion, CancellationToken cancellationToken) =>
        RunAsync(target, specVersion, ["--suite", "all"], cancellationToken);

    /// <summary>Runs one scenario of the revision.</summary>
    public static Task<ConformanceResult> ScenarioAsync(Target target, string specVersion, string scenario, CancellationToken cancellationToken) =>
        RunAsync(target, specVersion, ["--scenario", scenario], cancellationToken);

    private static async Task<ConformanceResult> RunAsync(
        Target target, string specVersion, IEnumerable<string> selection, CancellationToken cancellationToken)
    {
        var directory = Directory.CreateTempSubdirectory("conformance-").FullName;
        try
        {
            string[] arguments =
            [
                "--import", Installed.Script("authorize.mjs"), Installed.ConformanceSuite,
                "server", "--url", target.Endpoint.ToString(), "--spec-version", specVersion, "--output-dir", directory, .. selection,
            ];
            var environment = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["CONFORMANCE_ORIGIN"] = target.Endpoint.GetLeftPart(UriPartial.Authority),
                ["CONFORMANCE_TOKEN"] = target.Token ?? "",
            };
            var outcome = await NodeProcess.RunAsync(arguments, environment, Limit, cancellationToken);
            return new(await ReadAsync(directory, cancellationToken), outcome.ToString());
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    /// <summary>A scenario's results are in <c>server-{scenario}-{time}/checks.json</c>; a folder without the file is a scenario that broke off.</summary>
    private static async Task<Dictionary<ConformanceCheck, string>> ReadAsync(string directory, CancellationToken cancellationToken)
    {
        Dictionary<ConformanceCheck, string> statuses = [];
        foreach (var folder in Directory.EnumerateDirectories(directory, "server-*"))
        {
            var scenario = ScenarioOf(Path.GetFileName(folder));
            var file = Path.Combine(folder, "checks.json");
            if (!File.Exists(file))
            {
                statuses[new(scenario, "(the scenario)", 1)] = "BROKE OFF";
                continue;
            }

            using var checks = JsonDocument.Parse(await File.ReadAllBytesAsync(file, cancellationToken));
            foreach (var check in checks.RootElement.EnumerateArray())
            {
                Add(statuses, scenario, check.GetProperty("id").GetString()!, check.GetProperty("status").GetString()!);
            }
        }

        return statuses;
    }

    private static void Add(Dictionary<ConformanceCheck, string> statuses, string scenario, string id, string status)
    {
        var occurrence = 1;
        while (!statuses.TryAdd(new(scenario, id, occurrence), status))
        {
            occurrence++;
        }
    }

    private static string ScenarioOf(string folder)
    {
        const int timeLength = 25; // -2026-11-22T10-00-00-000Z
        return folder["server-".Length..^timeLength];
    }
}
