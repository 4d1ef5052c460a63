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
        new("everything", Everything, "streamableHttp") { Environment = Port, Steps = EverythingSteps.All },
        new("everything-sse", Everything, "sse") { IsLegacy = true, Environment = Port, Steps = EverythingSteps.All },
        new("mcp-proxy", McpProxy, Proxy("stream")) { Environment = MemoryFile, Steps = MemorySteps.All },
        new("mcp-proxy-sse", McpProxy, Proxy("sse")) { IsLegacy = true, Environment = MemoryFile, Steps = MemorySteps.All },
        new("supergateway", Supergateway, [.. Gateway("streamableHttp"), "--stateful"]) { Environment = MemoryFile, Steps = MemorySteps.All },
        new("supergateway-stateless", Supergateway, Gateway("streamableHttp")) { Environment = MemoryFile, Steps = MemorySteps.All },
        new("supergateway-sse", Supergateway, Gateway("sse")) { IsLegacy = true, Environment = MemoryFile, Steps = MemorySteps.All },
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
}
