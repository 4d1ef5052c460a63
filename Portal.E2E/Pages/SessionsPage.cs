using Microsoft.Playwright;

namespace Portal.E2E.Pages;

/// <summary>The session search.</summary>
public sealed class SessionsPage(IPage page)
{
    public ILocator Rows => page.GetByRole(AriaRole.Link, new() { Name = "session of" });

    public ILocator Alert => page.GetByRole(AriaRole.Alert);

    public async Task OpenAsync(string query = "")
    {
        await page.GotoAsync($"/sessions{query}");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Sessions" })).ToBeVisibleAsync();
    }

    public Task FillAsync(string label, string text) => page.GetByLabel(label, new() { Exact = true }).FillAsync(text);

    public Task ChooseAsync(string label, string option) => page.GetByLabel(label, new() { Exact = true }).SelectOptionAsync(new SelectOptionValue { Label = option });

    public Task SearchAsync() => page.GetByRole(AriaRole.Button, new() { Name = "Search" }).ClickAsync();
}
