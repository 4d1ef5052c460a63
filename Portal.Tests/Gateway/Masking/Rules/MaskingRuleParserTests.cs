using System.Diagnostics;
using System.Text.Json;
using Portal.Gateway.Masking;
using Portal.Gateway.Masking.Rules;
using Portal.Gateway.Rules;
using Xunit;

namespace Portal.Tests.Gateway.Masking.Rules;

public sealed class MaskingRuleParserTests
{
    private const string Exception = """
        { "kind": "masking", "name": "refund desk", "servers": ["payments"], "tools": ["get_card"], "callers": { "roles": ["refund"] }, "fields": ["$..pan"],
          "exception": { "of": "cardholder data", "justification": "chargeback forms need the number", "expires": "2027-01-31" } }
        """;

    [Fact]
    public void Parse_EveryMember_IsRead()
    {
        var rule = Parse("""
            { "kind": "masking", "name": "customer contact", "servers": ["pay*"], "tools": ["get_*"], "callers": { "roles": ["batch"], "names": ["ana@*"] },
              "kinds": ["pan"], "fields": ["$..email", "$.a.b[0]"], "patterns": [ { "name": "employee", "regex": "\\bE\\d{6}\\b" } ],
              "action": "token", "apply": ["responses", "requests"], "reason": "because" }
            """, out var faults)!;
        Assert.Empty(faults);
        Assert.Equal(("customer contact", 3, MaskingAction.Token, true, true), (rule.Name, rule.Version, rule.Action, rule.OnResponses, rule.OnRequests));
        Assert.Equal(["pay*", "get_*", "batch", "ana@*", "pan", "$..email", "$.a.b[0]", "employee"],
            [.. rule.Servers, .. rule.Tools, .. rule.Callers!.Roles, .. rule.Callers.Names, .. rule.Kinds, .. rule.Fields.Select(field => field.Text), .. rule.Patterns.Select(pattern => pattern.Name)]);
        Assert.Null(rule.Exception);
    }

    [Fact]
    public void Parse_Defaults_AreEveryToolAndResponses()
    {
        var rule = Parse("""{"kind":"masking","name":"n","servers":["*"],"fields":["$..email"],"action":"mask"}""", out _)!;
        Assert.Equal(["*"], rule.Tools);
        Assert.Equal((true, false), (rule.OnResponses, rule.OnRequests));
        Assert.Null(rule.Callers);
    }

    [Fact]
    public void Parse_Exception_IsRead()
    {
        var rule = Parse(Exception, out var faults)!;
        Assert.Empty(faults);
        Assert.Equal(new CardholderDataException("chargeback forms need the number", new DateTimeOffset(2027, 1, 31, 0, 0, 0, TimeSpan.Zero)), rule.Exception);
    }

    [Theory]
    [InlineData("[]", "")]
    [InlineData("""{"kind":"masking","servers":["*"],"fields":["$..a"],"action":"mask"}""", "name")]
    [InlineData("""{"kind":"masking","name":"cardholder data","servers":["*"],"fields":["$..a"],"action":"mask"}""", "name")]
    [InlineData("""{"kind":"masking","name":"n","fields":["$..a"],"action":"mask"}""", "servers")]
    [InlineData("""{"kind":"masking","name":"n","servers":["*"],"fields":["$..a"]}""", "action")]
    [InlineData("""{"kind":"masking","name":"n","servers":["*"],"fields":["$..a"],"action":"hide"}""", "action")]
    [InlineData("""{"kind":"masking","name":"n","servers":["*"],"fields":["$..a"],"action":"Mask"}""", "action")]
    [InlineData("""{"kind":"masking","name":"n","servers":["*"],"fields":["$..a"],"action":"mask","effect":"deny"}""", "effect")]
    [InlineData("""{"kind":"masking","name":"n","servers":["*"],"action":"mask"}""", "fields")]
    [InlineData("""{"kind":"masking","name":"n","servers":["*"],"fields":[],"action":"mask"}""", "fields")]
    [InlineData("""{"kind":"masking","name":"n","servers":["*"],"fields":"$..a","action":"mask"}""", "fields")]
    [InlineData("""{"kind":"masking","name":"n","servers":["*"],"fields":["$..a","email"],"action":"mask"}""", "fields[1]")]
    [InlineData("""{"kind":"masking","name":"n","servers":["*"],"kinds":["iban"],"action":"mask"}""", "kinds")]
    [InlineData("""{"kind":"masking","name":"n","servers":["*"],"kinds":["cvv"],"action":"token"}""", "action")]
    [InlineData("""{"kind":"masking","name":"n","servers":["*"],"kinds":["track"],"action":"token"}""", "action")]
    [InlineData("""{"kind":"masking","name":"n","servers":["*"],"kinds":["pan","pin"],"action":"token"}""", "action")]
    [InlineData("""{"kind":"masking","name":"n","servers":["*"],"fields":["$..a"],"action":"mask","apply":[]}""", "apply")]
    [InlineData("""{"kind":"masking","name":"n","servers":["*"],"fields":["$..a"],"action":"mask","apply":["replies"]}""", "apply")]
    [InlineData("""{"kind":"masking","name":"n","servers":["*"],"fields":["$..a"],"action":"mask","callers":{}}""", "callers")]
    [InlineData("""{"kind":"masking","name":"n","servers":["*"],"patterns":{},"action":"mask"}""", "patterns")]
    [InlineData("""{"kind":"masking","name":"n","servers":["*"],"patterns":["x"],"action":"mask"}""", "patterns")]
    [InlineData("""{"kind":"masking","name":"n","servers":["*"],"patterns":[{"regex":"x"}],"action":"mask"}""", "patterns[0].name")]
    [InlineData("""{"kind":"masking","name":"n","servers":["*"],"patterns":[{"name":"p"}],"action":"mask"}""", "patterns[0].regex")]
    [InlineData("""{"kind":"masking","name":"n","servers":["*"],"patterns":[{"name":"p q","regex":"x"}],"action":"mask"}""", "patterns[0].name")]
    [InlineData("""{"kind":"masking","name":"n","servers":["*"],"patterns":[{"name":"PAN","regex":"x"}],"action":"mask"}""", "patterns[0].name")]
    [InlineData("""{"kind":"masking","name":"n","servers":["*"],"patterns":[{"name":"field","regex":"x"}],"action":"mask"}""", "patterns[0].name")]
    [InlineData("""{"kind":"masking","name":"n","servers":["*"],"patterns":[{"name":"p","regex":"x"},{"name":"p","regex":"y"}],"action":"mask"}""", "patterns[1].name")]
    [InlineData("""{"kind":"masking","name":"n","servers":["*"],"patterns":[{"name":"p","regex":"x","flags":"i"}],"action":"mask"}""", "patterns[0].flags")]
    [InlineData("""{"kind":"masking","name":"n","servers":["*"],"patterns":[{"name":"p","regex":"("}],"action":"mask"}""", "patterns[0].regex")]
    [InlineData("""{"kind":"masking","name":"n","servers":["*"],"patterns":[{"name":"p","regex":"x*"}],"action":"mask"}""", "patterns[0].regex")]
    [InlineData("""{"kind":"masking","name":"n","servers":["*"],"patterns":[{"name":"p","regex":"\\b"}],"action":"mask"}""", "patterns[0].regex")]
    [InlineData("""{"kind":"masking","name":"n","servers":["*"],"patterns":[{"name":"p","regex":"(?=x)y"}],"action":"mask"}""", "patterns[0].regex")]
    [InlineData("""{"kind":"masking","name":"n","servers":["*"],"patterns":[{"name":"p","regex":"(?<!x)y"}],"action":"mask"}""", "patterns[0].regex")]
    [InlineData("""{"kind":"masking","name":"n","servers":["*"],"patterns":[{"name":"p","regex":"(x)\\1"}],"action":"mask"}""", "patterns[0].regex")]
    [InlineData("""{"kind":"masking","name":"n","servers":["*"],"patterns":[{"name":"p","regex":"(?>x+)y"}],"action":"mask"}""", "patterns[0].regex")]
    [InlineData("""{"kind":"masking","name":"n","servers":["*"],"patterns":[{"name":"p","regex":"(a{1,1000}){1,1000}"}],"action":"mask"}""", "patterns[0].regex")]
    public void Parse_Fault_IsNamedByItsKey(string definition, string key)
    {
        Assert.Null(Parse(definition, out var faults));
        Assert.Equal(key, Assert.Single(faults).Key);
        Assert.NotEmpty(faults[0].Message);
    }

    [Theory]
    [InlineData("\"servers\": [\"payments\"]", "\"servers\": [\"pay*\"]", "servers")]
    [InlineData("\"servers\": [\"payments\"]", "\"servers\": []", "servers")]
    [InlineData("\"tools\": [\"get_card\"],", "", "tools")]
    [InlineData("\"tools\": [\"get_card\"]", "\"tools\": [\"*\"]", "tools")]
    [InlineData("\"fields\": [\"$..pan\"],", "", "fields")]
    [InlineData("\"fields\": [\"$..pan\"]", "\"fields\": [\"$..*\"]", "fields")]
    [InlineData("\"fields\": [\"$..pan\"]", "\"fields\": [\"$.a[0]\"]", "fields")]
    [InlineData("\"fields\"", "\"action\": \"mask\", \"fields\"", "action")]
    [InlineData("\"fields\"", "\"kinds\": [\"cvv\"], \"fields\"", "kinds")]
    [InlineData("\"fields\"", "\"apply\": [\"requests\"], \"fields\"", "apply")]
    [InlineData("\"fields\"", "\"patterns\": [], \"fields\"", "patterns")]
    [InlineData("cardholder data", "another", "exception.of")]
    [InlineData("\"of\": \"cardholder data\",", "", "exception.of")]
    [InlineData("chargeback forms need the number", " ", "exception.justification")]
    [InlineData("2027-01-31", "soon", "exception.expires")]
    [InlineData(", \"expires\": \"2027-01-31\"", "", "exception.expires")]
    [InlineData("\"of\"", "\"until\": 1, \"of\"", "exception.until")]
    public void Parse_FaultyException_IsNamedByItsKey(string old, string with, string key)
    {
        Assert.Null(Parse(Exception.Replace(old, with, StringComparison.Ordinal), out var faults));
        Assert.Equal(key, Assert.Single(faults).Key);
    }

    [Theory]
    [InlineData("fields", 50, true)]
    [InlineData("fields", 51, false)]
    [InlineData("patterns", 20, true)]
    [InlineData("patterns", 21, false)]
    public void Parse_Lists_HaveALimit(string key, int count, bool isGood)
    {
        object list = key == "fields" ? Enumerable.Repeat("$..a", count) : Enumerable.Range(0, count).Select(number => new { name = $"p{number}", regex = "x" });
        Assert.Equal(isGood, Parse(JsonSerializer.Serialize(new Dictionary<string, object> { ["kind"] = "masking", ["name"] = "n", ["servers"] = new[] { "*" }, [key] = list, ["action"] = "mask" }), out _) is not null);
    }

    [Theory]
    [InlineData("(a+)+$")]
    [InlineData("(a|aa)+$")]
    [InlineData("(a*)*b")]
    [InlineData("([a-z]+)*\\d")]
    [InlineData("(x+x+)+y")]
    public void Parse_RegexThatBacktracksForEver_RunsInLinearTimeOrIsRefused(string regex)
    {
        if (!MaskingPattern.TryCreate("p", regex, out var pattern, out var fault))
        {
            Assert.NotEmpty(fault);
            return;
        }

        var text = new string('a', 200_000) + "!" + new string('x', 200_000);
        var watch = Stopwatch.StartNew();
        var matches = 0;
        foreach (var _ in pattern.Regex.EnumerateMatches(text))
        {
            matches++;
        }

        Assert.InRange(matches, 0, text.Length);
        Assert.True(watch.Elapsed < MaskingPattern.Timeout + TimeSpan.FromMinutes(1), $"{regex} took {watch.Elapsed}");
    }

    private static MaskingRule? Parse(string definition, out IReadOnlyList<PolicyFault> faults)
    {
        using var document = JsonDocument.Parse(definition);
        return MaskingRuleParser.Parse(document.RootElement, 3, out faults);
    }
}
