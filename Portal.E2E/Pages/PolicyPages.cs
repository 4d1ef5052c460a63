using Microsoft.Playwright;

namespace Portal.E2E.Pages;

/// <summary>The list of policies, the editor, the test bench, versions.</summary>
public sealed class PolicyPages(IPage page)
{
    public ILocator Outcome => page.GetByRole(AriaRole.Region, new() { Name = "Outcome", Exact = true });

    public ILocator Replacements => page.GetByRole(AriaRole.List, new() { Name = "Replacements" });

    public ILocator Status => page.GetByRole(AriaRole.Status);

    public async Task OpenAsync()
    {
        await page.GotoAsync("/policies");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Policies", Exact = true })).ToBeVisibleAsync();
    }

    public Task FollowAsync(string link) => page.GetByRole(AriaRole.Link, new() { Name = link, Exact = true }).ClickAsync();

    public Task FillAsync(string label, string text) => page.GetByLabel(label, new() { Exact = true }).FillAsync(text);

    public Task PasteAsync(string message) => FillAsync("Message", message);

    public async Task AddPatternAsync(string name, string expression)
    {
        await PressAsync("Add pattern");
        await page.GetByLabel("Name of pattern 1").FillAsync(name);
        await page.GetByLabel("Expression of pattern 1").FillAsync(expression);
    }

    public Task ActionAsync(string name) => page.GetByRole(AriaRole.Radio, new() { Name = name }).CheckAsync();

    public Task PressAsync(string button) => page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();

    /// <summary>Takes the newest recorded reply of a tool onto the bench.</summary>
    public async Task TakeLatestReplyAsync(string tool)
    {
        await page.GetByText("Take a recorded message").ClickAsync();
        await page.GetByRole(AriaRole.List, new() { Name = "Latest messages" }).GetByRole(AriaRole.Button).Filter(new() { HasText = "Response" }).Filter(new() { HasText = tool }).First.ClickAsync();
    }
}
