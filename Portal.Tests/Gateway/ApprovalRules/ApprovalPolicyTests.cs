using System.Collections.Frozen;
using System.Text.Json;
using Portal.Data.People;
using Portal.Gateway.ApprovalRules;
using Portal.Gateway.Callers;

namespace Portal.Tests.Gateway.ApprovalRules;

public sealed class ApprovalPolicyTests
{
    private static readonly Caller Ana = new(Guid.CreateVersion7(), CallerKind.Person, "ana@example.com", new[] { "engineer" }.ToFrozenSet(), Guid.CreateVersion7());

    [Theory]
    [InlineData("\"approvers\":{\"quorum\":2}", "\"reauthenticate\":true,\"ticketMinutes\":1")]
    [InlineData("\"reauthenticate\":true,\"ticketMinutes\":60", "\"ticketMinutes\":1")]
    [InlineData("\"ticketMinutes\":29,\"windowMinutes\":60", "")]
    [InlineData("", "\"ticketMinutes\":31")]
    [InlineData("\"windowMinutes\":0", "\"windowMinutes\":1")]
    [InlineData("\"windowMinutes\":1", "\"windowMinutes\":2")]
    public void Decide_TwoRules_StricterWinsInWhateverOrder(string stricter, string laxer)
    {
        var (strict, lax) = (Rule("z", stricter), Rule("a", laxer));

        Assert.Equal("z", Decide([strict, lax])?.Rule.Name);
        Assert.Equal("z", Decide([lax, strict])?.Rule.Name);
    }

    [Fact]
    public void Decide_AllTheSame_FirstNameWins() => Assert.Equal("B", Decide([Rule("b"), Rule("a"), Rule("B")])?.Rule.Name);

    [Theory]
    [InlineData("send_mail", true)]
    [InlineData("SEND_Mail", true)]
    [InlineData(" send_mail\u200B", true)]
    [InlineData("\uFF53end_mail", true)]
    [InlineData("\u017FEND_MA\u0130L", true)]
    [InlineData("resend_mail", false)]
    public void Concerns_Tool_InEverySpelling(string tool, bool concerns) =>
        Assert.Equal(concerns, (Rule("n") with { Tools = ["send_*"] }).Concerns(Ana, "up", tool));

    [Theory]
    [InlineData("\"servers\":[\"Payments \"]", true)]
    [InlineData("\"servers\":[\"files\"]", false)]
    [InlineData("\"servers\":[\"*\"],\"callers\":{\"names\":[\"ANA@*\"]}", true)]
    [InlineData("\"servers\":[\"*\"],\"callers\":{\"roles\":[\"Engineer\"]}", true)]
    public void Concerns_ServerAndCaller_InEverySpelling(string members, bool concerns)
    {
        var rule = ApprovalRuleParser.Parse(JsonSerializer.Deserialize<JsonElement>($$"""{"kind":"approval","name":"n",{{members}}}"""), 1, out _)!;

        Assert.Equal(concerns, rule.Concerns(Ana, "payments", "export_all"));
    }

    [Fact]
    public void Decide_ConditionsAreAConjunction()
    {
        var rule = Rule("n", """" "when":[{"argument":"$.limit","op":"gt","value":100},{"argument":"$.dry","op":"ne","value":true}]"""");

        Assert.NotNull(Decide([rule], """{"limit":101}"""));
        Assert.Null(Decide([rule], """{"limit":101,"dry":true}"""));
        Assert.Null(Decide([rule], """{"limit":1}"""));
    }

    [Fact]
    public void Describe_Match_NamesTheConditionsAndTheMaskedValues()
    {
        var rule = Rule("n", """" "when":[{"argument":"$.rows[*].card","op":"exists","value":true},{"argument":"$.limit","op":"gt","value":100},{"argument":"$.dry","op":"ne","value":true}]"""");
        const string Arguments = """{"limit":5000,"rows":[{},{"4111111111111111":0,"card":"4111111111111111"}]}""";
        const string Masked = """{"limit":5000,"rows":[{},{"411111******1111":0,"card":"411111******1111"}]}""";

        var match = Decide([rule], Arguments)!;

        Assert.Equal("""$.rows[*].card exists true ("411111******1111") and $.limit gt 100 (5000) and $.dry ne true (missing)""", match.Describe(JsonSerializer.Deserialize<JsonElement>(Masked)));
        Assert.Null(Decide([Rule("n")])!.Describe(null));
    }

    [Theory]
    [InlineData("\"tools\":[\"export_*\"]", true)]
    [InlineData("\"tools\":[\"import_*\"]", false)]
    [InlineData("\"callers\":{\"roles\":[\"engineer\"]}", true)]
    [InlineData("\"callers\":{\"roles\":[\"batch\"]}", false)]
    [InlineData("\"callers\":{\"names\":[\"ana@*\"]}", true)]
    public void Concerning_ToolAndCaller_Narrow(string members, bool concerned) =>
        Assert.Equal(concerned, ApprovalPolicy.Concerning([Rule("n", members)], Ana, "payments", "export_all").Count == 1);

    private static ApprovalMatch? Decide(IReadOnlyList<ApprovalRule> rules, string arguments = "{}") =>
        ApprovalPolicy.Decide(rules, JsonSerializer.Deserialize<JsonElement>(arguments), ticketMinutes: 30);

    private static ApprovalRule Rule(string name, string members = "")
    {
        var json = $$"""{"kind":"approval","name":"{{name}}","servers":["*"]{{(members.Length == 0 ? "" : "," + members)}}}""";
        var rule = ApprovalRuleParser.Parse(JsonSerializer.Deserialize<JsonElement>(json), 1, out var faults);
        Assert.Empty(faults);
        return rule!;
    }
}
