using Microsoft.Playwright;

namespace Portal.E2E.Pages;

/// <summary>The queue of held calls and a held call.</summary>
public sealed class ApprovalPages(IPage page)
{
    public ILocator Heading => page.GetByRole(AriaRole.Heading, new() { Level = 1 });

    public ILocator Rows => page.GetByRole(AriaRole.List, new() { Name = "Waiting calls" }).GetByRole(AriaRole.Listitem);

    public ILocator Reason => page.GetByLabel("Reason", new() { Exact = true });

    public ILocator Approve => page.GetByRole(AriaRole.Button, new() { Name = "Approve", Exact = true });

    public ILocator Deny => page.GetByRole(AriaRole.Button, new() { Name = "Deny", Exact = true });

    public ILocator Toasts => page.GetByRole(AriaRole.Status, new() { Name = "New approvals" });

    /// <summary>Opens the queue and waits until it is live.</summary>
    public async Task OpenQueueAsync(string query = "")
    {
        await page.GotoAsync("/approvals" + query);
        await Assertions.Expect(page.GetByText("Nothing waits").Or(page.GetByText("call waits,")).Or(page.GetByText("calls wait,")).First).ToBeVisibleAsync();
    }

    public async Task OpenAsync(Guid ticket, string query = "")
    {
        await page.GotoAsync($"/approvals/{ticket}{query}");
        await Assertions.Expect(Heading).ToBeVisibleAsync();
    }

    public async Task DecideAsync(ILocator button, string reason)
    {
        await Reason.FillAsync(reason);
        await button.ClickAsync();
    }
}
