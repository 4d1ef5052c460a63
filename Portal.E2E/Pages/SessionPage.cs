using Microsoft.Playwright;

namespace Portal.E2E.Pages;

/// <summary>One session.</summary>
public sealed class SessionPage(IPage page)
{
    public ILocator Messages => page.GetByRole(AriaRole.List).Filter(new() { Has = page.GetByRole(AriaRole.Button, new() { Expanded = false }) }).GetByRole(AriaRole.Button);

    public ILocator Message(string text) => page.GetByRole(AriaRole.Button).Filter(new() { HasText = text });

    public ILocator Permalink => page.GetByRole(AriaRole.Link, new() { Name = "Permalink" });

    public Task ShowRawAsync() => page.GetByRole(AriaRole.Button, new() { Name = "Raw", Exact = true }).ClickAsync();
}
