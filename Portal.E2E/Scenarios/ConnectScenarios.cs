using Microsoft.Playwright;
using Portal.E2E.Pages;
using Xunit;

namespace Portal.E2E.Scenarios;

/// <summary>An engineer gets a token and a snippet.</summary>
[Collection(nameof(Browsing))]
public sealed class ConnectScenarios(PortalFixture portal)
{
    [Fact]
    public async Task Token_Made_IsShownOnceFilledInAndRevocable()
    {
        var page = await portal.VisitAsAsync("caller@example.com");
        var connect = new ConnectPage(page);
        await connect.OpenAsync();

        await connect.MakeTokenAsync("My laptop");
        await Assertions.Expect(page.GetByText("“My laptop” is ready")).ToBeVisibleAsync();
        await Assertions.Expect(connect.Snippet("Claude Code")).ToContainTextAsync("Bearer pt_");
        await page.GetByRole(AriaRole.Button, new() { Name = "Copy the snippet for Claude Code" }).ClickAsync();
        var copied = await page.EvaluateAsync<string>("navigator.clipboard.readText()");
        Assert.StartsWith("claude mcp add --transport http", copied, StringComparison.Ordinal);

        await page.GetByRole(AriaRole.Button, new() { Name = "I have stored it" }).ClickAsync();
        await Assertions.Expect(connect.Snippet("Claude Code")).ToContainTextAsync("YOUR_TOKEN");
        await page.GetByRole(AriaRole.Button, new() { Name = "Revoke My laptop" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "clients using it fail at once" }).ClickAsync();
        await Assertions.Expect(page.GetByText("Revoked")).ToBeVisibleAsync();
    }

    [Theory]
    [InlineData("VS Code", "${input:portal-token}")]
    [InlineData("Cursor", "mcpServers")]
    [InlineData("MCP Inspector", "--method tools/list")]
    [InlineData("curl", "\"method\":\"initialize\"")]
    public async Task Snippet_OfAClient_NamesTheServersAddress(string client, string part)
    {
        var page = await portal.VisitAsAsync("auditor@example.com");
        await page.GotoAsync("/connect?server=payments");
        var connect = new ConnectPage(page);

        await connect.ChooseClientAsync(client);

        await Assertions.Expect(connect.Snippet(client)).ToContainTextAsync($"{portal.Address}/mcp/payments");
        await Assertions.Expect(connect.Snippet(client)).ToContainTextAsync(part);
    }
}
