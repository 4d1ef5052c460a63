using System.Text.Json;
using Portal.Gateway.ApprovalRules;

namespace Portal.Tests.Gateway.ApprovalRules;

public sealed class ApprovalConditionTests
{
    [Theory]
    [InlineData("$.limit", "gt", "100", """{"limit":5000}""", true)]
    [InlineData("$.limit", "gt", "100", """{"limit":100}""", false)]
    [InlineData("$.limit", "gt", "100", """{"limit":100.0000000000000000001}""", true)]
    [InlineData("$.limit", "ge", "100", """{"limit":1e2}""", true)]
    [InlineData("$.limit", "lt", "100", """{"limit":99.99}""", true)]
    [InlineData("$.limit", "le", "100", """{"limit":101}""", false)]
    [InlineData("$.limit", "gt", "9007199254740992", """{"limit":9007199254740993}""", true)]
    [InlineData("$.limit", "gt", "100", """{"limit":"5000"}""", true)]
    [InlineData("$.limit", "gt", "100", """{"limit":" 50 "}""", false)]
    [InlineData("$.state", "eq", "\"open\"", """{"state":"open"}""", true)]
    [InlineData("$.state", "eq", "\"open\"", """{"state":"Open"}""", false)]
    [InlineData("$.limit", "eq", "100", """{"limit":"1e2"}""", true)]
    [InlineData("$.force", "eq", "true", """{"force":"True"}""", true)]
    [InlineData("$.force", "eq", "true", """{"force":false}""", false)]
    [InlineData("$.tags", "eq", """["a","b"]""", """{"tags":["a","b"]}""", true)]
    [InlineData("$.currency", "ne", "\"EUR\"", """{"currency":"USD"}""", true)]
    [InlineData("$.currency", "ne", "\"EUR\"", """{"currency":"EUR"}""", false)]
    [InlineData("$.limit", "ne", "100", """{"limit":100.0}""", false)]
    [InlineData("$.limit", "ne", "100", """{"limit":"100"}""", true)]
    [InlineData("$.region", "in", """["eu","us"]""", """{"region":"us"}""", true)]
    [InlineData("$.region", "in", """["eu","us"]""", """{"region":"ap"}""", false)]
    [InlineData("$.sql", "contains", "\"drop table\"", """{"sql":"x; DROP TABLE y"}""", true)]
    [InlineData("$.sql", "contains", "\"drop table\"", """{"sql":"select 1"}""", false)]
    [InlineData("$.to", "contains", "\"ceo@\"", """{"to":["a@x","ceo@x"]}""", true)]
    [InlineData("$.to", "contains", "\"ceo@\"", """{"to":["a@x"]}""", false)]
    [InlineData("$.path", "matches", "\"^/etc/\"", """{"path":"/etc/passwd"}""", true)]
    [InlineData("$.path", "matches", "\"^/etc/\"", """{"path":"/tmp"}""", false)]
    [InlineData("$.id", "matches", "\"^4\"", """{"id":42}""", true)]
    [InlineData("$.memo", "exists", "true", """{"memo":null}""", true)]
    [InlineData("$.memo", "exists", "true", "{}", false)]
    [InlineData("$.memo", "exists", "false", "{}", true)]
    [InlineData("$.memo", "exists", "false", """{"memo":1}""", false)]
    [InlineData("$.filter.amount", "gt", "10", """{"filter":{"amount":11}}""", true)]
    [InlineData("$..amount", "gt", "10", """{"rows":[{"amount":1},{"deep":{"amount":11}}]}""", true)]
    [InlineData("$.rows[*].amount", "gt", "10", """{"rows":[{"amount":1},{"amount":2}]}""", false)]
    [InlineData("$.rows[1].amount", "gt", "10", """{"rows":[{"amount":99},{"amount":2}]}""", false)]
    [InlineData("$['a.b']", "eq", "1", """{"a.b":1}""", true)]
    [InlineData("$.l", "eq", "1", """{"\u006c":1}""", true)]
    // To a server that binds names whatever their case.
    [InlineData("$.limit", "gt", "100", """{"LIMIT":5000}""", true)]
    [InlineData("$.limit", "gt", "100", """{"Limit":5}""", false)]
    [InlineData("$.filter.amount", "gt", "10", """{"Filter":{"AMOUNT":11}}""", true)]
    [InlineData("$..size", "gt", "10", """{"a":{"\u017Fize":11}}""", true)]
    [InlineData("$.memo", "exists", "true", """{"Memo":1}""", true)]
    [InlineData("$.limit", "gt", "100", """{"limit":1,"LIMIT":5000}""", true)]
    [InlineData("$.Filter.filter", "eq", "1", """{"FILTER":{"Filter":1}}""", true)]
    [InlineData("$.limit", "gt", "100", "{\"\uFF4C\uFF49\uFF4D\uFF49\uFF54\":5000}", true)]
    [InlineData("$.limit", "gt", "100", "{\"li\u200Bmit\":5000}", true)]
    [InlineData("$.limit", "gt", "100", "{\"LIM\u0130T\":5000}", true)]
    [InlineData("$.limit", "gt", "100", """{"limits":5000,"limit":5}""", false)]
    // To a server to which case counts it is missing.
    [InlineData("$.memo", "exists", "false", """{"Memo":1}""", true)]
    [InlineData("$.currency", "ne", "\"EUR\"", """{"CURRENCY":"EUR"}""", true)]
    // To a server that reads JSON in texts.
    [InlineData("$.filter.amount", "gt", "10", """{"filter":"{\"amount\":11}"}""", true)]
    [InlineData("$.filter.amount", "gt", "10", """{"filter":" {\"AMOUNT\":11,}"}""", true)]
    [InlineData("$.filter.amount", "gt", "10", """{"filter":"{\"amount\":9}"}""", false)]
    // Unreadable: who knows what a server makes of it.
    [InlineData("$.filter.amount", "gt", "10", """{"filter":"{\"amount\":9"}""", true)]
    [InlineData("$.filter.amount", "gt", "10", """{"filter":"amount 11"}""", false)]
    [InlineData("$..amount", "gt", "10", """{"q":"[{\"inner\":\"{\\\"amount\\\":11}\"}]"}""", true)]
    [InlineData("$.limit", "gt", "100", """ "{\"limit\":5000}" """, true)]
    [InlineData("$.filter.amount", "exists", "false", """{"filter":"{\"amount\":1}"}""", true)]
    public void Match_Arguments_AsDocumented(string path, string op, string value, string arguments, bool matches) =>
        Assert.Equal(matches, Match(path, op, value, arguments) is not null);

    [Theory]
    [InlineData("eq", "1", false)]
    [InlineData("gt", "1", false)]
    [InlineData("ge", "1", false)]
    [InlineData("lt", "1", false)]
    [InlineData("le", "1", false)]
    [InlineData("in", "[1]", false)]
    [InlineData("contains", "\"a\"", false)]
    [InlineData("matches", "\".\"", false)]
    [InlineData("exists", "true", false)]
    [InlineData("exists", "false", true)]
    [InlineData("ne", "1", true)]
    public void Match_ArgumentMissing_IsFalseButForItsAbsence(string op, string value, bool matches)
    {
        Assert.Equal(matches, Match("$.missing", op, value, """{"other":1}""") is not null);
        Assert.Equal(matches, Match("$.missing", op, value, null) is not null);
    }

    /// <summary>What cannot be compared might mean anything to the server, so a person looks.</summary>
    [Theory]
    [InlineData("gt", "100", "null")]
    [InlineData("gt", "100", "true")]
    [InlineData("gt", "100", "\"all\"")]
    [InlineData("gt", "100", "\"0x1388\"")]
    [InlineData("lt", "100", "[1]")]
    [InlineData("le", "100", "{}")]
    [InlineData("contains", "\"x\"", """{"a":1}""")]
    [InlineData("matches", "\"x\"", "[1]")]
    public void Match_CannotBeCompared_Holds(string op, string value, string argument) => Assert.NotNull(Match("$.a", op, value, $$"""{"a":{{argument}}}"""));

    /// <summary>One value that satisfies is enough, also for "ne": otherwise one good item would hide the bad ones.</summary>
    [Theory]
    [InlineData("ne", "\"EUR\"", """["EUR","USD"]""", true)]
    [InlineData("ne", "\"EUR\"", """["EUR","EUR"]""", false)]
    [InlineData("ne", "\"EUR\"", "[]", true)]
    [InlineData("eq", "\"EUR\"", """["USD","EUR"]""", true)]
    [InlineData("gt", "10", "[1,2,11]", true)]
    public void Match_SeveralValues_OneIsEnough(string op, string value, string items, bool matches) =>
        Assert.Equal(matches, Match("$.items[*]", op, value, $$"""{"items":{{items}}}""") is not null);

    [Fact]
    public void Match_ManyValuesUnderManyDescents_IsQuick()
    {
        var arguments = $$"""{"rows":[{{string.Join(',', Enumerable.Repeat("""{"a":{"a":{"a":1}}}""", 50_000))}}]}""";

        Assert.Null(Match("$..a..a..a", "gt", "5", arguments));
    }

    internal static ApprovalCondition Condition(string path, string op, string value)
    {
        var definition = JsonSerializer.Deserialize<JsonElement>($$"""
            {"kind":"approval","name":"n","servers":["*"],"when":[{"argument":{{JsonSerializer.Serialize(path)}},"op":"{{op}}","value":{{value}}}]}
            """);
        var rule = ApprovalRuleParser.Parse(definition, 1, out var faults);
        Assert.Empty(faults);
        return Assert.Single(rule!.When);
    }

    private static ConditionMatch? Match(string path, string op, string value, string? arguments) =>
        Condition(path, op, value).Match(arguments is null ? null : JsonSerializer.Deserialize<JsonElement>(arguments));
}
