using System.Text.Json;
using Portal.Gateway.Policy;
using Portal.Gateway.Rules;
using Xunit;

namespace Portal.Tests.Gateway.Policy;

public sealed class AccessRuleParserTests
{
    [Fact]
    public void Parse_EveryMember_IsRead()
    {
        var rule = Parse("""
            { "kind": "access", "name": "engineers read", "servers": ["payments"], "tools": ["list_*"], "prompts": ["p"], "resources": ["file:///*"],
              "callers": { "roles": ["engineer"], "names": ["ana@*"] }, "effect": "deny", "reason": "because" }
            """, out var faults)!;
        Assert.Empty(faults);
        Assert.Equal(("engineers read", 3, AccessEffect.Deny), (rule.Name, rule.Version, rule.Effect));
        Assert.Equal(["payments", "list_*", "p", "file:///*", "engineer", "ana@*"], [.. rule.Servers, .. rule.Tools, .. rule.Prompts!, .. rule.Resources!, .. rule.Callers!.Roles, .. rule.Callers.Names]);
    }

    [Fact]
    public void Parse_WithoutTools_IsEveryToolUnlessItNamesSomethingElse()
    {
        Assert.True(Parse("""{"kind":"access","name":"n","servers":["*"],"effect":"allow"}""", out _)!.IsUnrestricted);
        Assert.Empty(Parse("""{"kind":"access","name":"n","servers":["*"],"prompts":["*"],"effect":"allow"}""", out _)!.Tools);
        Assert.False(Parse("""{"kind":"access","name":"n","servers":["*"],"tools":["*"],"resources":[],"effect":"allow"}""", out _)!.IsUnrestricted);
    }

    [Theory]
    [InlineData("[]", "")]
    [InlineData("\"allow\"", "")]
    [InlineData("null", "")]
    [InlineData("""{"name":"n","servers":["*"],"effect":"allow"}""", "kind")]
    [InlineData("""{"kind":"masking","name":"n","servers":["*"],"effect":"allow"}""", "kind")]
    [InlineData("""{"kind":"quota","name":"n","servers":["*"],"effect":"allow"}""", "kind")]
    [InlineData("""{"kind":"Access","name":"n","servers":["*"],"effect":"allow"}""", "kind")]
    [InlineData("""{"kind":"access","servers":["*"],"effect":"allow"}""", "name")]
    [InlineData("""{"kind":"access","name":" ","servers":["*"],"effect":"allow"}""", "name")]
    [InlineData("""{"kind":"access","name":7,"servers":["*"],"effect":"allow"}""", "name")]
    [InlineData("""{"kind":"access","name":"nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn","servers":["*"],"effect":"allow"}""", "name")]
    [InlineData("""{"kind":"access","name":"n","effect":"allow"}""", "servers")]
    [InlineData("""{"kind":"access","name":"n","servers":"*","effect":"allow"}""", "servers")]
    [InlineData("""{"kind":"access","name":"n","servers":[""],"effect":"allow"}""", "servers")]
    [InlineData("""{"kind":"access","name":"n","servers":[1],"effect":"allow"}""", "servers")]
    [InlineData("""{"kind":"access","name":"n","servers":["*"],"tools":{},"effect":"allow"}""", "tools")]
    [InlineData("""{"kind":"access","name":"n","servers":["*"],"tools":null,"effect":"allow"}""", "tools")]
    [InlineData("""{"kind":"access","name":"n","servers":["*"],"prompts":"p","effect":"allow"}""", "prompts")]
    [InlineData("""{"kind":"access","name":"n","servers":["*"],"resources":[null],"effect":"allow"}""", "resources")]
    [InlineData("""{"kind":"access","name":"n","servers":["*"]}""", "effect")]
    [InlineData("""{"kind":"access","name":"n","servers":["*"],"effect":"permit"}""", "effect")]
    [InlineData("""{"kind":"access","name":"n","servers":["*"],"effect":"Deny"}""", "effect")]
    [InlineData("""{"kind":"access","name":"n","servers":["*"],"effect":true}""", "effect")]
    [InlineData("""{"kind":"access","name":"n","servers":["*"],"effect":"allow","callers":null}""", "callers")]
    [InlineData("""{"kind":"access","name":"n","servers":["*"],"effect":"allow","callers":[]}""", "callers")]
    [InlineData("""{"kind":"access","name":"n","servers":["*"],"effect":"allow","callers":{}}""", "callers")]
    [InlineData("""{"kind":"access","name":"n","servers":["*"],"effect":"allow","callers":{"roles":[],"names":[]}}""", "callers")]
    [InlineData("""{"kind":"access","name":"n","servers":["*"],"effect":"allow","callers":{"roles":["r"],"role":"x"}}""", "callers.role")]
    [InlineData("""{"kind":"access","name":"n","servers":["*"],"effect":"allow","callers":{"roles":"r","names":["n"]}}""", "callers.roles")]
    [InlineData("""{"kind":"access","name":"n","servers":["*"],"effect":"allow","callers":{"roles":["r"],"names":[7]}}""", "callers.names")]
    [InlineData("""{"kind":"access","name":"n","servers":["*"],"effect":"allow","tool":["x"]}""", "tool")]
    [InlineData("""{"kind":"access","name":"n","servers":["*"],"effect":"allow","Effect":"deny"}""", "Effect")]
    public void Parse_Fault_IsNamedByItsKey(string definition, string key)
    {
        Assert.Null(Parse(definition, out var faults));
        Assert.Equal(key, Assert.Single(faults).Key);
        Assert.NotEmpty(faults[0].Message);
    }

    [Fact]
    public void Parse_SeveralFaults_AreAllNamed()
    {
        Assert.Null(Parse("""{"kind":"x","servers":7,"effect":"y","callers":{"z":1},"more":1}""", out var faults));
        Assert.Equal(["callers", "callers.z", "effect", "kind", "more", "name", "servers"], faults.Select(fault => fault.Key).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(200, 512, true)]
    [InlineData(201, 1, false)]
    [InlineData(1, 513, false)]
    public void Parse_Lists_HaveAtMost200GlobsOf512Characters(int count, int length, bool isGood)
    {
        var globs = JsonSerializer.Serialize(Enumerable.Repeat(new string('g', length), count));
        Assert.Equal(isGood, Parse($$"""{"kind":"access","name":"n","servers":["*"],"tools":{{globs}},"effect":"allow"}""", out _) is not null);
    }

    private static AccessRule? Parse(string definition, out IReadOnlyList<PolicyFault> faults)
    {
        using var document = JsonDocument.Parse(definition);
        return AccessRuleParser.Parse(document.RootElement, 3, out faults);
    }
}
