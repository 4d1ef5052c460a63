namespace Portal.Tests.Architecture;

/// <summary>Folders of the gateway use one another in one direction; <c>docs/architecture.md</c> says what each is for.</summary>
public sealed class FolderTests
{
    // From the bottom: a folder may use those of the lines above its own. GatewayServices and GatewayPipeline, in no folder, put all together.
    private static readonly string[][] Layers =
    [
        ["Callers", "Configuration", "Protocol", "Threads"],
        ["Routing", "Rules"],
        ["Masking"],
        ["ApprovalRules", "Exchanges", "Journal"],
        ["Keys"],
        ["CardSearch", "Policy", "SelfScan"],
        ["Recording"],
        ["Authentication", "Authorization", "Forwarding", "Limits", "Origins", "Sessions", "Storage", "Tasks"],
        ["Inspection"],
        ["Approvals"],
        ["Notifications", "ServerRequests"],
        ["Replies"],
        [""],
    ];

    private static readonly FolderGraph Graph = FolderGraph.Load();

    [Fact]
    public void Folders_AreThoseOfTheMap()
    {
        Assert.True(Graph.Uses.Count > 100, $"{Graph.Uses.Count}");
        Assert.Equal(Layers.SelectMany(layer => layer).Order(StringComparer.Ordinal), Graph.Folders);
        var map = File.ReadAllText(Path.Combine(Repository.Root, "docs", "architecture.md"));
        Assert.All(Graph.Folders, folder => Assert.True(folder.Length == 0 || map.Contains($"| `{folder}` |", StringComparison.Ordinal), $"docs/architecture.md says nothing of {folder}."));
    }

    [Fact]
    public void Folders_UseOnlyThoseBelowThem()
    {
        TestContext.Current.TestOutputHelper!.WriteLine(Graph.ToString());

        var wrong = Graph.Uses.Where(use => LayerOf(use.Key.To) >= LayerOf(use.Key.From)).Select(use => $"{use.Key.From} uses {use.Key.To}: {string.Join(", ", use.Value)}").ToList();

        Assert.True(wrong.Count == 0, string.Join(Environment.NewLine, wrong));
    }

    [Fact]
    public void Masking_KnowsNothingOfHttp() =>
        Assert.DoesNotContain(Graph.Outside("Masking"), type => type.StartsWith("Microsoft.AspNetCore.", StringComparison.Ordinal));

    private static int LayerOf(string folder) => Array.FindIndex(Layers, layer => layer.Contains(folder));
}
