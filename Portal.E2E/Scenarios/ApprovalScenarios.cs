using System.Text.Json;
using Microsoft.Playwright;
using Portal.E2E.Pages;
using Portal.E2E.Targets;
using Xunit;

namespace Portal.E2E.Scenarios;

/// <summary>An approver sees a call arrive, understands it, decides, and the client goes on.</summary>
[Collection(nameof(Browsing))]
public sealed class ApprovalScenarios(ApprovalFixture portal) : IClassFixture<ApprovalFixture>
{
    // Notes when the tool's name first stands on the page, by the browser itself.
    private const string NoteArrival = """
        () => {
          window.arrived = new Promise(resolve => {
            const seen = () => document.querySelector('[data-key-list]')?.textContent.includes('export_transactions') && resolve(Date.now());
            new MutationObserver(seen).observe(document.body, { childList: true, subtree: true, characterData: true });
          });
        }
        """;

    [Theory]
    [InlineData(1280)]
    [InlineData(375)]
    public async Task Export_OfAPublicClient_IsSeenWithoutReloadApprovedAndAnsweredMasked(int width)
    {
        await portal.ClearAsync();
        var limit = width > 500 ? 5000 : 4999;
        var page = await portal.VisitAsync("approver", width);
        var auditor = await portal.VisitAsync("auditor");
        var approvals = new ApprovalPages(page);
        await approvals.OpenQueueAsync();
        await page.EvaluateAsync(NoteArrival);
        var client = NodeProcess.RunAsync(
            [Installed.Script("sdk-v1.mjs"), $"{portal.Address}/mcp/payments", portal.Token, "export_transactions", $$"""{"limit":{{limit}}}"""],
            new Dictionary<string, string>(StringComparer.Ordinal), Outer.Limit, TestContext.Current.CancellationToken);

        await Assertions.Expect(approvals.Rows).ToHaveCountAsync(1);
        var shown = await page.EvaluateAsync<long>("window.arrived");
        var ticket = (await portal.PendingAsync(portal.Token)).Single(item => item.GetProperty("tool").GetString() == "export_transactions");
        var arrival = TimeSpan.FromMilliseconds(shown - ticket.GetProperty("created").GetDateTimeOffset().ToUnixTimeMilliseconds());
        TestContext.Current.TestOutputHelper!.WriteLine($"held to shown at {width} px: {arrival.TotalMilliseconds} ms");
        await Assertions.Expect(page).ToHaveTitleAsync("(1) Approvals · Portal");
        await Assertions.Expect(approvals.Rows.First).ToContainTextAsync($"$.limit gt 100 ({limit})");

        await new ApprovalPages(auditor).OpenAsync(ticket.GetProperty("id").GetGuid());
        await Assertions.Expect(auditor.GetByText("Waiting", new() { Exact = true })).ToBeVisibleAsync();
        await approvals.Rows.First.GetByRole(AriaRole.Link, new() { Name = "Approve export_transactions" }).ClickAsync();
        await Assertions.Expect(approvals.Reason).ToBeFocusedAsync();
        await approvals.DecideAsync(approvals.Approve, "month end report, agreed with finance");

        await Assertions.Expect(page.GetByText("The call is approved.")).ToBeVisibleAsync();
        await Assertions.Expect(auditor.GetByText("Approved", new() { Exact = true }).First).ToBeVisibleAsync();
        await Assertions.Expect(auditor.GetByText("month end report, agreed with finance")).ToBeVisibleAsync();
        var outcome = await client;
        Assert.True(outcome.ExitCode == 0, outcome.ToString());
        using var printed = JsonDocument.Parse(outcome.Output);
        Assert.Contains("******", printed.RootElement.GetProperty("result").GetRawText(), StringComparison.Ordinal);
        Assert.DoesNotContain("4111111111111111", outcome.Output, StringComparison.Ordinal);
        Assert.False(printed.RootElement.GetProperty("result").TryGetProperty("isError", out var isError) && isError.GetBoolean(), outcome.Output);
        Assert.StartsWith("eyJ", await page.GetByLabel("Signed record (JWS)").InnerTextAsync(), StringComparison.Ordinal);
        await auditor.Context.CloseAsync();
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task KeyboardOnly_FromTheQueueToTheDecision()
    {
        await portal.ClearAsync();
        var (reply, ticket) = await portal.HoldAsync("export_transactions", """{"limit":4001}""");
        var (other, _) = await portal.HoldAsync("export_transactions", """{"limit":4002}""", ApprovalFixture.Bot);
        var page = await portal.VisitAsync("approver");
        var approvals = new ApprovalPages(page);
        await approvals.OpenQueueAsync();
        await Assertions.Expect(approvals.Rows).ToHaveCountAsync(2);

        await page.Keyboard.PressAsync("?");
        await Assertions.Expect(page.GetByText("next and previous call")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("j");
        await Assertions.Expect(approvals.Rows.Nth(1).GetByRole(AriaRole.Link, new() { Name = "export_transactions", Exact = true })).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("d");
        await Assertions.Expect(page).ToHaveURLAsync($"{portal.Address}/approvals/{ticket}?do=deny");
        await Assertions.Expect(approvals.Reason).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("a jk? deny what nobody asked for");
        await Assertions.Expect(approvals.Reason).ToHaveValueAsync("a jk? deny what nobody asked for");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(approvals.Deny).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Enter");

        await Assertions.Expect(page.GetByText("The call is denied.")).ToBeVisibleAsync();
        Assert.Contains("a jk? deny what nobody asked for", await reply, StringComparison.Ordinal);
        await portal.ClearAsync();
        await other;
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task AnotherPage_ACallArrives_IsToastedAndCountedAndLeadsThere()
    {
        await portal.ClearAsync();
        var page = await portal.VisitAsync("approver");
        await page.GotoAsync("/connect");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Connect" })).ToBeVisibleAsync();
        await Assertions.Expect(page).ToHaveTitleAsync("Connect · Portal");
        var approvals = new ApprovalPages(page);
        var (reply, ticket) = await portal.HoldAsync("export_\u202E<b>transactions", """{"limit":3001}""");

        await Assertions.Expect(approvals.Toasts.GetByRole(AriaRole.Link)).ToHaveCountAsync(1);
        await Assertions.Expect(approvals.Toasts).ToContainTextAsync("export_\\u202E<b>transactions");
        await Assertions.Expect(page).ToHaveTitleAsync("(1) Connect · Portal");
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "Approvals" })).ToContainTextAsync("1");
        await approvals.Toasts.GetByRole(AriaRole.Link).ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync($"{portal.Address}/approvals/{ticket}");
        await Assertions.Expect(page).ToHaveTitleAsync("(1) Held call · Portal");
        await approvals.DecideAsync(approvals.Deny, "the name of the tool hides something");

        await Assertions.Expect(page).ToHaveTitleAsync("Held call · Portal");
        await Assertions.Expect(approvals.Toasts.GetByRole(AriaRole.Link)).ToHaveCountAsync(0);
        await reply;
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task DeepLink_WithoutASignIn_LeadsThereAfterIt()
    {
        await portal.ClearAsync();
        var (reply, ticket) = await portal.HoldAsync("export_transactions", """{"limit":3002}""");
        var page = await portal.OpenAsync(375, ColorScheme.Light, null);
        await page.GotoAsync($"/approvals/{ticket}");
        await Assertions.Expect(new SignInPage(page).Heading).ToBeVisibleAsync();

        await new SignInPage(page).SubmitAsync("bo@demo.example", "portal-demo-1234");

        await Assertions.Expect(page).ToHaveURLAsync($"{portal.Address}/approvals/{ticket}");
        await Assertions.Expect(new ApprovalPages(page).Approve).ToBeVisibleAsync();
        await portal.ClearAsync();
        Assert.Contains("withdrawn", await reply, StringComparison.Ordinal);
        await Assertions.Expect(page.GetByText("Withdrawn", new() { Exact = true }).First).ToBeVisibleAsync();
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task OwnCall_OfAnApprover_IsNotTheirsToDecideButToWithdraw()
    {
        await portal.ClearAsync();
        var connect = await portal.VisitAsync("engineer", 375);
        await connect.GotoAsync("/connect");
        await Assertions.Expect(connect.GetByRole(AriaRole.Heading, new() { Name = "Connect" })).ToBeVisibleAsync();
        var (reply, ticket) = await portal.HoldAsync("export_transactions", """{"limit":3003}""");
        var page = await portal.VisitAsync("engineer");
        await new ApprovalPages(page).OpenAsync(ticket);
        await Assertions.Expect(page.GetByText("Nobody decides on their own")).ToBeVisibleAsync();
        await Assertions.Expect(new ApprovalPages(page).Approve).ToHaveCountAsync(0);

        var mine = connect.GetByRole(AriaRole.List, new() { Name = "My held calls" }).GetByRole(AriaRole.Listitem).First;
        await mine.GetByRole(AriaRole.Button, new() { Name = "Withdraw export_transactions" }).ClickAsync();
        await mine.GetByRole(AriaRole.Button, new() { Name = "Withdraw: it is not made" }).ClickAsync();

        await Assertions.Expect(mine).ToContainTextAsync("Withdrawn");
        await Assertions.Expect(page.GetByText("Withdrawn", new() { Exact = true }).First).ToBeVisibleAsync();
        Assert.Contains("withdrawn", await reply, StringComparison.Ordinal);
        await connect.Context.CloseAsync();
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Quorum_TwoPeopleInTwoBrowsers_SeeEachOther()
    {
        await portal.ClearAsync();
        var (reply, ticket) = await portal.HoldAsync("search_cards", """{"query":"42"}""", ApprovalFixture.Bot);
        var first = await portal.SignInAsync("approver");
        var second = await portal.SignInAsync("bo", 375);
        await new ApprovalPages(first).OpenAsync(ticket);
        await new ApprovalPages(second).OpenAsync(ticket);
        await new ApprovalPages(second).Reason.FillAsync("typed before the other decided");

        await new ApprovalPages(first).DecideAsync(new ApprovalPages(first).Approve, "agreed with the fraud desk");

        await Assertions.Expect(first.GetByText("1 more needed")).ToBeVisibleAsync();
        await Assertions.Expect(second.GetByText("1 of 2 approved")).ToBeVisibleAsync();
        await Assertions.Expect(new ApprovalPages(second).Reason).ToHaveValueAsync("typed before the other decided");
        await new ApprovalPages(second).Approve.ClickAsync();
        await Assertions.Expect(first.GetByText("What became of it")).ToBeVisibleAsync();
        Assert.DoesNotContain("-3201", await reply, StringComparison.Ordinal);
        await first.Context.CloseAsync();
        await second.Context.CloseAsync();
    }

    [Fact]
    public async Task Password_GivenToTheBrowser_IsCheckedByTheServerAndLeavesTheField()
    {
        var page = await portal.VisitAsync("bo");
        await new ApprovalPages(page).OpenQueueAsync();
        const string Ask = """
            async password => {
              const input = document.createElement('input');
              input.id = 'password-under-test';
              document.body.append(input);
              input.value = password;
              const answer = await portalApprovals.confirm(input.id, '0193a000-0000-7000-8000-000000000001');
              const left = input.value;
              input.remove();
              return `${answer} ${left}`;
            }
            """;

        Assert.Equal("confirmed ", await page.EvaluateAsync<string>(Ask, "portal-demo-1234"));
        Assert.Equal("refused ", await page.EvaluateAsync<string>(Ask, "not my password 1"));
        Assert.Equal("empty ", await page.EvaluateAsync<string>(Ask, ""));
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Alerts_Chosen_AreRememberedByTheBrowser()
    {
        var page = await portal.VisitAsync("approver");
        await new ApprovalPages(page).OpenQueueAsync();
        var sound = page.GetByRole(AriaRole.Button, new() { Name = "Sound off" });
        await Assertions.Expect(sound).ToHaveAttributeAsync("aria-pressed", "false");

        await sound.ClickAsync();
        await page.ReloadAsync();

        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Sound on" })).ToHaveAttributeAsync("aria-pressed", "true");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Hostile_ArgumentsAndNames_RunNothingAndHideNothing()
    {
        await portal.ClearAsync();
        var page = await portal.VisitAsync("approver", 375);
        var (reply, ticket) = await portal.HoldAsync("export_<img src=x onerror=alert(1)>", ApprovalLookScenarios.Hostile, reason: "\u202Eplease<script>alert(1)</script>");
        var dialogs = 0;
        page.Dialog += async (_, dialog) =>
        {
            dialogs++;
            await dialog.DismissAsync();
        };
        await new ApprovalPages(page).OpenAsync(ticket);

        await Assertions.Expect(page.GetByText("invoice\\u202Efdp.exe\\u202C ok")).ToBeVisibleAsync();
        await Assertions.Expect(page).ToHaveTitleAsync("(1) Held call · Portal");
        Assert.Equal(0, dialogs);
        Assert.False(await page.EvaluateAsync<bool>("/[\\u200B-\\u200F\\u202A-\\u202E\\u2066-\\u2069\\uFEFF]/.test(document.body.textContent)"));
        Assert.Equal(0, await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth"));
        await new ApprovalPages(page).Approve.ScrollIntoViewIfNeededAsync();
        await Assertions.Expect(new ApprovalPages(page).Approve).ToBeInViewportAsync();
        await portal.ClearAsync();
        await reply;
        await page.Context.CloseAsync();
    }
}
