using Microsoft.Playwright;
using Portal.E2E.Pages;
using Xunit;

namespace Portal.E2E.Scenarios;

/// <summary>
/// Published test numbers in every text of a call: no page shows one whole, to nobody. The host's tests look at files, columns, logs and answers.
/// </summary>
[Collection(nameof(Browsing))]
public sealed class PlantedCardScenarios(ApprovalFixture portal) : IClassFixture<ApprovalFixture>
{
    private const string Masked = "411111******1111";
    private const int MostMessages = 40;

    private static readonly string[] Whole = ["4111111111111111", "378282246310005", "4111 1111 1111 1111", "4111-1111-1111-1111"];

    [Fact]
    public async Task Pages_AfterNumbersInEveryText_ShowNoneWhole()
    {
        await portal.ClearAsync();
        await PlantAsync();
        var (reply, ticket) = await portal.HoldAsync(
            "export_transactions", """{"limit":5000,"4111111111111111":"378282246310005","text":"4111-1111-1111-1111, 4111 1111 1111 1111","n":4111111111111111}""",
            reason: "for the owner of 4111111111111111");

        var approver = await portal.VisitAsync("approver");
        await AssertFreeAsync(approver, "/approvals");
        await AssertFreeAsync(approver, $"/approvals/{ticket}", Masked);
        await approver.GetByLabel("Reason", new() { Exact = true }).FillAsync("the owner of 4111111111111111 asked");
        await approver.GetByRole(AriaRole.Button, new() { Name = "Deny", Exact = true }).ClickAsync();
        await Assertions.Expect(approver.GetByRole(AriaRole.Alert).Or(approver.GetByText("card number")).First).ToBeVisibleAsync();
        await new ApprovalPages(approver).DecideAsync(new ApprovalPages(approver).Deny, "nobody asked for these");
        AssertFree(await reply, "the answer");
        await AssertFreeAsync(approver, $"/approvals/{ticket}", Masked);
        await AssertFreeAsync(approver, "/approvals?view=history");

        foreach (var name in new[] { "admin", "auditor" })
        {
            var page = await portal.VisitAsync(name);
            await AssertSessionsFreeAsync(page);
            foreach (var path in new[] { "/dashboard", "/policies", "/approvals", $"/approvals/{ticket}", "/card-lookup" }.Concat(name == "admin" ? ["/servers", "/servers/payments"] : []))
            {
                await AssertFreeAsync(page, path);
            }

            await page.Context.CloseAsync();
        }

        await approver.Context.CloseAsync();
    }

    private async Task PlantAsync()
    {
        foreach (var message in new[]
        {
            """{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-06-18","capabilities":{},"clientInfo":{"name":"4111111111111111","version":"378282246310005"}}}""",
            """{"jsonrpc":"2.0","id":4111111111111111,"method":"tools/call","params":{"name":"4111111111111111","arguments":{"378282246310005":1}}}""",
            """{"jsonrpc":"2.0","id":"4111111111111111","method":"tools/call","params":{"name":"get_customer","arguments":{"id":"4111 1111 1111 1111"},"_meta":{"4111111111111111":"378282246310005","progressToken":"4111111111111111"}}}""",
            """{"jsonrpc":"2.0","id":2,"method":"resources/read","params":{"uri":"card://4111111111111111/378282246310005"}}""",
            """{"jsonrpc":"2.0","method":"notifications/4111111111111111","params":{"m":"378282246310005"}}""",
            "{ broken 4111111111111111",
        })
        {
            await portal.PostAsync(message, portal.Token, new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["User-Agent"] = "agent/4111111111111111",
                ["Mcp-Other"] = "4111111111111111",
                ["tracestate"] = "v=4111111111111111",
            });
        }
    }

    private static async Task AssertSessionsFreeAsync(IPage page)
    {
        await new SessionsPage(page).OpenAsync("?caller=engineer@demo.example");
        await Assertions.Expect(new SessionsPage(page).Rows.First).ToBeVisibleAsync();
        AssertFree(await page.ContentAsync(), "/sessions");
        var links = await new SessionsPage(page).Rows.EvaluateAllAsync<string[]>("rows => rows.map(row => row.getAttribute('href'))");
        var all = "";
        foreach (var link in links.Take(8))
        {
            await page.GotoAsync(link);
            var messages = page.GetByRole(AriaRole.Main).Locator("button[aria-expanded]");
            await Assertions.Expect(messages.First).ToBeVisibleAsync();
            var seen = await page.ContentAsync();
            var count = Math.Min(MostMessages, await messages.CountAsync());
            for (var index = 0; index < count; index++)
            {
                await messages.Nth(index).ClickAsync();
                await Assertions.Expect(page.Locator("[aria-busy=true]")).ToHaveCountAsync(0);
                seen += await page.ContentAsync();
            }

            AssertFree(seen, link);
            all += seen;
        }

        Assert.Contains(Masked, all, StringComparison.Ordinal);
    }

    private static async Task AssertFreeAsync(IPage page, string path, string? shown = null)
    {
        await page.GotoAsync(path);
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("[aria-busy=true]")).ToHaveCountAsync(0);
        if (shown is not null)
        {
            await Assertions.Expect(page.GetByText(shown).First).ToBeVisibleAsync();
        }

        AssertFree(await page.ContentAsync() + await page.TitleAsync() + page.Url, path);
    }

    private static void AssertFree(string text, string where) =>
        Assert.All(Whole, number => Assert.False(text.Contains(number, StringComparison.Ordinal), $"A whole number is on {where}."));
}
