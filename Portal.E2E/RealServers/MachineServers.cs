namespace Portal.E2E.RealServers;

/// <summary>Servers for what is on the machine: a browser, a cluster, a repository.</summary>
internal static class MachineServers
{
    public static IReadOnlyList<RealServer> All { get; } = [Playwright(), Kubernetes(), Git()];

    // It ends a session whose client does not answer a ping within five seconds, which a busy machine may need.
    private static RealServer Playwright() => new(
        "playwright", "@playwright/mcp/cli.js", "--host", "127.0.0.1", "--port", "{port}", "--allowed-hosts", "*",
        "--headless", "--no-sandbox", "--isolated", "--executable-path", "{chromium}", "--output-dir", "{folder}/out")
    {
        Environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["PLAYWRIGHT_MCP_PING_TIMEOUT_MS"] = "120000" },
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
