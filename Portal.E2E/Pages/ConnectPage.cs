using Microsoft.Playwright;

namespace Portal.E2E.Pages;

/// <summary>Tokens and snippets.</summary>
public sealed class ConnectPage(IPage page)
{
    public ILocator Snippet(string client) => page.GetByLabel($"Snippet for {client}", new() { Exact = true });

    public async Task OpenAsync()
    {
        await page.GotoAsync("/connect");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Connect" })).ToBeVisibleAsync();
    }

    public async Task MakeTokenAsync(string name)
    {
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync(name);
        await page.GetByRole(AriaRole.Button, new() { Name = "Make a token" }).ClickAsync();
    }

    public Task ChooseClientAsync(string client) => page.GetByRole(AriaRole.Button, new() { Name = client, Exact = true }).ClickAsync();
}
