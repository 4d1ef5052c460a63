using Portal.E2E.Interop;

namespace Portal.E2E.RealServers;

/// <summary>The reference server over both transports, bridges from stdio to HTTP, and a library to write servers with.</summary>
internal static class BridgeServers
{
    private const string Everything = "@modelcontextprotocol/server-everything/dist/index.js";

    private const string Memory = "{modules}/@modelcontextprotocol/server-memory/dist/index.js";

    private const string McpProxy = "mcp-proxy/dist/bin/mcp-proxy.mjs";

    private const string Supergateway = "supergateway/dist/index.js";

    private static readonly Dictionary<string, string> Port = new(StringComparer.Ordinal) { ["PORT"] = "{port}" };

    private static readonly Dictionary<string, string> MemoryFile = new(StringComparer.Ordinal) { ["MEMORY_FILE_PATH"] = "{folder}/memory.jsonl" };

    public static IReadOnlyList<RealServer> All { get; } =
    [
        new("everything", Everything, "streamableHttp") { Environment = Port, Steps = EverythingSteps() },
        new("everything-sse", Everything, "sse") { IsLegacy = true, Environment = Port, Steps = EverythingSteps() },
        new("mcp-proxy", McpProxy, Proxy("stream")) { Environment = MemoryFile, Steps = MemorySteps() },
        new("mcp-proxy-sse", McpProxy, Proxy("sse")) { IsLegacy = true, Environment = MemoryFile, Steps = MemorySteps() },
        new("supergateway", Supergateway, [.. Gateway("streamableHttp"), "--stateful"]) { Environment = MemoryFile, Steps = MemorySteps() },
        new("supergateway-stateless", Supergateway, Gateway("streamableHttp")) { Environment = MemoryFile, Steps = MemorySteps() },
        new("supergateway-sse", Supergateway, Gateway("sse")) { IsLegacy = true, Environment = MemoryFile, Steps = MemorySteps() },
        new("fastmcp", "../fastmcp-server.mjs")
        {
            Environment = Port,
            Steps =
            [
                Step.Call("add", new { a = 2, b = 40 }),
                Step.Call("add", new { a = "x", b = 40 }),
                Step.Call("no-such-tool"),
                Step.Read("file:///notes/readme.txt"),
            ],
        },
    ];

    private static string[] Proxy(string transport) => ["--host", "127.0.0.1", "--port", "{port}", "--server", transport, "--", "{node}", Memory];

    private static string[] Gateway(string transport) => ["--stdio", $"'{{node}}' '{Memory}'", "--outputTransport", transport, "--port", "{port}"];

    private static Step[] EverythingSteps() =>
    [
        Step.Call("echo", new { message = "hello" }),
        Step.Call("echo", new { message = $"card {CardTool.Number}" }) with { HoldsCardNumber = true },
        Step.Call("get-sum", new { a = 2, b = 40 }),
        Step.Call("get-sum", new { a = "x", b = 40 }),
        Step.Call("get-structured-content", new { location = "New York" }),
        Step.Call("get-tiny-image"),
        Step.Call("get-annotated-message", new { messageType = "error", includeImage = true }),
        Step.Call("get-resource-links", new { count = 2 }),
        Step.Call("get-resource-reference", new { resourceType = "Text", resourceId = 1 })
            .Varying("/content/1/resource/text", @"created at .*$", "the time of the call"),
        Step.Call("trigger-long-running-operation", new { duration = 0.2, steps = 2 }),
        Step.Call("trigger-sampling-request", new { prompt = "hello", maxTokens = 10 }),
        Step.Call("trigger-elicitation-request"),
        Step.Call("no-such-tool"),
        Step.Read("demo://resource/static/document/architecture.md"),
        Step.Read("demo://no-such-resource"),
        Step.Prompt("args-prompt", new { city = "Oslo" }),
        Step.Prompt("no-such-prompt"),
        new("logging/setLevel", new { level = "warning" }),
        new("completion/complete", new
        {
            @ref = new { type = "ref/prompt", name = "completable-prompt" },
            argument = new { name = "department", value = "E" },
        }),
        new("ping", new { }),
        new("no/such", new { }),
    ];

    /// <summary>Leaves the graph as empty as it was, because both conversations are with the same server.</summary>
    private static Step[] MemorySteps() =>
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
