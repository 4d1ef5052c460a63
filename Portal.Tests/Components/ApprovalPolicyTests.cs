using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Portal.Components.Policies;
using Portal.Gateway.ApprovalRules;
using Portal.Gateway.Callers;
using Portal.Gateway.Policy;
using Xunit;
using PolicyDraft = Portal.Components.Policies.PolicyDraft;

namespace Portal.Tests.Components;

public sealed class ApprovalPolicyTests : IDisposable
{
    private const string Export = """{"kind":"approval","name":"bulk export","servers":["payments"],"tools":["export_*"],"when":[{"argument":"$.limit","op":"gt","value":100}],"approvers":{"roles":["treasury"],"quorum":2},"windowMinutes":60,"reauthenticate":true}""";

    private readonly PortalContext _portal = new();

    public void Dispose() => _portal.Dispose();

    [Theory]
    [InlineData("gt", "100", "100")]
    [InlineData("gt", "123456789012345678901234567890", "123456789012345678901234567890")]
    [InlineData("eq", "true", "true")]
    [InlineData("eq", "EUR", "\"EUR\"")]
    [InlineData("eq", "\"100\"", "\"100\"")]
    [InlineData("eq", "null", "null")]
    [InlineData("ne", "", "\"\"")]
    [InlineData("in", "EUR, 7, true", "[\"EUR\",7,true]")]
    [InlineData("contains", "all", "\"all\"")]
    [InlineData("matches", "^[0-9]+$", "\"^[0-9]\\u002B$\"")]
    [InlineData("exists", "false", "false")]
    public void Condition_Typed_IsTheJsonThatItMeans(string op, string typed, string json) =>
        Assert.Equal(json, new ConditionDraft("$.a", op, typed).Value()?.ToJsonString() ?? "null");

    [Theory]
    [InlineData("100")]
    [InlineData("1e400")]
    [InlineData("\"100\"")]
    [InlineData("\"EUR\"")]
    [InlineData("true")]
    [InlineData("\"true\"")]
    public void Condition_Stored_ReadsBackTheSame(string json)
    {
        var draft = PolicyDraft.Of("p", $$"""{"kind":"approval","name":"p","servers":["*"],"when":[{"argument":"$.a","op":"eq","value":{{json}}}]}""");

        draft.SetConditions(draft.Conditions());

        Assert.Equal(json, draft.Definition.GetProperty("when")[0].GetProperty("value").GetRawText());
    }

    [Fact]
    public async Task PoliciesPage_WithAnApprovalPolicy_SaysWhatItHolds()
    {
        _portal.SignIn(PortalRoles.PolicyAuthor);
        await _portal.SavePolicyAsync(Export);

        var page = _portal.Render<PoliciesPage>();

        page.WaitForAssertion(() => Assert.Contains(
            "Holds calls to export_* on payments when $.limit is more than 100 until 2 people (treasury) approve with their password, for one call or up to 60 minutes.", page.Markup, StringComparison.Ordinal));
        Assert.NotEmpty(page.FindAll("a[href='/policies/new?kind=approval']"));
    }

    [Fact]
    public void PolicyPage_NewApprovalPolicy_IsWrittenInTheFormAndPutInForce()
    {
        var page = OpenNew();
        page.Find("#policy-name").Input("bulk export");
        page.Find("#policy-servers").Input("payments");
        page.Find("#policy-tools").Input("export_*");
        Button(page, "Add a condition").Click();
        page.Find("#condition-0-argument").Input("$..limit");
        page.Find("#condition-0-op").Change("ge");
        page.Find("#condition-0-value").Input("1000");
        page.Find("#policy-approvers-roles").Input("treasury, risk");
        page.Find("#policy-quorum").Input("2");
        page.Find("input[type=checkbox]").Change(true);
        page.FindAll("input[type=checkbox]")[1].Change(false);
        page.Find("#policy-ticketMinutes").Input("15");
        page.Find("#policy-windowMinutes").Input("120");
        page.Find("#policy-reason").Input("exports need two people now");
        page.Find("form").Submit();

        page.WaitForAssertion(() => Assert.Single(_portal.Services.GetRequiredService<PolicyProvider>().ApprovalRules));
        var rule = _portal.Services.GetRequiredService<PolicyProvider>().ApprovalRules[0];
        Assert.Equal(("bulk export", 2, 15, 120, true), (rule.Name, rule.Quorum, rule.TicketMinutes, rule.WindowMinutes, rule.Reauthenticate));
        Assert.False(rule.AskJustification);
        Assert.Equal(["treasury", "risk"], rule.ApproverRoles);
        Assert.Equal("$..limit ge 1000", rule.When.Single().ToString());
    }

    [Fact]
    public void ConditionFields_EveryOperator_IsOffered() => Assert.Equal(
        Enum.GetValues<ConditionOperator>().Select(ApprovalCondition.NameOf).Order(StringComparer.Ordinal),
        ConditionDraft.Operators.Select(known => known.Op).Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("$.limit", "gt", "many", "have a number")]
    [InlineData("limit", "gt", "5", "begins with")]
    [InlineData("$.a", "matches", "(a)\\1", "linear time")]
    [InlineData("$.a", "exists", "maybe", "true or false")]
    public void ConditionFields_Fault_StandsBesideItsRow(string argument, string op, string value, string fault)
    {
        var page = OpenNew();
        Button(page, "Add a condition").Click();
        page.Find("#condition-0-argument").Input(argument);
        page.Find("#condition-0-op").Change(op);
        page.Find("#condition-0-value").Input(value);

        Assert.Contains(fault, page.Find(".condition .fault").TextContent, StringComparison.Ordinal);
        Assert.Equal(value, page.Find("#condition-0-value").GetAttribute("value"));
    }

    [Fact]
    public void ConditionFields_OneRemoved_LeavesTheOthers()
    {
        var page = OpenNew();
        Button(page, "Add a condition").Click();
        page.Find("#condition-0-argument").Input("$.first");
        Button(page, "Add a condition").Click();
        page.Find("#condition-1-argument").Input("$.second");

        page.Find("[aria-label='Remove condition 1']").Click();

        Assert.Equal("$.second", page.Find("#condition-0-argument").GetAttribute("value"));
        Assert.Empty(page.FindAll("#condition-1-argument"));
    }

    [Theory]
    [InlineData("#policy-quorum", "11")]
    [InlineData("#policy-ticketMinutes", "0")]
    [InlineData("#policy-windowMinutes", "1441")]
    public void ApprovalFields_NumberOutOfRange_SaysSo(string field, string typed)
    {
        var page = OpenNew();

        page.Find(field).Input(typed);

        Assert.Equal("true", page.Find(field).GetAttribute("aria-invalid"));
        Assert.Contains("whole number from", page.Find($"{field}-hint .fault").TextContent, StringComparison.Ordinal);
    }

    private IRenderedComponent<PolicyPage> OpenNew()
    {
        _portal.SignIn(PortalRoles.PolicyAuthor);
        _portal.Services.GetRequiredService<NavigationManager>().NavigateTo("/policies/new?kind=approval");
        return _portal.Render<PolicyPage>();
    }

    private static AngleSharp.Dom.IElement Button(IRenderedComponent<PolicyPage> page, string text) => page.FindAll("button").Single(button => button.TextContent.EndsWith(text, StringComparison.Ordinal));
}
