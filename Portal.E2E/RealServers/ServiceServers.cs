using System.Text.Json;

namespace Portal.E2E.RealServers;

/// <summary>Vendors' servers, called to the point where they want an account or an API, and servers for what is on the machine: browser, cluster, repository.</summary>
internal static class ServiceServers
{
    /// <summary>Where nobody listens: what needs the Internet fails at once, and alike everywhere.</summary>
    private const string Nowhere = "http://127.0.0.1:9";

    public static IReadOnlyList<RealServer> All { get; } = [Context7(), Brave(), Notion(), Playwright(), Kubernetes(), Git()];

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

    private static RealServer Playwright() => new(
        "playwright", "@playwright/mcp/cli.js", "--host", "127.0.0.1", "--port", "{port}", "--allowed-hosts", "*",
        "--headless", "--no-sandbox", "--isolated", "--executable-path", "{chromium}", "--output-dir", "{folder}/out")
    {
        Steps =
        [
            Step.Call("browser_tabs", new { action = "list" }),
            Step.Call("browser_navigate", new { url = "data:text/html,<title>Shop</title><h1>Hello</h1><button>Buy</button>" })
                .Varying("/content/0/text", @"page-[0-9TZ-]+\.yml", "the file is named after the time"),
            Step.Call("browser_evaluate", new { function = "() => `${document.title}:${6 * 7}`" }),
            Step.Call("browser_snapshot"),
            Step.Call("browser_resize", new { width = 800, height = 600 }),
            Step.Call("browser_close"),
            Step.Call("no-such-tool"),
        ],
    };

    // Without a PATH it finds no kubectl, so its errors are the same everywhere.
    private static RealServer Kubernetes() => new("kubernetes", "mcp-server-kubernetes/dist/index.js")
    {
        Environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["ENABLE_UNSAFE_STREAMABLE_HTTP_TRANSPORT"] = "1",
            ["HOST"] = "127.0.0.1",
            ["PORT"] = "{port}",
            ["PATH"] = "{folder}",
            ["KUBECONFIG"] = "{modules}/../kubeconfig.yaml",
        },
        Steps =
        [
            Step.Call("ping"),
            Step.Call("kubectl_context", new { operation = "list" }),
            Step.Call("explain_resource", new { resource = "pods" }),
            Step.Call("kubectl_get", new { resourceType = "pods", name = "", @namespace = "default" }),
            Step.Call("stop_port_forward", new { id = "none" }),
            Step.Call("cleanup"),
            Step.Call("no-such-tool"),
            Step.Read("k8s://default/pods"),
        ],
    };

    private static RealServer Git() => new("git", "@cyanheads/git-mcp-server/dist/index.js")
    {
        Prepare = GitRepository.CreateAsync,
        Environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["MCP_TRANSPORT_TYPE"] = "http",
            ["MCP_HTTP_HOST"] = "127.0.0.1",
            ["MCP_HTTP_PORT"] = "{port}",
            ["MCP_LOG_LEVEL"] = "error",
            ["GIT_BASE_DIR"] = "{folder}",
            ["GIT_SIGN_COMMITS"] = "false",
            ["LOGS_DIR"] = "{folder}/logs",
        },
        Steps =
        [
            Step.Call("git_log", new { path = "{folder}/repository", maxCount = 2 }),
            Step.Call("git_status", new { path = "{folder}/repository" }),
            Step.Call("git_branch", new { path = "{folder}/repository", mode = "list" }),
            Step.Call("git_show", new { path = "{folder}/repository", @object = "HEAD" }),
            Step.Call("git_log", new { path = "/etc" }),
            Step.Call("no-such-tool"),
        ],
    };
}
