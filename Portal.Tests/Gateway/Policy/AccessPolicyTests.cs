using System.Collections.Frozen;
using System.Text;
using System.Text.Json;
using Portal.Data.People;
using Portal.Gateway.Callers;
using Portal.Gateway.Inspection;
using Portal.Gateway.Policy;
using Portal.Gateway.Rules;
using Xunit;

namespace Portal.Tests.Gateway.Policy;

public sealed class AccessPolicyTests
{
    private static readonly Caller Ana = new(Guid.CreateVersion7(), CallerKind.Person, "ana@example.com", new[] { "engineer", "caller" }.ToFrozenSet(), Guid.CreateVersion7());

    [Theory]
    [InlineData("""["*"]""", "get_customer", true)]
    [InlineData("""["get_*"]""", "get_customer", true)]
    [InlineData("""["get_*"]""", "Get_customer", false)]
    [InlineData("""["get_*"]""", "xget_customer", false)]
    [InlineData("""["*_customer"]""", "get_customer", true)]
    [InlineData("""["get_?ustomer"]""", "get_customer", true)]
    [InlineData("""["get_customer"]""", "get_customers", false)]
    [InlineData("""["list_*","get_*"]""", "get_customer", true)]
    [InlineData("""["a.c"]""", "abc", false)]
    [InlineData("""["[ab]"]""", "a", false)]
    [InlineData("[]", "get_customer", false)]
    public void Decide_ToolGlobs_MatchTheWholeNameInItsCase(string globs, string tool, bool allowed) =>
        Assert.Equal(allowed, Decide("tools/call", tool, $$"""{"servers":["payments"],"tools":{{globs}},"effect":"allow"}"""));

    [Theory]
    [InlineData("""["payments"]""", true)]
    [InlineData("""["*"]""", true)]
    [InlineData("""["pay*"]""", true)]
    [InlineData("""["files"]""", false)]
    [InlineData("""["Payments"]""", false)]
    [InlineData("[]", false)]
    public void Decide_ServerGlobs_MatchTheServer(string servers, bool allowed) =>
        Assert.Equal(allowed, Decide("tools/call", "get", $$"""{"servers":{{servers}},"effect":"allow"}"""));

    [Theory]
    [InlineData("""{"roles":["engineer"]}""", true)]
    [InlineData("""{"roles":["batch","caller"]}""", true)]
    [InlineData("""{"roles":["Engineer"]}""", false)]
    [InlineData("""{"roles":["eng*"]}""", false)]
    [InlineData("""{"names":["ana@example.com"]}""", true)]
    [InlineData("""{"names":["*@example.com"]}""", true)]
    [InlineData("""{"names":["ben@*"]}""", false)]
    [InlineData("""{"roles":["batch"],"names":["ana@*"]}""", true)]
    public void Decide_Callers_MatchARoleOrAName(string callers, bool allowed) =>
        Assert.Equal(allowed, Decide("tools/call", "get", $$"""{"servers":["*"],"callers":{{callers}},"effect":"allow"}"""));

    [Fact]
    public void Decide_NoRules_Denies()
    {
        var decision = AccessPolicy.Decide([], Ana, "payments", AccessTarget.Conversation);
        Assert.False(decision.Allowed);
        Assert.Null(decision.Rule);
        Assert.NotNull(decision.Reason);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Decide_DenyAndAllow_DenyWinsInEitherOrder(bool denyFirst)
    {
        var allow = Rule("""{"name":"a","servers":["*"],"effect":"allow"}""");
        var deny = Rule("""{"name":"d","servers":["*"],"tools":["refund_*"],"effect":"deny"}""");
        AccessRule[] rules = denyFirst ? [deny, allow] : [allow, deny];
        var decision = AccessPolicy.Decide(rules, Ana, "payments", Target("tools/call", "refund_payment"));
        Assert.Equal((false, "d"), (decision.Allowed, decision.Rule));
        decision = AccessPolicy.Decide(rules, Ana, "payments", Target("tools/call", "get"));
        Assert.Equal((true, "a", null), (decision.Allowed, decision.Rule, decision.Reason));
    }

    [Theory]
    [InlineData("initialize", null, true)]
    [InlineData("ping", null, true)]
    [InlineData("tools/list", null, true)]
    [InlineData("server/discover", null, true)]
    [InlineData("subscriptions/listen", null, true)]
    [InlineData("notifications/cancelled", null, true)]
    [InlineData("tools/call", "get_customer", true)]
    [InlineData("tools/call", "refund", false)]
    [InlineData("resources/read", "file:///a", false)]
    [InlineData("resources/subscribe", "file:///a", false)]
    [InlineData("resources/unsubscribe", "file:///a", false)]
    [InlineData("prompts/get", "p", false)]
    [InlineData("completion/complete", null, false)]
    [InlineData("x/extension", null, false)]
    public void Decide_NarrowAllow_OpensTheConversationAndItsToolsOnly(string method, string? name, bool allowed) =>
        Assert.Equal(allowed, Decide(method, name, """{"servers":["*"],"tools":["get_*"],"effect":"allow"}"""));

    [Theory]
    [InlineData("tools/call", "get", true)]
    [InlineData("resources/read", "file:///a", true)]
    [InlineData("prompts/get", "p", true)]
    [InlineData("x/extension", null, true)]
    [InlineData("completion/complete", null, true)]
    public void Decide_AllowOverTheWholeServer_CoversEverything(string method, string? name, bool allowed) =>
        Assert.Equal(allowed, Decide(method, name, """{"servers":["*"],"tools":["*"],"effect":"allow"}"""));

    [Theory]
    [InlineData("resources/read", "file:///public/a", true)]
    [InlineData("resources/read", "file:///secret", false)]
    [InlineData("resources/subscribe", "file:///public/a", true)]
    [InlineData("tools/call", "get", false)]
    [InlineData("prompts/get", "p", false)]
    [InlineData("x/extension", null, false)]
    [InlineData("tools/list", null, true)]
    public void Decide_AllowOverResources_CoversThese(string method, string? name, bool allowed) =>
        Assert.Equal(allowed, Decide(method, name, """{"servers":["*"],"resources":["file:///public/*"],"effect":"allow"}"""));

    [Theory]
    [InlineData("prompts/get", "summary", true)]
    [InlineData("prompts/get", "other", false)]
    [InlineData("tools/call", "get_a", true)]
    [InlineData("resources/read", "file:///a", false)]
    public void Decide_AllowOverToolsAndPrompts_CoversThese(string method, string? name, bool allowed) =>
        Assert.Equal(allowed, Decide(method, name, """{"servers":["*"],"tools":["get_*"],"prompts":["sum*"],"effect":"allow"}"""));

    [Fact]
    public void Decide_NarrowDeny_LeavesTheConversationOpen()
    {
        AccessRule[] rules = [Rule("""{"servers":["*"],"effect":"allow"}"""), Rule("""{"servers":["*"],"tools":["refund"],"effect":"deny"}""")];
        Assert.True(AccessPolicy.Decide(rules, Ana, "payments", AccessTarget.Conversation).Allowed);
        Assert.True(AccessPolicy.Decide(rules, Ana, "payments", Target("resources/read", "file:///a")).Allowed);
    }

    [Fact]
    public void Decide_DenyOverTheWholeServer_ClosesEverything()
    {
        AccessRule[] rules = [Rule("""{"servers":["*"],"effect":"allow"}"""), Rule("""{"servers":["payments"],"effect":"deny"}""")];
        Assert.All(
            new[] { AccessTarget.Conversation, Target("tools/call", "a"), Target("resources/read", "u"), Target("prompts/get", "p"), Target("x/y", null), Target("initialize", null) },
            target => Assert.False(AccessPolicy.Decide(rules, Ana, "payments", target).Allowed));
        Assert.True(AccessPolicy.Decide(rules, Ana, "files", AccessTarget.Conversation).Allowed);
    }

    private static bool Decide(string method, string? name, string rule) => AccessPolicy.Decide([Rule(rule)], Ana, "payments", Target(method, name)).Allowed;

    private static AccessRule Rule(string members)
    {
        var name = members.Contains("\"name\"", StringComparison.Ordinal) ? "" : "\"name\":\"r\",";
        using var definition = JsonDocument.Parse($"{{\"kind\":\"access\",{name}{members[1..]}");
        var rule = AccessRuleParser.Parse(definition.RootElement, 1, out var faults);
        Assert.Empty(faults);
        return rule!;
    }

    private static AccessTarget Target(string method, string? name)
    {
        var property = method.StartsWith("resources/", StringComparison.Ordinal) ? "uri" : "name";
        var parameters = name is null ? "" : $$""","params":{"{{property}}":"{{name}}"}""";
        Assert.Null(ClientMessageReader.Read(Encoding.UTF8.GetBytes($$"""{"jsonrpc":"2.0","id":1,"method":"{{method}}"{{parameters}}}"""), out var messages, out _));
        return messages[0].Target;
    }
}
