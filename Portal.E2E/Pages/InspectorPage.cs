using System.Text.Json;
using Microsoft.Playwright;

namespace Portal.E2E.Pages;

/// <summary>The MCP Inspector, whose page connects to a server itself ("Direct").</summary>
public sealed class InspectorPage(IPage page)
{
    private ILocator Tools => page.GetByRole(AriaRole.Tabpanel, new() { Name = "Tools" });

    /// <summary>The panel with a tool's result.</summary>
    public ILocator Result => Tools;

    /// <summary>Opens the page as somebody left it who chose a direct connection with a token.</summary>
    public async Task OpenAsync(Uri address, Uri server, string token)
    {
        var headers = JsonSerializer.Serialize(new[] { new { name = "Authorization", value = $"Bearer {token}", enabled = true } });
        await page.AddInitScriptAsync($"""
            localStorage.setItem('lastConnectionType', 'direct');
            localStorage.setItem('lastCustomHeaders', {JsonSerializer.Serialize(headers)});
            """);
        await page.GotoAsync($"{address}?transport=streamable-http&serverUrl={Uri.EscapeDataString(server.ToString())}");
    }

    public async Task ConnectAsync()
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "Connect", Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByText("Connected", new() { Exact = true })).ToBeVisibleAsync();
    }

    public async Task ListToolsAsync()
    {
        await page.GetByRole(AriaRole.Tab, new() { Name = "Tools" }).ClickAsync();
        await Tools.GetByRole(AriaRole.Button, new() { Name = "List Tools" }).ClickAsync();
    }

    /// <summary>Chooses a tool, fills in one argument and waits for the result.</summary>
    public async Task RunAsync(string tool, string argument, string value)
    {
        await Tools.GetByText(tool, new() { Exact = true }).First.ClickAsync();
        await Assertions.Expect(Tools.GetByRole(AriaRole.Heading, new() { Name = tool, Exact = true })).ToBeVisibleAsync();
        await Tools.GetByRole(AriaRole.Textbox, new() { Name = argument }).FillAsync(value);
        await Tools.GetByRole(AriaRole.Button, new() { Name = "Run Tool", Exact = true }).ClickAsync();
        await Assertions.Expect(Tools.GetByRole(AriaRole.Heading, new() { Name = "Tool Result: Success" })).ToBeVisibleAsync();
    }

    public async Task DisconnectAsync()
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "Disconnect" }).ClickAsync();
        await Assertions.Expect(page.GetByText("Disconnected", new() { Exact = true })).ToBeVisibleAsync();
    }
}
