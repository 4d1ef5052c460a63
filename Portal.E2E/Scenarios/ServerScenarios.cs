using Microsoft.Playwright;
using Portal.E2E.Pages;
using Xunit;

namespace Portal.E2E.Scenarios;

/// <summary>An administrator connects, changes and removes servers.</summary>
[Collection(nameof(Browsing))]
public sealed class ServerScenarios(PortalFixture portal)
{
    [Fact]
    public async Task Register_WithFaults_SaysThemBesideTheFields()
    {
        var page = await portal.VisitAsAsync("admin@example.com");
        var server = new ServerPage(page);
        await server.OpenNewAsync();

        await server.NameAsync("Not A Name");
        await server.AddressAsync("ftp://example.com");
        await server.PressAsync("Register");

        await Assertions.Expect(page.GetByLabel("Name", new() { Exact = true })).ToHaveAttributeAsync("aria-invalid", "true");
        await Assertions.Expect(page.GetByText("The address must be absolute")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Register_TestAndRemove_AppliesAtOnce()
    {
        var page = await portal.VisitAsAsync("admin@example.com");
        var server = new ServerPage(page);
        await server.OpenNewAsync();
        await server.NameAsync("tickets");
        await server.AddressAsync(portal.ServerUrl);
        await server.AddHeaderAsync("X-Api-Key", "very-secret-value");

        await server.PressAsync("Test connection");
        await Assertions.Expect(page.GetByText("tiny-payments 1.2.0")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("refund_payment")).ToBeVisibleAsync();
        await server.PressAsync("Register");

        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "tickets" })).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("X-Api-Key")).ToBeVisibleAsync();
        Assert.DoesNotContain("very-secret-value", await page.ContentAsync(), StringComparison.Ordinal);

        await server.PressAsync("Remove this server…");
        await Assertions.Expect(page.GetByRole(AriaRole.Alertdialog)).ToContainTextAsync("credentials are lost");
        await server.PressAsync("Remove tickets");
        await page.WaitForURLAsync("**/servers", new() { WaitUntil = WaitUntilState.Commit });
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "tickets" })).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Test_ServerThatIsDown_SaysWhatToDo()
    {
        var page = await portal.VisitAsAsync("admin@example.com");
        await page.GotoAsync("/servers/ledger");

        await Assertions.Expect(new ServerPage(page).Alert).ToContainTextAsync("cannot be reached");
    }

    [Fact]
    public async Task Server_SeenByAnAuditor_CannotBeChanged()
    {
        var page = await portal.VisitAsAsync("auditor@example.com");
        await page.GotoAsync("/servers/payments");

        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Test connection" })).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Save" })).ToHaveCountAsync(0);
        await page.GotoAsync("/servers/new");
        await Assertions.Expect(page.GetByText("This page is not for your roles")).ToBeVisibleAsync();
    }
}
