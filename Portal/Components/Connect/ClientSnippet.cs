namespace Portal.Components.Connect;

/// <summary>Represents what someone pastes to connect a client.</summary>
/// <param name="Key">Short name, for the address.</param>
/// <param name="Client">The client.</param>
/// <param name="Where">Where to paste it.</param>
/// <param name="Text">What to paste.</param>
public sealed record ClientSnippet(string Key, string Client, string Where, string Text)
{
    /// <summary>Holds what stands for the token until there is one.</summary>
    public const string TokenPlaceholder = "YOUR_TOKEN";

    /// <summary>The snippets of every client for one server.</summary>
    /// <param name="server">Server name.</param>
    /// <param name="publicUrl">The gateway's address as clients see it.</param>
    /// <param name="token">The token just made, or null.</param>
    public static IReadOnlyList<ClientSnippet> For(string server, string publicUrl, string? token)
    {
        var url = $"{publicUrl.TrimEnd('/')}/mcp/{server}";
        var bearer = $"Bearer {token ?? TokenPlaceholder}";
        return
        [
            new(
                "claude-code",
                "Claude Code",
                "Run in a terminal.",
                $"claude mcp add --transport http {server} {url} --header \"Authorization: {bearer}\""
            ),
            new(
                "vscode",
                "VS Code",
                "Save as .vscode/mcp.json in the workspace. VS Code asks for the token once and keeps it in its secret store.",
                $$"""
                {
                  "inputs": [
                    { "type": "promptString", "id": "portal-token", "description": "Portal token", "password": true }
                  ],
                  "servers": {
                    "{{server}}": {
                      "type": "http",
                      "url": "{{url}}",
                      "headers": { "Authorization": "Bearer ${input:portal-token}" }
                    }
                  }
                }
                """
            ),
            new(
                "cursor",
                "Cursor",
                "Save as ~/.cursor/mcp.json, or add the server to the one you have.",
                $$"""
                {
                  "mcpServers": {
                    "{{server}}": {
                      "url": "{{url}}",
                      "headers": { "Authorization": "{{bearer}}" }
                    }
                  }
                }
                """
            ),
            new(
                "inspector",
                "MCP Inspector",
                "Run in a terminal; lists the tools.",
                $"npx @modelcontextprotocol/inspector@2 --cli {url} --transport http --header \"Authorization: {bearer}\" "
                    + "--method tools/list"
            ),
            new(
                "curl",
                "curl",
                "Run in a terminal; the first message of a session.",
                $$$$"""
                curl -sS {{{{url}}}} \
                  -H 'Authorization: {{{{bearer}}}}' \
                  -H 'Content-Type: application/json' \
                  -H 'Accept: application/json, text/event-stream' \
                  -d '{"jsonrpc":"2.0","id":1,"method":"initialize","params":
                    {"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"curl","version":"1"}}}'
                """
            ),
        ];
    }
}
