namespace Portal.E2E.RealServers;

/// <summary>MCP Apps of the reference collection: tools with a page, which is one large HTML file with its scripts in it.</summary>
internal static class AppServers
{
    public static IReadOnlyList<RealServer> All { get; } =
    [
        App("basic-vanillajs", "ui://get-time/mcp-app.html", Step.Call("get-time")
            .Varying("/content/0/text", Now, "the time of the call")
            .Varying("/structuredContent/time", Now, "the time of the call")),
        App("budget-allocator", "ui://budget-allocator/mcp-app.html", Step.Call("get-budget-data")),
        App("customer-segmentation", "ui://customer-segmentation/mcp-app.html", Step.Call("get-customer-data", new { segment = "Enterprise" })),
    ];

    private const string Now = @"[0-9-]+T[0-9:.]+Z";

    private static RealServer App(string name, string page, Step call) => new(name, $"@modelcontextprotocol/server-{name}/dist/index.js")
    {
        HasSameData = true,
        Environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["PORT"] = "{port}" },
        Steps = [call, Step.Call("no-such-tool"), Step.Read(page)],
    };
}
