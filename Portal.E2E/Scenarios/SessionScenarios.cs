using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Portal.E2E.Pages;
using Xunit;

namespace Portal.E2E.Scenarios;

/// <summary>An auditor finds and reads what was called.</summary>
[Collection(nameof(Browsing))]
public sealed partial class SessionScenarios(PortalFixture portal)
{
    [Fact]
    public async Task Search_ByServerAndOutcome_NarrowsAndKeepsTheFiltersInTheAddress()
    {
        var page = await portal.VisitAsAsync("auditor@example.com");
        var sessions = new SessionsPage(page);
        await sessions.OpenAsync();
        await Assertions.Expect(sessions.Rows.First).ToBeVisibleAsync();

        await sessions.ChooseAsync("Server", "ledger");
        await sessions.ChooseAsync("Outcome", "Denied");
        await sessions.SearchAsync();

        await Assertions.Expect(page).ToHaveURLAsync(FilteredAddress());
        await Assertions.Expect(sessions.Rows.First).ToContainTextAsync("on ledger");
        await page.ReloadAsync();
        await Assertions.Expect(sessions.Rows.First).ToContainTextAsync("on ledger");
        await Assertions.Expect(page.GetByLabel("Outcome")).ToHaveValueAsync("denied");
    }

    [Fact]
    public async Task Search_LongList_ShowsTheOldestWhenScrolled()
    {
        var page = await portal.VisitAsAsync("auditor@example.com");
        var sessions = new SessionsPage(page);
        await sessions.OpenAsync();
        await Assertions.Expect(sessions.Rows.First).ToBeVisibleAsync();

        await page.GetByRole(AriaRole.Region, new() { Name = "Sessions found" }).HoverAsync();
        for (var turn = 0; turn < 12; turn++)
        {
            await page.Mouse.WheelAsync(0, 1500);
            await page.WaitForTimeoutAsync(250);
        }

        await Assertions.Expect(page.GetByRole(AriaRole.Status).Filter(new() { HasText = $"{portal.Sessions} sessions" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Search_CardNumber_IsRefusedAndNotPutIntoTheAddress()
    {
        var page = await portal.VisitAsAsync("auditor@example.com");
        var sessions = new SessionsPage(page);
        await sessions.OpenAsync();

        await sessions.FillAsync("Text in messages", "4111 1111 1111 1111");
        await sessions.SearchAsync();

        await Assertions.Expect(sessions.Alert).ToContainTextAsync("looks like a card number");
        Assert.DoesNotContain("4111", page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Session_OpenedMessage_ShowsMaskedValuesAndNoMarkup()
    {
        var page = await portal.VisitAsAsync("auditor@example.com");
        var sessions = new SessionsPage(page);
        await sessions.OpenAsync("?tool=get_customer&caller=caller@example.com");
        await sessions.Rows.First.ClickAsync();
        var session = new SessionPage(page);

        await session.Message("Client asks").Filter(new() { HasText = "get_customer" }).First.ClickAsync();
        await Assertions.Expect(page.GetByText("Ana \\u202Etxt.exe <b>bold</b>", new() { Exact = true })).ToBeVisibleAsync();
        await session.Message("Client asks").Filter(new() { HasText = "get_customer" }).First.ClickAsync();
        await session.Message("Server answers").Filter(new() { HasText = "get_customer" }).First.ClickAsync();

        await Assertions.Expect(page.GetByText("411111******1111").First).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.List, new() { Name = "Masked values" })).ToContainTextAsync("pan × 2 · cardholder data v1");
        await session.ShowRawAsync();
        await Assertions.Expect(page.GetByText("\"jsonrpc\":\"2.0\"").Last).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Session_Permalink_OpensTheMessage()
    {
        var page = await portal.VisitAsAsync("auditor@example.com");
        await new SessionsPage(page).OpenAsync("?tool=get_customer&caller=caller@example.com");
        await new SessionsPage(page).Rows.First.ClickAsync();
        var session = new SessionPage(page);
        await session.Message("Server answers").Filter(new() { HasText = "get_customer" }).First.ClickAsync();
        var link = await session.Permalink.GetAttributeAsync("href");

        await page.GotoAsync(link!);

        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Expanded = true }).Filter(new() { HasText = "get_customer" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Session_OfSomeoneElse_DoesNotExistForACaller()
    {
        var auditor = await portal.VisitAsAsync("auditor@example.com");
        await new SessionsPage(auditor).OpenAsync("?caller=nightly");
        await new SessionsPage(auditor).Rows.First.ClickAsync();
        await auditor.WaitForURLAsync(SessionAddress(), new() { WaitUntil = WaitUntilState.Commit });

        var caller = await portal.VisitAsAsync("caller@example.com");
        await caller.GotoAsync(auditor.Url);

        await Assertions.Expect(caller.GetByRole(AriaRole.Heading, new() { Name = "This session does not exist" })).ToBeVisibleAsync();
        await new SessionsPage(caller).OpenAsync();
        await Assertions.Expect(new SessionsPage(caller).Rows.First).ToContainTextAsync("caller@example.com");
        await Assertions.Expect(new SessionsPage(caller).Rows.Filter(new() { HasText = "nightly" })).ToHaveCountAsync(0);
    }

    [GeneratedRegex("server=ledger&outcome=denied$", RegexOptions.None, 1000)]
    private static partial Regex FilteredAddress();

    [GeneratedRegex("/sessions/[0-9a-f-]{36}$", RegexOptions.None, 1000)]
    private static partial Regex SessionAddress();
}
