using Microsoft.Playwright;
using Portal.E2E.Pages;
using Xunit;

namespace Portal.E2E.Scenarios;

/// <summary>The pages for approvals at two widths in light and dark, with calls in them that mean well and one that does not.</summary>
[Collection(nameof(Browsing))]
public sealed class ApprovalLookScenarios(ApprovalFixture portal) : IClassFixture<ApprovalFixture>
{
    /// <summary>Turns text around, hides text, looks like markup, and is long, many and deep.</summary>
    internal static readonly string Hostile =
        """{"limit":5000,"path":"invoice\u202Efdp.exe\u202C ok","zero":"a\u200Bb\uFEFFc\u2066d\u2069","html":"<img src=x onerror=\"document.title='owned'\"><script>document.title='owned'</script>","ctrl":"line\u0007\u001b[31m","rtl":"\u05d0\u05d1\u05d2 100 \u0627\u0644","<b>name</b>":"\u0440\u0430\u0443\u0440\u0430l","""
        + $"\"long\":\"{new string('W', 6000)}\",\"many\":{{{string.Join(',', Enumerable.Range(0, 3000).Select(number => $"\"k{number}\":{number}"))}}},\"deep\":{string.Concat(Enumerable.Repeat("[", 50))}1{string.Concat(Enumerable.Repeat("]", 50))}}}";

    private static readonly string Plain = """{"limit":5000,"from":"2026-11-01","to":"2026-11-23","format":"csv","columns":["id","amount","currency","card","holder"]}""";

    [Fact]
    public async Task WaitingPages_AtEveryWidthAndTheme_HaveNoSeriousViolation()
    {
        await portal.ClearAsync();
        var look = new Look("approvals-empty");
        await EachAsync(look, "approver", page => new ApprovalPages(page).OpenQueueAsync());
        var faults = look.Faults;

        var (plainReply, plain) = await portal.HoldAsync("export_transactions", Plain, reason: "Month end reconciliation for finance, ticket FIN-2231");
        var (hostileReply, hostile) = await portal.HoldAsync("export_\u202Elru<b>", Hostile, ApprovalFixture.Bot, "please \u202Eevorppa\u202C quickly <script>alert(1)</script>");
        var (cardsReply, cards) = await portal.HoldAsync("search_cards", """{"query":"4111"}""", ApprovalFixture.Bot);
        faults += await LookAsync("approvals", "approver", page => new ApprovalPages(page).OpenQueueAsync());
        faults += await LookAsync("approvals-keys", "approver", async page =>
        {
            await new ApprovalPages(page).OpenQueueAsync();
            await page.Keyboard.PressAsync("?");
            await page.Keyboard.PressAsync("j");
        });
        faults += await LookAsync("approval", "approver", page => new ApprovalPages(page).OpenAsync(plain, "?do=approve"));
        faults += await LookAsync("approval-window", "approver", async page =>
        {
            await new ApprovalPages(page).OpenAsync(plain);
            await page.GetByLabel("If approved").SelectOptionAsync("60");
            await new ApprovalPages(page).Approve.ClickAsync();
        });
        faults += await LookAsync("approval-hostile", "approver", page => new ApprovalPages(page).OpenAsync(hostile));
        faults += await LookAsync("approval-raw", "auditor", async page =>
        {
            await new ApprovalPages(page).OpenAsync(hostile);
            await page.GetByRole(AriaRole.Button, new() { Name = "Raw" }).ClickAsync();
        });
        faults += await LookAsync("approval-break-glass", "eve", async page =>
        {
            await new ApprovalPages(page).OpenAsync(cards);
            await page.GetByRole(AriaRole.Button, new() { Name = "Break-glass…" }).ClickAsync();
        });
        faults += await LookAsync("approval-own", "engineer", async page =>
        {
            await new ApprovalPages(page).OpenAsync(plain);
            await page.GetByRole(AriaRole.Button, new() { Name = "Withdraw…" }).ClickAsync();
        });
        await portal.ClearAsync();
        await Task.WhenAll(plainReply, hostileReply, cardsReply);
        Assert.True(faults.Length == 0, faults);
    }

    // Arguments of its own: an approval that nobody waits for any more lets the identical call pass.
    [Fact]
    public async Task PagesOfOthers_AtEveryWidthAndTheme_HaveNoSeriousViolation()
    {
        await portal.ClearAsync();
        var (plainReply, plain) = await portal.HoldAsync("export_transactions", Plain.Replace("5000", "4000", StringComparison.Ordinal), reason: "Month end reconciliation for finance, ticket FIN-2231");
        var (hostileReply, hostile) = await portal.HoldAsync("export_\u202Elru<b>", Hostile, ApprovalFixture.Bot);
        var (cardsReply, _) = await portal.HoldAsync("search_cards", """{"query":"4111"}""", ApprovalFixture.Bot);
        var faults = "";
        faults += await LookAsync("connect-held", "engineer", page => page.GotoAsync("/connect"));
        faults += await LookAsync("dashboard-held", "auditor", page => page.GotoAsync("/dashboard"));

        var approver = await portal.VisitAsync("approver");
        var pages = new ApprovalPages(approver);
        await pages.OpenAsync(plain);
        await approver.GetByLabel("If approved").SelectOptionAsync("60");
        await pages.DecideAsync(pages.Approve, "month end report, agreed with finance in FIN-2231");
        await Assertions.Expect(approver.GetByText("The call is approved.")).ToBeVisibleAsync();
        await pages.OpenAsync(hostile);
        await pages.DecideAsync(pages.Deny, "these arguments try to hide what they are");
        await Assertions.Expect(approver.GetByText("The call is denied.")).ToBeVisibleAsync();
        await approver.Context.CloseAsync();
        await Task.WhenAll(plainReply, hostileReply);
        faults += await LookAsync("approval-approved", "auditor", page => new ApprovalPages(page).OpenAsync(plain));
        faults += await LookAsync("approvals-history", "auditor", page => page.GotoAsync("/approvals?tab=history"));
        faults += await LookAsync("approvals-windows", "approver", async page =>
        {
            await page.GotoAsync("/approvals?tab=windows");
            await page.GetByRole(AriaRole.Button, new() { Name = "Close…" }).First.ClickAsync();
        });
        await CloseWindowAsync();
        faults += await LookAsync("policies-approval", "author", page => page.GotoAsync("/policies"));
        faults += await LookAsync("policy-approval", "author", page => page.GotoAsync("/policies/bulk%20export"));
        faults += await LookAsync("policy-approval-new", "author", page => page.GotoAsync("/policies/new?kind=approval"));
        await portal.ClearAsync();
        await cardsReply;

        Assert.True(faults.Length == 0, faults);
    }

    // An open window would let the calls of the other scenarios pass.
    private async Task CloseWindowAsync()
    {
        var page = await portal.VisitAsync("approver");
        await page.GotoAsync("/approvals?tab=windows");
        await page.GetByRole(AriaRole.Button, new() { Name = "Close…" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Close the window" }).ClickAsync();
        await Assertions.Expect(page.GetByText("The window is closed.")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("No window is open")).ToBeVisibleAsync();
        await page.Context.CloseAsync();
    }

    private async Task<string> LookAsync(string name, string person, Func<IPage, Task> goAsync)
    {
        var look = new Look(name);
        await EachAsync(look, person, goAsync);
        return look.Faults;
    }

    private async Task EachAsync(Look look, string person, Func<IPage, Task> goAsync)
    {
        foreach (var width in new[] { 1280, 375 })
        {
            var page = await portal.VisitAsync(person, width);
            look.Watch(page);
            await goAsync(page);
            await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeVisibleAsync();
            await page.WaitForTimeoutAsync(800);
            await look.InBothThemesAsync(page, width);
            await page.Context.CloseAsync();
        }
    }
}
