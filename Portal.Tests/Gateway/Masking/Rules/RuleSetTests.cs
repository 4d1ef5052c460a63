using System.Text;
using System.Text.Json;
using Portal.Gateway.Masking;
using Portal.Gateway.Masking.Rules;
using Portal.Tests.Fakes;
using Xunit;

namespace Portal.Tests.Gateway.Masking.Rules;

public sealed class RuleSetTests
{
    [Theory]
    [InlineData("mask", """{"email":"ana@example.com"}""", """{"email":"***@*******.***"}""")]
    [InlineData("redact", """{"email":"ana@example.com"}""", """{"email":"[redacted]"}""")]
    [InlineData("block", """{"email":"ana@example.com"}""", """{"email":"[redacted]"}""")]
    [InlineData("mask", """{"email":"Zoë Ünal \u00e9\ud83d\ude00!"}""", """{"email":"*** **** *\ud83d\ude00!"}""")]
    [InlineData("mask", """{"email":"a\nb\"c"}""", """{"email":"*\n*\"*"}""")]
    [InlineData("mask", """{"email":12.50}""", """{"email":0}""")]
    [InlineData("redact", """{"email":-3e9}""", """{"email":0}""")]
    [InlineData("redact", """{"email":0}""", """{"email":0}""")]
    [InlineData("redact", """{"email":""}""", """{"email":""}""")]
    [InlineData("redact", """{"email":null,"x":true}""", """{"email":null,"x":true}""")]
    [InlineData("redact", """{"email":[ "a", {"b" : 7, "c":[true,"d"]} ]}""", """{"email":[ "[redacted]", {"b" : 0, "c":[true,"[redacted]"]} ]}""")]
    [InlineData("redact", """{"e\u006dail":"a"}""", """{"e\u006dail":"[redacted]"}""")]
    [InlineData("redact", """{"text":"{\"email\":\"a@b\",\"n\":1}"}""", """{"text":"{\"email\":\"[redacted]\",\"n\":1}"}""")]
    [InlineData("redact", """{"text":"{\"t\":\"{\\\"email\\\":5}\"}"}""", """{"text":"{\"t\":\"{\\\"email\\\":0}\"}"}""")]
    [InlineData("redact", """{"text":"{\"email\":1}\n{\"email\":\"x\"}"}""", """{"text":"{\"email\":0}\n{\"email\":\"[redacted]\"}"}""")]
    [InlineData("redact", """{"text":"{\"email\": broken"}""", """{"text":"{\"email\": broken"}""")]
    public void Apply_Field_ReplacesItsValuesAndNothingElse(string action, string json, string expected) =>
        Assert.Equal(expected, Apply(Rule(action, fields: ["$..email"]), json));

    [Theory]
    [InlineData("mask", """{"t":"say E123456 now"}""", """{"t":"say ******* now"}""")]
    [InlineData("redact", """{"t":"say E123456 now"}""", """{"t":"say [redacted] now"}""")]
    [InlineData("redact", """{"t":"E123456, \u0045123457"}""", """{"t":"[redacted], [redacted]"}""")]
    [InlineData("redact", """{"t":"ü E123456 \ud83d\ude00 E123457"}""", """{"t":"ü [redacted] \ud83d\ude00 [redacted]"}""")]
    [InlineData("redact", """{"a":{"b":{"E123456":1}}}""", """{"a":{"b":{"[redacted]":1}}}""")]
    [InlineData("redact", """{"t":"{\"E123456\":\"x E123457\"}"}""", """{"t":"{\"[redacted]\":\"x [redacted]\"}"}""")]
    [InlineData("redact", """{"t":123456}""", """{"t":123456}""")]
    [InlineData("redact", """["E123456",{"t":["E123457"]}]""", """["[redacted]",{"t":["[redacted]"]}]""")]
    public void Apply_Pattern_ReplacesMatchesInTextsAndNames(string action, string json, string expected) =>
        Assert.Equal(expected, Apply(Rule(action, pattern: @"\bE\d{6}\b"), json));

    [Theory]
    [InlineData("""{"result":{"tools":[{"name":"a","email":"x","inputSchema":{"properties":{"email":{"type":"string"}}},"outputSchema":{"email":1}}]}}""",
        """{"result":{"tools":[{"name":"a","email":"[redacted]","inputSchema":{"properties":{"email":{"type":"string"}}},"outputSchema":{"email":1}}]}}""")]
    [InlineData("""[{"result":{"tools":[{"inputSchema":{"email":"x"},"email":"y"}]}}]""", """[{"result":{"tools":[{"inputSchema":{"email":"x"},"email":"[redacted]"}]}}]""")]
    [InlineData("""{"result":{"structuredContent":{"tools":[{"inputSchema":{"email":"x"}}]}}}""", """{"result":{"structuredContent":{"tools":[{"inputSchema":{"email":"[redacted]"}}]}}}""")]
    [InlineData("""{"result":{"content":[{"inputSchema":{"email":"x"}}]}}""", """{"result":{"content":[{"inputSchema":{"email":"[redacted]"}}]}}""")]
    public void Apply_FieldInAToolsSchema_IsLeftAlone(string json, string expected) => Assert.Equal(expected, Apply(Rule("redact", fields: ["$..email"]), json));

    [Fact]
    public void Apply_PatternInAToolsSchema_IsReplaced() => Assert.Equal(
        """{"result":{"tools":[{"inputSchema":{"properties":{"e":{"default":"[redacted]"}}}}]}}""",
        Apply(Rule("redact", pattern: @"\bE\d{6}\b"), """{"result":{"tools":[{"inputSchema":{"properties":{"e":{"default":"E123456"}}}}]}}"""));

    [Theory]
    [InlineData("""{"jsonrpc":"2.0","id":"E123456","method":"E123456","result":{"nextCursor":"E123456","E123456":"E123457"}}""",
        """{"jsonrpc":"2.0","id":"E123456","method":"E123456","result":{"nextCursor":"E123456","E123456":"[redacted]"}}""")]
    [InlineData("""{"params":{"_meta":{"progressToken":"E123456"},"requestId":"E123456","name":"E123456"}}""",
        """{"params":{"_meta":{"progressToken":"E123456"},"requestId":"E123456","name":"[redacted]"}}""")]
    [InlineData("""[{"id":"E123456","result":{"a":"E123456"}}]""", """[{"id":"E123456","result":{"a":"[redacted]"}}]""")]
    public void Apply_ProtocolIdentifiers_AreLeftAlone(string json, string expected) =>
        Assert.Equal(expected, Apply(Rule("redact", pattern: @"\bE\d{6}\b"), json));

    [Fact]
    public void Apply_RequestsToolName_IsLeftAlone()
    {
        const string Json = """{"params":{"name":"E123456","uri":"E123456","arguments":{"name":"E123456"}}}""";
        Assert.Equal(
            """{"params":{"name":"E123456","uri":"E123456","arguments":{"name":"[redacted]"}}}""",
            Text(Set(Rule("redact", pattern: @"\bE\d{6}\b")).Apply(Untouched(Json), MaskingDirection.Request)));
    }

    [Fact]
    public void Apply_Image_IsNotLookedAtByPatterns()
    {
        var data = Convert.ToBase64String(Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("E123456", 20))));
        var json = $$"""{"content":[{"type":"image","data":"{{data}}"}]}""";
        Assert.Contains(data, Apply(Rule("redact", pattern: "[0-9A-Za-z]{3}"), json), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("$.email", """{"result":{"structuredContent":{"email":"a"},"other":{"email":"b"}}}""", """{"result":{"structuredContent":{"email":"[redacted]"},"other":{"email":"b"}}}""")]
    [InlineData("$.email", """{"params":{"arguments":{"email":"a","x":{"email":"b"}}}}""", """{"params":{"arguments":{"email":"[redacted]","x":{"email":"b"}}}}""")]
    [InlineData("$.email", """{"result":{"content":[{"type":"text","text":"{\"email\":\"a\"}"}]}}""", """{"result":{"content":[{"type":"text","text":"{\"email\":\"[redacted]\"}"}]}}""")]
    [InlineData("$.email", """[{"email":"a"},{"email":"b"}]""", """[{"email":"[redacted]"},{"email":"[redacted]"}]""")]
    public void Apply_Root_IsTheMessageTheArgumentsTheStructuredResultAndJsonInTexts(string field, string json, string expected) =>
        Assert.Equal(expected, Apply(Rule("redact", fields: [field]), json));

    [Fact]
    public void Apply_Token_IsStablePerLabelAndANumberStaysOne()
    {
        using var first = JsonDocument.Parse(Apply(Rule("token", fields: ["$..email", "$..account", "$..['x y']"]), """{"email":"a@b","account":7,"more":[{"email":"a@b","account":7.0,"x y":"a@b"},{"account":"7"}]}"""));
        var root = first.RootElement;
        var email = root.GetProperty("email").GetString()!;
        Assert.Matches(@"^\[email:[a-z2-7]{16}\]$", email);
        Assert.Equal(email, root.GetProperty("more")[0].GetProperty("email").GetString());
        Assert.Matches(@"^\[field:[a-z2-7]{16}\]$", root.GetProperty("more")[0].GetProperty("x y").GetString());
        Assert.Matches(@"^90\d{13}$", root.GetProperty("account").GetRawText());
        Assert.NotEqual(root.GetProperty("account").GetRawText(), root.GetProperty("more")[0].GetProperty("account").GetRawText());
        Assert.Matches(@"^\[account:[a-z2-7]{16}\]$", root.GetProperty("more")[1].GetProperty("account").GetString());
    }

    [Theory]
    [InlineData(new[] { "mask", "token" }, @"^\[email:")]
    [InlineData(new[] { "token", "redact" }, @"^\[redacted\]$")]
    [InlineData(new[] { "redact", "mask" }, @"^\[redacted\]$")]
    [InlineData(new[] { "block", "mask" }, @"^\[redacted\]$")]
    public void Apply_SeveralRulesOnAField_TheStrictestWins(string[] actions, string expected)
    {
        var set = Set([.. actions.Select((action, index) => Rule(action, name: $"r{index}", fields: ["$..email"]))]);
        var masked = set.Apply(Untouched("""{"email":"ana"}"""), MaskingDirection.Response);
        using var json = JsonDocument.Parse(masked.Json);
        Assert.Matches(expected, json.RootElement.GetProperty("email").GetString());
        Assert.Single(masked.Hits);
        Assert.Equal(actions.Contains("block"), masked.IsBlocked);
    }

    [Fact]
    public void Apply_PatternsThatOverlap_BecomeOneWithTheStrictestAction()
    {
        var set = Set(Rule("mask", name: "a", pattern: "abc"), Rule("redact", name: "b", pattern: "cde"), Rule("mask", name: "c", pattern: "xy"));
        var masked = set.Apply(Untouched("""{"t":"-abcde- xy"}"""), MaskingDirection.Response);
        Assert.Equal("""{"t":"-[redacted]- **"}""", Text(masked));
        Assert.Equal(["b", "c"], masked.Hits.Select(hit => hit.Rule));
    }

    [Fact]
    public void Apply_PatternInACoveredField_TakesTheStricter()
    {
        var set = Set(Rule("mask", name: "field", fields: ["$..t"]), Rule("redact", name: "pattern", pattern: "x+"));
        Assert.Equal("""{"t":"[redacted]","u":"a[redacted]"}""", Text(set.Apply(Untouched("""{"t":"a xx b","u":"axx"}"""), MaskingDirection.Response)));
    }

    [Fact]
    public void Apply_Hits_NamePathKindRuleVersionActionAndCount()
    {
        var rule = Rule("mask", name: "staff", pattern: @"E\d{6}", fields: ["$..email"]) with { Action = MaskingAction.Redact };
        var masked = new RuleSet([rule with { }], Tokens).Apply(
            Untouched("""{"result":{"content":[{"text":"E123456 E123457"}],"x":{"E123458":{"email":"a"}},"y":"{\"email\":[1,2]}"}}"""), MaskingDirection.Response);
        Assert.Equal(
            [
                new MaskingHit("p", "$.result.content[0].text", "staff", 3, MaskingAction.Redact, 2, [MaskingReason.OwnPolicy]),
                new MaskingHit("p", "$.result.x['[redacted]']", "staff", 3, MaskingAction.Redact, 1, [MaskingReason.OwnPolicy]),
                new MaskingHit("field", "$.result.x['[redacted]'].email", "staff", 3, MaskingAction.Redact, 1, [MaskingReason.OwnPolicy]),
                new MaskingHit("field", "$.result.y#$.email[0]", "staff", 3, MaskingAction.Redact, 1, [MaskingReason.OwnPolicy]),
                new MaskingHit("field", "$.result.y#$.email[1]", "staff", 3, MaskingAction.Redact, 1, [MaskingReason.OwnPolicy]),
            ],
            masked.Hits);
    }

    [Fact]
    public void Apply_MaskedInRuns_CountsOneValue() =>
        Assert.Equal(1, Assert.Single(Set(Rule("mask", fields: ["$.t"])).Apply(Untouched("""{"t":"a b-c d"}"""), MaskingDirection.Response).Hits).Count);

    [Fact]
    public void Apply_NothingFound_IsTheVerySameMessage()
    {
        var message = Untouched("""{"a":"b","c":[1,2,{"d":null}]}""");
        Assert.Equal(message.Json, Set(Rule("mask", pattern: "zzz", fields: ["$..email"])).Apply(message, MaskingDirection.Response).Json);
    }

    [Fact]
    public void Apply_BlockingFieldWithoutText_Blocks()
    {
        var masked = Set(Rule("block", fields: ["$..secret"])).Apply(Untouched("""{"secret":null}"""), MaskingDirection.Response);
        Assert.True(masked.IsBlocked);
        Assert.Equal("r", masked.BlockedBy);
    }

    [Fact]
    public void Apply_SurrogatePair_IsNotCutInHalf() =>
        Assert.Equal("""{"t":"-[redacted]b"}""", Apply(Rule("redact", pattern: "a."), """{"t":"-a😀b"}"""));

    private static MaskingTokens Tokens { get; } = new(new EphemeralTokenKey());

    internal static MaskingRule Rule(string action, string name = "r", string? pattern = null, string[]? fields = null)
    {
        var definition = JsonSerializer.SerializeToElement(new
        {
            kind = "masking",
            name,
            servers = new[] { "*" },
            fields = fields ?? [],
            patterns = pattern is null ? [] : new[] { new { name = "p", regex = pattern } },
            action,
        });
        var rule = MaskingRuleParser.Parse(definition, 3, out var faults);
        Assert.Empty(faults);
        return rule!;
    }

    private static RuleSet Set(params MaskingRule[] rules) => new(rules, Tokens);

    private static MaskedMessage Untouched(string json) => MaskedMessage.Untouched(Encoding.UTF8.GetBytes(json));

    private static string Apply(MaskingRule rule, string json) => Text(Set(rule).Apply(Untouched(json), MaskingDirection.Response));

    private static string Text(in MaskedMessage message) => Encoding.UTF8.GetString(message.Json.Span);
}
