using Microsoft.Playwright;
using Portal.E2E.Pages;
using Xunit;

namespace Portal.E2E.Scenarios;

/// <summary>An author writes, tries and takes back a masking policy; an auditor reads policies.</summary>
[Collection(nameof(Browsing))]
public sealed class PolicyScenarios(PortalFixture portal)
{
    /// <summary>A reply with a published test number.</summary>
    internal const string Reply = """{"jsonrpc":"2.0","id":1,"result":{"structuredContent":{"name":"Ana Example","email":"ana@example.com","phone":"+49 30 5550100","card":"4111111111111111","cvv":"123","note":"badge E123456"}}}""";

    [Fact]
    public async Task MaskingPolicy_FromNothingToInForceAndBack_MasksTheNextCall()
    {
        Assert.Contains("5550100", await portal.CallAsync("get_customer"), StringComparison.Ordinal);
        var page = await portal.VisitAsAsync("author@example.com");
        var policies = new PolicyPages(page);
        await policies.OpenAsync();
        await policies.FollowAsync("New masking policy");

        // Written and tried on what was recorded.
        await policies.FillAsync("Name", "customer phone");
        await policies.FillAsync("Servers", "payments");
        await policies.FillAsync("Fields", "$..phone");
        await policies.TakeLatestReplyAsync("get_customer");
        await Assertions.Expect(policies.Outcome).ToContainTextAsync("1 value is replaced");
        await Assertions.Expect(policies.Outcome).Not.ToContainTextAsync("5550100");
        await Assertions.Expect(policies.Replacements).ToContainTextAsync("customer phone (draft)");
        await Assertions.Expect(policies.Replacements).ToContainTextAsync("$.result.structuredContent.phone");
        Assert.Contains("5550100", await portal.CallAsync("get_customer"), StringComparison.Ordinal);

        // In force for the next call.
        await policies.FillAsync("Reason for this change", "phones are personal data");
        await policies.PressAsync("Put in force");
        await Assertions.Expect(policies.Status.Filter(new() { HasText = "In force" })).ToBeVisibleAsync();
        Assert.Contains("\"phone\":\"[redacted]\"", await portal.CallAsync("get_customer"), StringComparison.Ordinal);

        // Changed, and taken back.
        await policies.ActionAsync("Mask");
        await policies.FillAsync("Reason for this change", "the length is needed");
        await policies.PressAsync("Save as new version");
        await Assertions.Expect(policies.Status.Filter(new() { HasText = "Version 2 is in force" })).ToBeVisibleAsync();
        Assert.Contains("** ** *******\"", await portal.CallAsync("get_customer"), StringComparison.Ordinal);
        await policies.FollowAsync("Versions");
        await policies.PressAsync("Roll back to version 1");
        await policies.FillAsync("Reason for rolling back", "it is not");
        await page.GetByRole(AriaRole.Alertdialog).GetByRole(AriaRole.Button, new() { Name = "Roll back to version 1" }).ClickAsync();
        await Assertions.Expect(page.GetByText("Version 1 is back in force as version 3")).ToBeVisibleAsync();
        Assert.Contains("\"phone\":\"[redacted]\"", await portal.CallAsync("get_customer"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bench_PastedMessage_ShowsOutcomeAndLeavesNoTrace()
    {
        var page = await portal.VisitAsAsync("author@example.com");
        await page.GotoAsync("/policies?view=bench");
        var policies = new PolicyPages(page);

        await policies.PasteAsync(Reply);

        await Assertions.Expect(policies.Outcome).ToContainTextAsync("411111******1111");
        await Assertions.Expect(policies.Replacements).ToContainTextAsync("cardholder data v1");
        await Assertions.Expect(policies.Replacements).ToContainTextAsync("customer contact v2");
        Assert.EndsWith("/policies?view=bench", page.Url, StringComparison.Ordinal);
        Assert.DoesNotContain("ana@example.com", portal.Printed, StringComparison.Ordinal);
        await page.ReloadAsync();
        await Assertions.Expect(page.GetByLabel("Message", new() { Exact = true })).ToHaveValueAsync("");
    }

    [Fact]
    public async Task Bench_LongMessage_DoesNotEndTheCircuit()
    {
        var page = await portal.VisitAsAsync("author@example.com");
        await page.GotoAsync("/policies?view=bench");
        var policies = new PolicyPages(page);

        await policies.PasteAsync($$"""{"text":"{{new string('x', 200_000)}}","card":"4111111111111111"}""");

        await Assertions.Expect(policies.Replacements).ToContainTextAsync("$.card");
    }

    [Fact]
    public async Task Policy_SeenByAnAuditor_CannotBeChanged()
    {
        var page = await portal.VisitAsAsync("auditor@example.com");
        var policies = new PolicyPages(page);
        await policies.OpenAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "New masking policy" })).ToHaveCountAsync(0);

        await policies.FollowAsync("customer contact");

        await Assertions.Expect(page.GetByText("Redacts fields $..email and $..address and pattern employee")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Save as new version" })).ToHaveCountAsync(0);
        await policies.FollowAsync("Versions");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "From version 1 to version 2" })).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Roll back" })).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task DryRun_OverRecordedTraffic_SaysWhatWouldHaveBeenDenied()
    {
        var page = await portal.VisitAsAsync("admin@example.com");
        await page.GotoAsync("/policies/new?kind=access");
        var policies = new PolicyPages(page);
        await policies.FillAsync("Name", "no refunds");
        await policies.FillAsync("Servers", "*");
        await policies.FillAsync("Tools", "refund_*");
        await page.GetByLabel("Effect").SelectOptionAsync("deny");

        await policies.PressAsync("Run over recorded traffic");

        await Assertions.Expect(page.GetByText("It would have denied")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "refund_payment" }).First.ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Expanded = true }).Filter(new() { HasText = "refund_payment" })).ToBeVisibleAsync();
    }
}
