using AngleSharp.Dom;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Components.Policies;
using Portal.Data.Policies;
using Portal.Gateway.Callers;
using Portal.Gateway.Policy;
using Xunit;

namespace Portal.Tests.Components;

public sealed class PoliciesTests : IDisposable
{
    private const string Access = """{"kind":"access","name":"engineers read","servers":["payments"],"tools":["list_*"],"callers":{"roles":["engineer"]},"effect":"allow"}""";
    private const string Contact = """{"kind":"masking","name":"contact","servers":["payments"],"fields":["$..email"],"action":"redact"}""";

    private readonly PortalContext _portal = new();

    public void Dispose() => _portal.Dispose();

    [Fact]
    public async Task PoliciesPage_Opened_ShowsTheBuiltInFirstAndEachInOneLine()
    {
        _portal.SignIn(PortalRoles.PolicyAuthor);
        await _portal.SavePolicyAsync(Access);
        await _portal.SavePolicyAsync(Contact, "privacy review");

        var page = _portal.Render<PoliciesPage>();

        page.WaitForAssertion(() => Assert.Equal(["cardholder data", "contact", "engineers read"], page.FindAll("a.stretched").Select(link => link.TextContent)));
        Assert.Contains("Redacts field $..email in responses of payments.", page.Markup, StringComparison.Ordinal);
        Assert.Contains("privacy review", page.Markup, StringComparison.Ordinal);
        Assert.NotEmpty(page.FindAll("a[href='/policies/new?kind=masking']"));
    }

    [Fact]
    public void PoliciesPage_AsAuditor_OffersNoChange()
    {
        _portal.SignIn(PortalRoles.Auditor);

        var page = _portal.Render<PoliciesPage>();

        page.WaitForAssertion(() => Assert.Contains("Nobody may call anything", page.Markup, StringComparison.Ordinal));
        Assert.Empty(page.FindAll("a[href^='/policies/new']"));
    }

    [Fact]
    public void PoliciesPage_DatabaseGone_SaysSo()
    {
        _portal.SignIn(PortalRoles.Auditor);
        using (var context = _portal.Open())
        {
            context.Database.ExecuteSqlRaw("DROP TABLE \"PolicyVersions\"");
        }

        var page = _portal.Render<PoliciesPage>();

        page.WaitForAssertion(() => Assert.Contains("The policies could not be read", page.Find("[role=alert]").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task PolicyPage_AsAuditor_ShowsThePolicyWithoutAForm()
    {
        _portal.SignIn(PortalRoles.Auditor);
        await _portal.SavePolicyAsync(Contact);

        var page = Open("contact");

        page.WaitForAssertion(() => Assert.Contains("$..email", page.Find("pre.raw").TextContent, StringComparison.Ordinal));
        Assert.Empty(page.FindAll("#policy-reason"));
        Assert.DoesNotContain("Delete this policy", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void PolicyPage_NewAsAuditor_IsForbidden()
    {
        _portal.SignIn(PortalRoles.Auditor);

        var page = _portal.Render<PolicyPage>();

        Assert.Contains("This page is not for your roles", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void PolicyPage_Unknown_DoesNotExist()
    {
        _portal.SignIn(PortalRoles.Admin);

        var page = Open("nothing");

        page.WaitForAssertion(() => Assert.Contains("This policy does not exist", page.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public void PolicyPage_CardholderData_SaysWhatItCoversAndCannotBeDeleted()
    {
        _portal.SignIn(PortalRoles.Admin);

        var page = Open("cardholder data");

        page.WaitForAssertion(() => Assert.Contains("nobody sees a whole card number", page.Markup, StringComparison.Ordinal));
        Assert.Contains("Verification codes", page.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain("Delete this policy", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void PolicyPage_NewWithoutReason_IsNotSavedAndSaysSo()
    {
        var page = OpenNew("masking");
        page.Find("#policy-name").Input("contact");
        page.Find("#policy-fields").Input("$..email");

        page.Find("form").Submit();

        page.WaitForAssertion(() => Assert.Equal("true", page.Find("#policy-reason").GetAttribute("aria-invalid")));
        Assert.Empty(_portal.Services.GetRequiredService<PolicyProvider>().Rules);
    }

    [Fact]
    public void PolicyPage_NewWithFaults_SaysThemBesideTheirFields()
    {
        var page = OpenNew("masking");
        page.Find("#policy-fields").Input("email");
        Assert.Equal("true", page.Find("#policy-fields").GetAttribute("aria-invalid"));
        Assert.Equal("false", page.Find("#policy-name").GetAttribute("aria-invalid"));

        page.Find("form").Submit();

        page.WaitForAssertion(() => Assert.Equal("true", page.Find("#policy-name").GetAttribute("aria-invalid")));
        Assert.Contains("begins with '$'", page.Find("#policy-fields-hint").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void PolicyPage_PatternThatWouldBacktrack_IsRefusedWhileTyping()
    {
        var page = OpenNew("masking");
        Button(page, "Add pattern").Click();
        page.Find("input[aria-label='Name of pattern 1']").Input("employee");

        page.Find("input[aria-label='Expression of pattern 1']").Input(@"(a)\1");

        Assert.Contains("linear time", page.Find("#pattern-0").TextContent, StringComparison.Ordinal);
        Assert.Equal("true", page.Find("input[aria-label='Expression of pattern 1']").GetAttribute("aria-invalid"));
    }

    [Fact]
    public void PolicyPage_FormAndJson_StayInStep()
    {
        var page = OpenNew("masking");
        page.Find("#policy-name").Input("contact");
        page.Find("#policy-fields").Input("$..email");
        Button(page, "JSON").Click();
        Assert.Contains("\"$..email\"", page.Find("#policy-json").GetAttribute("value"), StringComparison.Ordinal);

        page.Find("#policy-json").Input(Contact.Replace("$..email", "$..phone", StringComparison.Ordinal));
        Button(page, "Form").Click();

        Assert.Equal("$..phone", page.Find("#policy-fields").GetAttribute("value"));
        Assert.Equal("payments", page.Find("#policy-servers").GetAttribute("value"));
    }

    [Fact]
    public void PolicyPage_JsonWithFaults_NamesEachKey()
    {
        var page = OpenNew("masking");
        Button(page, "JSON").Click();

        page.Find("#policy-json").Input("""{"kind":"masking","name":"x","servers":["*"],"fields":["email"],"action":"hide"}""");

        Assert.Equal(["action", "fields[0]"], page.FindAll(".faults dt").Select(key => key.TextContent).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task PolicyPage_Saved_IsInForceWithAuthorAndReason()
    {
        var page = OpenNew("masking");
        page.Find("#policy-name").Input("contact");
        page.Find("#policy-servers").Input("payments");
        page.Find("#policy-fields").Input("$..email");
        page.Find("#policy-reason").Input("customers asked for it");

        await page.Find("form").SubmitAsync();

        Assert.Single(_portal.Services.GetRequiredService<PolicyProvider>().MaskingRules);
        var version = Assert.Single(await HistoryAsync("contact"));
        Assert.Equal(("ada@example.com", "customers asked for it"), (version.Author, version.Reason));
        Assert.EndsWith("/policies/contact?saved=true", _portal.Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PolicyPage_FromAMaskedValue_IsFilledInAndAsksForTheReason()
    {
        _portal.SignIn(PortalRoles.PolicyAuthor);
        _portal.Services.GetRequiredService<NavigationManager>().NavigateTo(ExceptionAddress.Of("pan", "$.result.structuredContent['card number']", [], "payments", "get_card")!);
        var page = _portal.Render<PolicyPage>();

        Assert.Equal(["payments", "get_card", "$['card number']"], new[] { "#policy-servers", "#policy-tools", "#policy-fields" }.Select(field => page.Find(field).GetAttribute("value")));
        Assert.Contains("New exception", page.Find("h1").TextContent, StringComparison.Ordinal);
        page.Find("form").Submit();
        page.WaitForAssertion(() => Assert.Equal("true", page.Find("#policy-reason").GetAttribute("aria-invalid")));
        Assert.Equal("true", page.Find("#policy-justification").GetAttribute("aria-invalid"));

        page.Find("#policy-name").Input("desk");
        page.Find("#policy-justification").Input("chargebacks");
        page.Find("#policy-expires").Change("2026-12-22");
        page.Find("#policy-reason").Input("approved in RISK-112");
        await page.Find("form").SubmitAsync();

        var rule = Assert.Single(_portal.Services.GetRequiredService<PolicyProvider>().MaskingRules);
        Assert.Equal(("chargebacks", "payments", "get_card", "$['card number']"), (rule.Exception!.Justification, Assert.Single(rule.Servers), Assert.Single(rule.Tools), Assert.Single(rule.Fields).Text));
    }

    [Theory]
    [InlineData("masking")]
    [InlineData("access")]
    public void PolicyPage_OtherPolicy_TakesNothingFromTheAddress(string kind)
    {
        _portal.SignIn(PortalRoles.PolicyAuthor);
        _portal.Services.GetRequiredService<NavigationManager>().NavigateTo($"/policies/new?kind={kind}&server=payments&tool=get_card&field=$.a");

        var page = _portal.Render<PolicyPage>();

        Assert.NotEqual("payments", page.Find("#policy-servers").GetAttribute("value"));
    }

    [Fact]
    public async Task PolicyPage_NewWithTakenName_IsRefused()
    {
        await _portal.SavePolicyAsync(Contact);
        var page = OpenNew("masking");
        page.Find("#policy-name").Input("contact");
        page.Find("#policy-fields").Input("$..phone");
        page.Find("#policy-reason").Input("again");

        await page.Find("form").SubmitAsync();

        page.WaitForAssertion(() => Assert.Contains("already", page.Find("[role=alert]").TextContent, StringComparison.Ordinal));
        Assert.Single(await HistoryAsync("contact"));
    }

    [Fact]
    public async Task PolicyPage_ChangedByAnotherMeanwhile_WarnsBeforeReplacing()
    {
        _portal.SignIn(PortalRoles.Admin);
        await _portal.SavePolicyAsync(Contact);
        var page = Open("contact");
        page.WaitForElement("#policy-fields").Input("$..phone");
        page.Find("#policy-reason").Input("mine");
        await _portal.SavePolicyAsync(Contact.Replace("$..email", "$..iban", StringComparison.Ordinal), author: "bo@example.com");

        await page.Find("form").SubmitAsync();
        Assert.Contains("bo@example.com made version 2", page.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        await page.Find("form").SubmitAsync();

        Assert.Equal(3, (await HistoryAsync("contact")).Count);
    }

    [Fact]
    public async Task PolicyPage_Delete_AsksOnceNamesTheLossAndWantsAReason()
    {
        _portal.SignIn(PortalRoles.Admin);
        await _portal.SavePolicyAsync(Access);
        var page = Open("engineers read");
        page.WaitForElement("button.button-danger").Click();
        Assert.Contains("Calls that only it allowed are denied", page.Find("[role=alertdialog]").TextContent, StringComparison.Ordinal);
        await page.Find("form[role=alertdialog]").SubmitAsync();
        Assert.Equal("true", page.Find("#delete-reason").GetAttribute("aria-invalid"));

        page.Find("#delete-reason").Input("the team is gone");
        await page.Find("form[role=alertdialog]").SubmitAsync();

        Assert.Empty(_portal.Services.GetRequiredService<PolicyProvider>().AccessRules);
        Assert.EndsWith("/policies", _portal.Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PolicyVersions_TwoVersions_ShowWhatChanged()
    {
        _portal.SignIn(PortalRoles.Auditor);
        await _portal.SavePolicyAsync(Contact);
        await _portal.SavePolicyAsync(Contact.Replace("[\"$..email\"]", "[\"$..email\",\"$..phone\"]", StringComparison.Ordinal).Replace("redact", "mask", StringComparison.Ordinal));

        var page = Open("contact", "view=versions");

        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll(".change").Count));
        Assert.Equal(["redact"], page.FindAll(".gone code").Select(line => line.TextContent));
        Assert.Equal(["mask", "$..phone"], page.FindAll(".come code").Select(line => line.TextContent));
        Assert.DoesNotContain("Roll back", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PolicyVersions_RollBack_WantsAReasonAndMakesAVersion()
    {
        _portal.SignIn(PortalRoles.PolicyAuthor);
        await _portal.SavePolicyAsync(Contact);
        await _portal.SavePolicyAsync(Contact.Replace("redact", "mask", StringComparison.Ordinal));
        var page = Open("contact", "view=versions");
        page.WaitForElement("button[aria-label='Roll back to version 1']").Click();
        await page.Find("form[role=alertdialog]").SubmitAsync();
        Assert.Equal("true", page.Find("#back-reason").GetAttribute("aria-invalid"));

        page.Find("#back-reason").Input("asterisks were not enough");
        await page.Find("form[role=alertdialog]").SubmitAsync();

        page.WaitForAssertion(() => Assert.Contains("Version 1 is back in force as version 3", page.Markup, StringComparison.Ordinal));
        var versions = await HistoryAsync("contact");
        Assert.Equal(versions[2].Definition, versions[0].Definition);
    }

    private IRenderedComponent<PolicyPage> Open(string name, string? query = null)
    {
        _portal.Services.GetRequiredService<NavigationManager>().NavigateTo(PolicyLink.Of(name, query));
        return _portal.Render<PolicyPage>(parameters => parameters.Add(page => page.Name, name));
    }

    private IRenderedComponent<PolicyPage> OpenNew(string kind)
    {
        _portal.SignIn(PortalRoles.PolicyAuthor);
        _portal.Services.GetRequiredService<NavigationManager>().NavigateTo($"/policies/new?kind={kind}");
        return _portal.Render<PolicyPage>();
    }

    private static IElement Button(IRenderedComponent<PolicyPage> page, string text) => page.FindAll("button").Single(button => button.TextContent.EndsWith(text, StringComparison.Ordinal));

    private async Task<List<PolicyVersion>> HistoryAsync(string name)
    {
        await using var context = _portal.Open();
        return await context.PolicyVersions.History(name).ToListAsync(Xunit.TestContext.Current.CancellationToken);
    }
}
