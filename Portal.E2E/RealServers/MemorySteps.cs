namespace Portal.E2E.RealServers;

/// <summary>A conversation with the memory server. It leaves the graph as empty as it was, because both conversations are with the same server.</summary>
internal static class MemorySteps
{
    public static IReadOnlyList<Step> All { get; } =
    [
        Step.Call("create_entities", new
        {
            entities = new[]
            {
                new { name = "Ada", entityType = "person", observations = new[] { "wrote notes" } },
                new { name = "Engine", entityType = "machine", observations = new[] { "has gears" } },
            },
        }),
        Step.Call("create_relations", new { relations = new[] { new { from = "Ada", to = "Engine", relationType = "described" } } }),
        Step.Call("read_graph"),
        Step.Call("search_nodes", new { query = "gears" }),
        Step.Call("open_nodes", new { names = "Ada" }),
        Step.Read("memory://knowledge-graph"),
        Step.Call("delete_entities", new { entityNames = new[] { "Ada", "Engine" } }),
        Step.Call("read_graph"),
    ];
}
