namespace Portal.Gateway.Protocol;

/// <summary>HTTP header names of the Streamable HTTP transport.</summary>
internal static class McpHeaders
{
    public const string SessionId = "Mcp-Session-Id";
    public const string ProtocolVersion = "MCP-Protocol-Version";
    public const string Method = "Mcp-Method";
    public const string Name = "Mcp-Name";
    public const string LastEventId = "Last-Event-ID";

    /// <summary>Holds what the names of headers begin with that mirror a tool's arguments (MCP 2026-07-28).</summary>
    public const string ParameterPrefix = "Mcp-Param-";
}
