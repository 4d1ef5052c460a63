using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Components.Policies;
using Portal.Data.Masking;
using Portal.Gateway.Callers;
using Portal.Gateway.Masking;
using Portal.Gateway.Policy.Trials;
using Xunit;
using PolicyDraft = Portal.Components.Policies.PolicyDraft;

namespace Portal.Tests.Components;

public sealed class TestBenchTests : IDisposable
{
    private const string Message = """{"jsonrpc":"2.0","id":1,"result":{"structuredContent":{"email":"ana@example.com","card":"4111111111111111"}}}""";
    private const string Contact = """{"kind":"masking","name":"contact","servers":["payments"],"fields":["$..email"],"action":"redact"}""";

    private readonly PortalContext _portal = new();

    public TestBenchTests() => _portal.SignIn(PortalRoles.PolicyAuthor);

    public void Dispose() => _portal.Dispose();

    [Fact]
    public void TestBench_Pasted_ShowsTheOutcomeAndEveryReplacementAtOnce()
    {
        var bench = Render(PolicyDraft.Of("contact", Contact));

        bench.Find("#bench-message").Input(Message);

        bench.WaitForAssertion(() => Assert.Contains("2 values are replaced", bench.Markup, StringComparison.Ordinal));
        Assert.Equal(["[redacted]", "411111******1111"], bench.FindAll(".json mark").Select(mark => mark.TextContent));
        var rows = bench.FindAll(".hits li").Select(row => string.Join(' ', row.TextContent.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))).ToList();
        Assert.Contains(rows, row => row.Contains("contact (draft)", StringComparison.Ordinal) && row.Contains("redacted", StringComparison.Ordinal) && row.Contains("$.result.structuredContent.email", StringComparison.Ordinal));
        Assert.Contains(rows, row => row.Contains("cardholder data v1", StringComparison.Ordinal));
        Assert.Contains("Masked in", bench.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void TestBench_MaskedCard_SaysWhyAndLeadsToAnException()
    {
        var bench = Render(null);
        bench.Find("#bench-tool").Input("get_card");

        bench.Find("#bench-message").Input("""{"cards":[{"card_number":"4111111111111111","cvv":"123"}]}""");

        bench.WaitForAssertion(() => Assert.Equal(
            ["Why: The field name says card number · Issuer range, length and check digit match a card network", "Why: The field name says verification code"],
            bench.FindAll(".hits .why").Select(why => why.TextContent)));
        Assert.Equal("/policies/new?kind=exception&tool=get_card&field=$.cards%5B*%5D.card_number", Assert.Single(bench.FindAll(".hits a")).GetAttribute("href"));

        bench.Find("#bench-direction").Change("requests");
        bench.WaitForAssertion(() => Assert.Empty(bench.FindAll(".hits a")));
    }

    [Fact]
    public void BenchResult_KeptValues_AreShownWithReasons()
    {
        var outcome = new BenchOutcome
        {
            Output = """{"size":4111111111111111}""", Recorded = """{"size":4111111111111111}""",
            Kept = [new BenchKept("pan", "$.result.structuredContent.size", "4111111111111111", [MaskingReason.QuantityOrTime])],
        };

        var result = _portal.Render<BenchResult>(parameters => parameters.Add(component => component.Outcome, outcome));

        Assert.Contains("It passes as it is", result.Markup, StringComparison.Ordinal);
        var kept = result.Find("ul[aria-labelledby=kept-title] li").TextContent;
        Assert.Contains("4111111111111111", kept, StringComparison.Ordinal);
        Assert.Contains("$.size", kept, StringComparison.Ordinal);
        Assert.Contains("Why: It is a quantity or a time", kept, StringComparison.Ordinal);
    }

    [Fact]
    public void TestBench_PartOfAMessage_IsTriedWithPathsOfItsOwn()
    {
        var bench = Render(PolicyDraft.Of("contact", Contact));

        bench.Find("#bench-message").Input("""{"email":"ana@example.com"}""");

        bench.WaitForAssertion(() => Assert.Equal("$.email", bench.Find(".hits code").TextContent));
        Assert.Equal("[redacted]", bench.Find(".json mark").TextContent);
    }

    [Fact]
    public void TestBench_DraftChanged_ShowsTheNewOutcome()
    {
        var draft = PolicyDraft.Of("contact", Contact);
        var bench = Render(draft);
        bench.Find("#bench-message").Input(Message);

        draft.SetValue("action", "block");
        bench.Render(parameters => parameters.Add(component => component.Draft, draft));

        bench.WaitForAssertion(() => Assert.Contains("Blocked by “contact”", bench.Markup, StringComparison.Ordinal));
        Assert.Contains("-32015", bench.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void TestBench_DraftWithFaults_Waits()
    {
        var draft = PolicyDraft.New(PolicyShape.Masking);
        var bench = Render(draft);

        bench.Find("#bench-message").Input(Message);

        bench.WaitForAssertion(() => Assert.Contains("not complete", bench.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public void TestBench_OtherServer_SaysThatThePolicyIsNotAboutIt()
    {
        using var context = _portal.Open();
        var bench = Render(PolicyDraft.Of("contact", Contact.Replace("payments", "ledger", StringComparison.Ordinal)));
        bench.Find("#bench-message").Input("""{"email":"ana@example.com"}""");
        bench.WaitForAssertion(() => Assert.NotEmpty(bench.FindAll(".hits code")));

        bench.Find("#bench-tool").Input("get_customer");
        bench.Find("#bench-direction").Change("requests");

        bench.WaitForAssertion(() => Assert.Contains("It passes as it is", bench.Markup, StringComparison.Ordinal));
        Assert.Contains("This policy is not about the message", bench.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TestBench_Pasted_LeavesNoTrace()
    {
        var bench = Render(null);

        bench.Find("#bench-message").Input(Message);

        bench.WaitForAssertion(() => Assert.Contains("1 value is replaced", bench.Markup, StringComparison.Ordinal));
        await using var context = _portal.Open();
        Assert.False(await context.Records.AnyAsync(Xunit.TestContext.Current.CancellationToken));
        Assert.DoesNotContain("ana", _portal.Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TestBench_RecordedMessageTaken_IsTriedAndRecordedAsAView()
    {
        var record = _portal.AddRecord(_portal.AddSession(), 1, """{"jsonrpc":"2.0","id":1,"result":{"structuredContent":{"email":"ana@example.com"}}}""");
        var bench = Render(PolicyDraft.Of("contact", Contact));
        await bench.Find("details").TriggerEventAsync("ontoggle", EventArgs.Empty);

        bench.WaitForElement(".latest button").Click();

        bench.WaitForAssertion(() => Assert.Equal("[redacted]", bench.Find(".json mark").TextContent));
        Assert.Equal("payments", bench.Find("#bench-server").GetAttribute("value"));
        Assert.Equal("tool_1", bench.Find("#bench-tool").GetAttribute("value"));
        await using var context = _portal.Open();
        var view = await context.Records.SingleAsync(row => row.Method == "portal/policy-tested", Xunit.TestContext.Current.CancellationToken);
        Assert.Contains($"{record.Stream:N}.1", (await context.RecordPayloads.SingleAsync(row => row.Position == view.Position, Xunit.TestContext.Current.CancellationToken)).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("record")]
    [InlineData("permalink")]
    [InlineData("session")]
    public async Task MessagePicker_ByIdOrAddress_FindsTheMessage(string by)
    {
        var session = _portal.AddSession();
        _portal.AddRecord(session, 1, "{}");
        var record = _portal.AddRecord(session, 2, """{"jsonrpc":"2.0","id":1,"result":{"structuredContent":{"email":"x"}}}""");
        var id = $"{record.Stream:N}.2";
        var bench = Render(PolicyDraft.Of("contact", Contact));
        bench.Find("#bench-find").Change(by switch { "record" => id, "permalink" => $"http://localhost/sessions/{session.Id}?message={id}", _ => $"http://localhost/sessions/{session.Id}" });

        await bench.Find("form.find").SubmitAsync();

        bench.WaitForAssertion(() => Assert.Equal("tool_2", bench.Find("#bench-tool").GetAttribute("value")));
    }

    [Fact]
    public async Task MessagePicker_UnknownRecord_SaysWhereToLook()
    {
        var bench = Render(null);
        bench.Find("#bench-find").Change("nothing");

        await bench.Find("form.find").SubmitAsync();

        bench.WaitForAssertion(() => Assert.Contains("no such record", bench.Find(".picker .fault").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task DryRunPanel_Masking_SaysWhatWouldHaveBeenMaskedWithExamples()
    {
        _portal.SignIn(PortalRoles.Admin);
        var session = _portal.AddSession();
        var record = _portal.AddRecord(session, 1, """{"jsonrpc":"2.0","id":1,"result":{"structuredContent":{"email":"ana@example.com"}}}""", new MaskingLogEntry { Kind = "pan", Path = "$.x", Rule = "cardholder data", RuleVersion = 1, Action = "mask", Count = 1 });
        _portal.AddRecord(session, 2, "{}");
        var panel = _portal.Render<DryRunPanel>(parameters => parameters.Add(component => component.Draft, PolicyDraft.Of("contact", Contact)));

        await panel.Find("button").ClickAsync(new());

        panel.WaitForAssertion(() => Assert.Contains("It would have masked 1 value in 1 message, and blocked 0 messages.", panel.Markup, StringComparison.Ordinal), TimeSpan.FromSeconds(10));
        Assert.Equal($"/sessions/{session.Id}?message={record.Stream:N}.1", panel.Find(".examples a").GetAttribute("href"));
    }

    [Fact]
    public async Task DryRunPanel_AsAuthor_NamesExamplesWithoutLinksToSessionsTheyMayNotOpen()
    {
        _portal.AddRecord(_portal.AddSession(), 1, """{"jsonrpc":"2.0","id":1,"result":{"structuredContent":{"email":"ana@example.com"}}}""");
        var panel = _portal.Render<DryRunPanel>(parameters => parameters.Add(component => component.Draft, PolicyDraft.Of("contact", Contact)));

        await panel.Find("button").ClickAsync(new());

        panel.WaitForAssertion(() => Assert.Contains("tool_1", panel.Find(".examples").TextContent, StringComparison.Ordinal), TimeSpan.FromSeconds(10));
        Assert.Empty(panel.FindAll(".examples a"));
    }

    [Fact]
    public void DryRunPanel_DraftWithFaults_CannotRun()
    {
        var panel = _portal.Render<DryRunPanel>(parameters => parameters.Add(component => component.Draft, PolicyDraft.New(PolicyShape.Access)));

        Assert.True(panel.Find("button").HasAttribute("disabled"));
    }

    private IRenderedComponent<TestBench> Render(PolicyDraft? draft) => _portal.Render<TestBench>(parameters => parameters.Add(component => component.Draft, draft));
}
