using System.Text.Json;

namespace Portal.E2E.RealServers;

/// <summary>Vendors' servers, called to the point where they want an account or their API.</summary>
internal static class VendorServers
{
    /// <summary>Where nobody listens: what needs the Internet fails at once, and alike everywhere.</summary>
    private const string Nowhere = "http://127.0.0.1:9";

    public static IReadOnlyList<RealServer> All { get; } = [Context7(), Brave(), Notion()];

    private static RealServer Context7() => new("context7", "@upstash/context7-mcp/dist/index.js", "--transport", "http", "--port", "{port}")
    {
        Environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["CONTEXT7_API_URL"] = Nowhere, ["OTEL_METRICS_EXPORTER"] = "none" },
        Steps =
        [
            Step.Call("resolve-library-id", new { query = "state hooks", libraryName = "react" }),
            Step.Call("query-docs", new { libraryId = "/facebook/react", query = "useEffect cleanup" }),
            Step.Call("query-docs", new { libraryId = "/facebook/react" }),
            Step.Call("no-such-tool"),
        ],
    };

    private static RealServer Brave() => new(
        "brave", "@brave/brave-search-mcp-server/dist/index.js", "--transport", "http", "--host", "127.0.0.1", "--port", "{port}")
    {
        Environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["BRAVE_API_KEY"] = "none",
            ["NODE_USE_ENV_PROXY"] = "1",
            ["HTTPS_PROXY"] = Nowhere,
        },
        Steps =
        [
            Step.Call("brave_web_search", new { query = "model context protocol", count = 1 }),
            Step.Call("brave_web_search"),
            Step.Call("no-such-tool"),
        ],
    };

    private static RealServer Notion() => new(
        "notion", "@notionhq/notion-mcp-server/bin/cli.mjs", "--transport", "http", "--host", "127.0.0.1", "--port", "{port}", "--unsafe-disable-auth")
    {
        Environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["OPENAPI_MCP_HEADERS"] = JsonSerializer.Serialize(new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["Authorization"] = "Bearer none",
                ["Notion-Version"] = "2025-09-03",
            }),
            ["BASE_URL"] = Nowhere,
        },
        Steps =
        [
            Step.Call("API-get-self"),
            Step.Call("API-retrieve-a-page", new { page_id = "11111111-2222-3333-4444-555555555555" }),
            Step.Call("no-such-tool"),
        ],
    };
}
