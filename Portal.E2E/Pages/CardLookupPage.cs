using Microsoft.Playwright;

namespace Portal.E2E.Pages;

/// <summary>The search for a card.</summary>
public sealed class CardLookupPage(IPage page)
{
    public ILocator Number => page.GetByLabel("Card number");

    public async Task OpenAsync()
    {
        await page.GotoAsync("/card-lookup");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Card lookup" })).ToBeVisibleAsync();
    }

    public async Task SearchAsync(string number)
    {
        await Number.FillAsync(number);
        await page.GetByRole(AriaRole.Button, new() { Name = "Look up" }).ClickAsync();
    }
}
