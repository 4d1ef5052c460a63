using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Portal.Gateway.ApprovalRules;
using Portal.Tests.Gateway.ApprovalRules;

namespace Portal.Tests.Gateway.ApprovalRules;

/// <summary>
/// Texts that servers read as JSON and the gateway cannot. <c>Readings/readings.jsonl</c> has what Python's <c>json.loads</c>,
/// JavaScript's <c>JSON.parse</c>, JSON5 and Go's <c>encoding/json</c> made of each; <c>Readings/readings.py</c> makes it anew.
/// </summary>
public sealed class ReadTextTests
{
    private sealed record ReadText(string Text, IReadOnlyList<(string Reader, JsonElement Value)> Readings);

    private static readonly Lazy<IReadOnlyList<ReadText>> Corpus = new(Load);

    [Fact]
    public void Corpus_HasEveryReader()
    {
        Assert.True(Corpus.Value.Count >= 300);
        Assert.Equal(
            ["go", "goStream", "javascript", "json5", "python"],
            Corpus.Value.SelectMany(text => text.Readings, (_, reading) => reading.Reader).Distinct().Order(StringComparer.Ordinal));
    }

    /// <summary>
    /// Whatever one of the readers makes of the text: where that satisfies the condition, the rule holds the call.
    /// </summary>
    [Fact]
    public void Match_TextThatSomeReaderReadsAsAValueThatSatisfies_Holds()
    {
        var faults = new StringBuilder();
        foreach (var expected in ReadCondition.All)
        {
            var condition = ApprovalConditionTests.Condition(expected.Path, expected.Op, expected.Value);
            foreach (var (text, readings) in Corpus.Value)
            {
                var readers = readings.Where(found => expected.Holds(found.Value)).Select(found => found.Reader).ToHashSet();
                if (readers.Count > 0 && condition.Match(Arguments(text)) is null)
                {
                    faults.AppendLine($"{expected} passed {Short(text)}, which satisfies it to {string.Join(", ", readers)}");
                }
            }
        }

        Assert.True(faults.Length == 0, faults.ToString());
    }

    /// <summary>What every reader reads alike, and no reader finds the value in, waits for nobody.</summary>
    [Fact]
    public void Match_TextThatEveryReaderReadsAsHarmless_Passes()
    {
        var condition = ApprovalConditionTests.Condition("$.filter.limit", "gt", "100");
        var harmless = Corpus.Value
            .Where(text => text.Readings.Select(reading => reading.Reader).Distinct().Count() == 5)
            .Where(text => text.Readings.All(reading => !ReadCondition.All[0].Holds(reading.Value)))
            .Where(text => IsPlain(text.Text))
            .ToList();

        Assert.True(harmless.Count > 50, $"{harmless.Count}");
        Assert.All(harmless, text => Assert.True(condition.Match(Arguments(text.Text)) is null, Short(text.Text)));
    }

    /// <summary>The text stands where no condition leads: it is nobody's business.</summary>
    [Theory]
    [InlineData("$.limit", "gt", "100")]
    [InlineData("$.filter2.limit", "gt", "100")]
    [InlineData("$.rows[0].filter", "eq", "5000")]
    [InlineData("$['filter ']", "exists", "true")]
    public void Match_TextWhereNoConditionLeads_Passes(string path, string op, string value)
    {
        var condition = ApprovalConditionTests.Condition(path, op, value);

        Assert.All(Corpus.Value, text => Assert.Null(condition.Match(Arguments(text.Text))));
    }

    /// <summary>Any object with the value in it, written as lenient parsers allow, in any number of quotes.</summary>
    [Fact]
    public void Match_ValueInAnyLenientWriting_Holds()
    {
        var condition = ApprovalConditionTests.Condition("$.filter.limit", "gt", "100");
        var texts = LenientTexts.WithMember("limit", "5000").ToArbitrary();
        Prop.ForAll(texts, text => Assert.NotNull(condition.Match(Arguments(text))))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(3000));
    }

    [Fact]
    public void Match_AnyText_ThrowsNothing()
    {
        var conditions = ReadCondition.All
            .Select(expected => ApprovalConditionTests.Condition(expected.Path, expected.Op, expected.Value))
            .ToList();
        Prop.ForAll(
            Gen.Elements(
                "{", "}", "[", "]", ":", ",", "\"limit\"", "limit", "5000", "\"", "'", "\\", "\\\"", "\\ud800", "\\u0022",
                "NaN", "0x", "-", "+", ".", " ", "\uFEFF", "\n", "//", "/*", "*/", "true", "null", "\u0000")
                .ArrayOf().ToArbitrary(),
            parts => conditions.ForEach(condition => condition.Match(Arguments(string.Concat(parts)))))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(3000));
    }

    [Theory]
    [InlineData("""{"limit":5000,"x":NaN}""", "$.filter.limit gt 100 (text that cannot be read as JSON)")]
    [InlineData("""{"limit":5000}""", """$.filter.limit gt 100 ("{\"limit\":5000}")""")]
    public void Describe_Text_SaysWhetherItCanBeRead(string text, string description)
    {
        var rule = new ApprovalRule("n", 1)
        {
            Servers = ["*"],
            Tools = ["*"],
            When = [ApprovalConditionTests.Condition("$.filter.limit", "gt", "100")],
        };

        var match = ApprovalPolicy.Decide([rule], Arguments(text), ticketMinutes: 30);

        Assert.Equal(description, match!.Describe(Arguments(text)));
    }

    /// <summary>More than the gateway reads of a text is unreadable: held, and quickly.</summary>
    [Fact]
    public void Match_TextBeyondWhatIsRead_Holds()
    {
        var below = ApprovalConditionTests.Condition("$.filter.limit", "gt", "100");
        var anywhere = ApprovalConditionTests.Condition("$..limit", "gt", "100");
        string[] texts =
        [
            new string('[', 80_000),
            new string('[', 80_000) + new string(']', 80_000),
            string.Concat(Enumerable.Repeat("""{"a":""", 80_000)),
            Quoted("""{"limit":1}""", ArgumentWalk.MaxTextDepth),
            Quoted("""{"limit":1}""", 16),
            "[" + new string(' ', ArgumentWalk.MaxTextLength) + "]",
            string.Concat(Enumerable.Repeat("{}\n", 100_000)),
            "[" + string.Join(',', Enumerable.Repeat("{}", ArgumentWalk.MaxTextValues + 1)) + "]",
            "1 " + string.Concat(Enumerable.Repeat("1 ", 1_000_000)) + "{}",
            """{"a":""" + string.Concat(Enumerable.Repeat("""["{}",""", 60)),
        ];

        Assert.All(texts, text => Assert.True(anywhere.Match(Arguments(text)) is { IsUnreadable: true }, Short(text)));
        Assert.All(texts, text => Assert.True(below.Match(Arguments(text)) is { IsUnreadable: true }, Short(text)));
    }

    [Fact]
    public void Match_TextQuotedAsOftenAsIsRead_IsRead()
    {
        var condition = ApprovalConditionTests.Condition("$.filter.limit", "gt", "100");

        Assert.Null(condition.Match(Arguments(Quoted("""{"limit":1}""", ArgumentWalk.MaxTextDepth - 1))));
        Assert.False(condition.Match(Arguments(Quoted("""{"limit":5000}""", ArgumentWalk.MaxTextDepth - 1)))!.IsUnreadable);
    }

    [Theory]
    [InlineData("$.note", "[note] call me")]
    [InlineData("$.filter", "\"quick fox\" jumps")]
    [InlineData("$.filter", "'tis the season")]
    [InlineData("$.filter", "[redacted]")]
    [InlineData("$.filter", "[PAN:visa:abcdefgh12345678]")]
    [InlineData("$.filter", "12 Main Street")]
    [InlineData("$.filter", "/etc/hosts")]
    [InlineData("$.filter", "${amount}")]
    public void Match_ProseAtACondition_Passes(string path, string text)
    {
        Assert.Null(ApprovalConditionTests.Condition(path, "eq", "\"open\"").Match(Arguments(text)));
        Assert.Null(ApprovalConditionTests.Condition(path + ".limit", "gt", "100").Match(Arguments(text)));
    }

    [Theory]
    [InlineData("5_000", true)]
    [InlineData("5,000", true)]
    [InlineData("0b1001110001000", true)]
    [InlineData("5000 pieces", true)]
    [InlineData("\u0665\u0660\u0660\u0660", true)]
    [InlineData("0x1388", true)]
    [InlineData("0x1389", false)]
    [InlineData("5001 pieces", false)]
    [InlineData("4f3c0a", false)]
    [InlineData("pieces: 5000", false)]
    public void Match_TextThatMayBeTheNumber_Holds(string text, bool holds) =>
        Assert.Equal(holds, ApprovalConditionTests.Condition("$.filter", "eq", "5000").Match(Arguments(text)) is not null);

    private static JsonElement Arguments(string text) => JsonSerializer.SerializeToElement(new { filter = text });

    private static string Quoted(string text, int times) => LenientTexts.Quoted(text, times);

    // JSON without what people and parsers may take differently: deep nesting, names that occur twice, halves of characters, more
    // digits than a double has.
    private static bool IsPlain(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text, new JsonDocumentOptions { AllowDuplicateProperties = false });
            return !text.Contains("\\ud8", StringComparison.Ordinal) && !text.Contains("00000000000000000001", StringComparison.Ordinal);
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static string Short(string text) => JsonSerializer.Serialize(text.Length <= 120 ? text : text[..120] + "…");

    private static List<ReadText> Load()
    {
        const string Name = "Portal.Tests.Gateway.ApprovalRules.Readings.readings.jsonl";
        using var file = typeof(ReadTextTests).Assembly.GetManifestResourceStream(Name)!;
        using var reader = new StreamReader(file, Encoding.UTF8);
        var texts = new List<ReadText>();
        while (reader.ReadLine() is { } line)
        {
            var entry = JsonElement.Parse(line);
            var readings = entry.GetProperty("readings").EnumerateObject()
                .SelectMany(found => found.Value.EnumerateArray().Select(value => (found.Name, Deep(value.GetString()!))));
            texts.Add(new ReadText(entry.GetProperty("text").GetString()!, [.. readings]));
        }

        return texts;
    }

    private static JsonElement Deep(string json) => JsonElement.Parse(json, new JsonDocumentOptions { MaxDepth = 2000 });
}
