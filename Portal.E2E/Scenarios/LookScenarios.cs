using Microsoft.Playwright;
using Portal.E2E.Pages;
using Xunit;

namespace Portal.E2E.Scenarios;

/// <summary>Every page at two widths in light and dark: no serious accessibility violation, no script error, a picture to look at.</summary>
[Collection(nameof(Browsing))]
public sealed class LookScenarios(PortalFixture portal)
{
    public static readonly TheoryData<string, string, string?> Pages = new()
    {
        { "sign-in", "/sign-in", null },
        { "dashboard", "/dashboard", "admin@example.com" },
        { "dashboard-week", "/dashboard?span=7d", "admin@example.com" },
        { "sessions", "/sessions", "auditor@example.com" },
        { "sessions-none", "/sessions?tool=nothing", "auditor@example.com" },
        { "session", "/sessions?tool=get_customer", "auditor@example.com" },
        { "policies", "/policies", "author@example.com" },
        { "policies-bench", "/policies?view=bench", "author@example.com" },
        { "policy-built-in", "/policies/cardholder%20data", "auditor@example.com" },
        { "policy-new", "/policies/new?kind=masking", "author@example.com" },
        { "policy-faults", "/policies/new?kind=masking", "author@example.com" },
        { "policy-exception", "/policies/new?kind=exception", "author@example.com" },
        { "policy-access", "/policies/no%20exports", "admin@example.com" },
        { "policy-masking", "/policies/customer%20contact", "admin@example.com" },
        { "policy-json", "/policies/customer%20contact", "author@example.com" },
        { "policy-dry-run", "/policies/customer%20contact", "admin@example.com" },
        { "policy-read-only", "/policies/customer%20contact", "auditor@example.com" },
        { "policy-versions", "/policies/customer%20contact?view=versions", "author@example.com" },
        { "card-lookup", "/card-lookup", "auditor@example.com" },
        { "card-lookup-found", "/card-lookup", "auditor@example.com" },
        { "servers", "/servers", "admin@example.com" },
        { "server", "/servers/payments", "admin@example.com" },
        { "server-new", "/servers/new", "admin@example.com" },
        { "connect", "/connect", "caller@example.com" },
        { "forbidden", "/servers", "caller@example.com" },
        { "not-found", "/nothing-here", "caller@example.com" },
    };

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Page_AtEveryWidthAndTheme_HasNoSeriousViolation(string name, string path, string? person)
    {
        // While working on one page: PORTAL_LOOK=dashboard,session
        if (Environment.GetEnvironmentVariable("PORTAL_LOOK") is { } only && !only.Split(',').Contains(name))
        {
            return;
        }

        var look = new Look(name);
        foreach (var width in new[] { 1280, 375 })
        {
            var page = person is null ? await portal.VisitAsync(width) : await portal.VisitAsAsync(person, width);
            look.Watch(page, expected: name == "not-found" ? "404" : null);
            await page.GotoAsync(path);
            await SettleAsync(page, name);
            await look.InBothThemesAsync(page, width);
            await page.Context.CloseAsync();
        }

        Assert.True(look.Faults.Length == 0, look.Faults);
    }

    private async Task SettleAsync(IPage page, string name)
    {
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 }).Or(page.GetByRole(AriaRole.Heading, new() { Level = 2 })).First).ToBeVisibleAsync();
        if (name == "session")
        {
            await page.GetByRole(AriaRole.Link, new() { Name = "session of" }).First.ClickAsync();
            await page.GetByRole(AriaRole.Button).Filter(new() { HasText = "get_customer" }).First.ClickAsync();
            await page.GetByRole(AriaRole.Button).Filter(new() { HasText = "Server answers" }).Last.ClickAsync();
        }

        await ActAsync(page, name);

        await page.WaitForTimeoutAsync(1200);
    }

    private async Task ActAsync(IPage page, string name)
    {
        var policies = new PolicyPages(page);
        switch (name)
        {
            case "policies-bench":
                await policies.PasteAsync(PolicyScenarios.Reply);
                break;
            case "policy-faults":
                await policies.FillAsync("Fields", "email");
                await policies.AddPatternAsync("employee", @"(a)\1");
                await policies.PressAsync("Put in force");
                break;
            case "policy-masking":
                await policies.PasteAsync(PolicyScenarios.Reply);
                await policies.PressAsync("Delete this policy…");
                break;
            case "policy-json":
                await policies.PressAsync("JSON");
                break;
            case "policy-dry-run":
                await policies.FillAsync("Fields", "$..holder");
                await policies.PressAsync("Recorded traffic");
                await policies.PressAsync("Run over recorded traffic");
                await Assertions.Expect(page.GetByText("It would have masked")).ToBeVisibleAsync();
                break;
            case "policy-versions":
                await policies.PressAsync("Roll back to version 1");
                break;
            case "card-lookup-found":
                await portal.CallAsync("get_customer");
                await new CardLookupPage(page).SearchAsync("4111 1111 1111 1111");
                await Assertions.Expect(page.GetByText("newest first")).ToBeVisibleAsync();
                break;
        }
    }
}
