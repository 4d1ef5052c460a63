using System.Text.Json;
using Portal.Gateway.ApprovalRules;

namespace Portal.Tests.Gateway.ApprovalRules;

public sealed class ApprovalRuleParserTests
{
    [Fact]
    public void Parse_EverythingGiven_IsRead()
    {
        var rule = Parse("""
            { "kind": "approval", "name": "bulk export", "servers": ["pay*"], "tools": ["export_*"], "callers": { "roles": ["engineer"], "names": [] },
              "when": [ { "argument": "$.limit", "op": "gt", "value": 100 }, { "argument": "$.reason", "op": "exists", "value": false } ],
              "approvers": { "roles": ["approver", "treasury"], "quorum": 2 }, "ticketMinutes": 5, "windowMinutes": 60, "reauthenticate": true, "reason": "r" }
            """, out var faults);

        Assert.Empty(faults);
        Assert.Equal(("bulk export", 7, 2, 5, 60, true), (rule!.Name, rule.Version, rule.Quorum, rule.TicketMinutes, rule.WindowMinutes, rule.Reauthenticate));
        Assert.Equal(["approver", "treasury"], rule.ApproverRoles);
        Assert.Equal(["$.limit gt 100", "$.reason exists false"], rule.When.Select(condition => condition.ToString()));
    }

    [Fact]
    public void Parse_Least_HasDefaults()
    {
        var rule = Parse("""{"kind":"approval","name":"n","servers":["*"]}""", out var faults);

        Assert.Empty(faults);
        Assert.Equal((1, null, 0, false), (rule!.Quorum, rule.TicketMinutes, rule.WindowMinutes, rule.Reauthenticate));
        Assert.Equal(["*"], rule.Tools);
        Assert.Equal(["approver"], rule.ApproverRoles);
        Assert.Empty(rule.When);
    }

    [Theory]
    [InlineData("\"servers\":[\"*\"],\"effect\":\"allow\"", "effect")]
    [InlineData("\"tools\":[\"*\"]", "servers")]
    [InlineData("\"servers\":[\"*\"],\"ticketMinutes\":0", "ticketMinutes")]
    [InlineData("\"servers\":[\"*\"],\"ticketMinutes\":1441", "ticketMinutes")]
    [InlineData("\"servers\":[\"*\"],\"ticketMinutes\":\"5\"", "ticketMinutes")]
    [InlineData("\"servers\":[\"*\"],\"windowMinutes\":-1", "windowMinutes")]
    [InlineData("\"servers\":[\"*\"],\"windowMinutes\":1.5", "windowMinutes")]
    [InlineData("\"servers\":[\"*\"],\"reauthenticate\":\"yes\"", "reauthenticate")]
    [InlineData("\"servers\":[\"*\"],\"approvers\":[]", "approvers")]
    [InlineData("\"servers\":[\"*\"],\"approvers\":{\"roles\":[]}", "approvers.roles")]
    [InlineData("\"servers\":[\"*\"],\"approvers\":{\"quorum\":0}", "approvers.quorum")]
    [InlineData("\"servers\":[\"*\"],\"approvers\":{\"quorum\":11}", "approvers.quorum")]
    [InlineData("\"servers\":[\"*\"],\"approvers\":{\"people\":[]}", "approvers.people")]
    [InlineData("\"servers\":[\"*\"],\"when\":{}", "when")]
    [InlineData("\"servers\":[\"*\"],\"when\":[{\"op\":\"gt\",\"value\":1}]", "when[0].argument")]
    [InlineData("\"servers\":[\"*\"],\"when\":[{\"argument\":\"limit\",\"op\":\"gt\",\"value\":1}]", "when[0].argument")]
    [InlineData("\"servers\":[\"*\"],\"when\":[{\"argument\":\"$.a\",\"op\":\"GT\",\"value\":1}]", "when[0].op")]
    [InlineData("\"servers\":[\"*\"],\"when\":[{\"argument\":\"$.a\",\"op\":\"0\",\"value\":1}]", "when[0].op")]
    [InlineData("\"servers\":[\"*\"],\"when\":[{\"argument\":\"$.a\",\"op\":\"gt\"}]", "when[0].value")]
    [InlineData("\"servers\":[\"*\"],\"when\":[{\"argument\":\"$.a\",\"op\":\"gt\",\"value\":\"x\"}]", "when[0].value")]
    [InlineData("\"servers\":[\"*\"],\"when\":[{\"argument\":\"$.a\",\"op\":\"in\",\"value\":[]}]", "when[0].value")]
    [InlineData("\"servers\":[\"*\"],\"when\":[{\"argument\":\"$.a\",\"op\":\"exists\",\"value\":1}]", "when[0].value")]
    [InlineData("\"servers\":[\"*\"],\"when\":[{\"argument\":\"$.a\",\"op\":\"contains\",\"value\":\"\"}]", "when[0].value")]
    [InlineData("\"servers\":[\"*\"],\"when\":[{\"argument\":\"$.a\",\"op\":\"matches\",\"value\":\"(?=x)\"}]", "when[0].value")]
    [InlineData("\"servers\":[\"*\"],\"when\":[{\"argument\":\"$.a\",\"op\":\"matches\",\"value\":\"(\"}]", "when[0].value")]
    [InlineData("\"servers\":[\"*\"],\"when\":[{\"argument\":\"$.a\",\"op\":\"eq\",\"value\":1,\"not\":true}]", "when[0].not")]
    public void Parse_Fault_NamesItsKey(string members, string key)
    {
        Assert.Null(Parse($$"""{"kind":"approval","name":"n",{{members}}}""", out var faults));
        Assert.Contains(key, faults);
    }

    private static ApprovalRule? Parse(string json, out IReadOnlyList<string> faults)
    {
        var rule = ApprovalRuleParser.Parse(JsonSerializer.Deserialize<JsonElement>(json), 7, out var found);
        faults = [.. found.Select(fault => fault.Key)];
        return rule;
    }
}
