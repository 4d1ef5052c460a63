using Microsoft.Playwright;
using Portal.E2E.Pages;
using Xunit;

namespace Portal.E2E.Scenarios;

/// <summary>An auditor asks where a card went.</summary>
[Collection(nameof(Browsing))]
public sealed class CardLookupScenarios(PortalFixture portal)
{
    [Fact]
    public async Task Card_LookedUp_LeadsToTheMessageAndIsForgotten()
    {
        await portal.CallAsync("get_customer");
        var page = await portal.VisitAsAsync("auditor@example.com");
        var lookup = new CardLookupPage(page);
        await lookup.OpenAsync();

        await lookup.SearchAsync("4111 1111 1111 1111");
        await Assertions.Expect(page.GetByRole(AriaRole.Region, new() { Name = "Session of author@example.com on payments" })).ToBeVisibleAsync();
        await Assertions.Expect(lookup.Number).ToHaveValueAsync("");
        Assert.EndsWith("/card-lookup", page.Url, StringComparison.Ordinal);
        await page.GetByRole(AriaRole.Link, new() { Name = "get_customer" }).First.ClickAsync();

        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Expanded = true }).Filter(new() { HasText = "get_customer" })).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("411111******1111").First).ToBeVisibleAsync();
        await page.GoBackAsync();
        await Assertions.Expect(lookup.Number).ToHaveValueAsync("");
        Assert.DoesNotContain("4111", page.Url, StringComparison.Ordinal);
        Assert.DoesNotContain("4111111111111111", portal.Printed, StringComparison.Ordinal);
        Assert.DoesNotContain("4111 1111", portal.Printed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Card_NotAskedForByAuthors_IsForbidden()
    {
        var page = await portal.VisitAsAsync("author@example.com");
        await page.GotoAsync("/card-lookup");

        await Assertions.Expect(page.GetByText("This page is not for your roles")).ToBeVisibleAsync();
    }
}
