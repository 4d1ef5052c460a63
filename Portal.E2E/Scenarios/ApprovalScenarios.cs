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
    // What a slow, shared machine may take; the figure itself is printed.
    private static readonly TimeSpan SlowestArrival = TimeSpan.FromSeconds(4);

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
            new Dictionary<string, string>(StringComparer.Ordinal), TimeSpan.FromMinutes(2), TestContext.Current.CancellationToken);

        await Assertions.Expect(approvals.Rows).ToHaveCountAsync(1);
        var shown = await page.EvaluateAsync<long>("window.arrived");
        var ticket = (await portal.PendingAsync(portal.Token)).Single(item => item.GetProperty("tool").GetString() == "export_transactions");
        var arrival = TimeSpan.FromMilliseconds(shown - ticket.GetProperty("created").GetDateTimeOffset().ToUnixTimeMilliseconds());
        TestContext.Current.TestOutputHelper!.WriteLine($"held to shown at {width} px: {arrival.TotalMilliseconds} ms");
        Assert.InRange(arrival, TimeSpan.FromMilliseconds(-50), SlowestArrival);
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
}
