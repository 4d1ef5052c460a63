using Microsoft.Playwright;

namespace Portal.E2E.Pages;

/// <summary>Registering, changing, testing and removing a server.</summary>
public sealed class ServerPage(IPage page)
{
    public ILocator Alert => page.GetByRole(AriaRole.Alert);

    public async Task OpenNewAsync()
    {
        await page.GotoAsync("/servers/new");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Register a server" })).ToBeVisibleAsync();
    }

    public Task NameAsync(string name) => page.GetByLabel("Name", new() { Exact = true }).FillAsync(name);

    public Task AddressAsync(string url) => page.GetByLabel("Address").FillAsync(url);

    public async Task AddHeaderAsync(string name, string value)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "Add header" }).ClickAsync();
        await page.GetByLabel("Name of header 1").FillAsync(name);
        await page.GetByLabel("Value of header 1").FillAsync(value);
    }

    public Task PressAsync(string button) => page.GetByRole(AriaRole.Button, new() { Name = button }).ClickAsync();
}
