using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Portal.Gateway.Masking;
using Portal.Gateway.Masking.Rules;
using Portal.Tests.Fakes;
using Xunit;

namespace Portal.Tests.Gateway.Masking.Rules;

/// <summary>Random JSON with values that rules are about, each text beside what must come out: not a byte beside them changes.</summary>
public sealed class RuleSetProperties
{
    private const string Code = "E123456";

    private static readonly string[] Words = ["paid ", "€uro ", "\\\"x\\\" ", "😀", "\\ud83d\\ude00", "\\/", " order 12 ", "a\\\\ ", "é ", "(", " t=1.5;", ""];
    private static readonly string[] Numbers = ["-1.50", "1e3", "7", "123456", "1700000000000", "90000000000000000000"];
    private static readonly string[] Literals = ["true", "null", "false"];
    private static readonly string[] Names = ["a", "b\\u0041", "x y", "secretary", "text", "data"];
    private static readonly string[] Secrets = ["secret", "se\\u0063ret"];

    private readonly RuleSet _rules = new(
        [
            RuleSetTests.Rule("redact", "fields", fields: ["$..secret"]),
            RuleSetTests.Rule("mask", "codes", pattern: @"E\d{6}"),
            RuleSetTests.Rule("token", "unused", fields: ["$..nothing"]),
        ],
        new MaskingTokens(new EphemeralTokenKey()));

    [Fact]
    public void Apply_FieldsAndPatterns_ReplacesThemAndKeepsEveryOtherByte() => Prop
        .ForAll(Values(3, isSecret: false).ToArbitrary(), value =>
        {
            var masked = Apply(Wrap(value.Wire));
            Assert.Equal(Wrap(value.Expected), Encoding.UTF8.GetString(masked.Json.Span));
            Assert.Equal(value.Count, masked.Count);
            using var document = JsonDocument.Parse(masked.Json);
            Assert.Equal(JsonValueKind.Object, document.RootElement.ValueKind);
            Assert.Equal(masked.Json, _rules.Apply(masked with { Hits = [] }, MaskingDirection.Response).Json);
        })
        .Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    [Theory]
    [InlineData("mask")]
    [InlineData("redact")]
    [InlineData("token")]
    public void Apply_AnyPatternAndAction_IsValidJsonAndIdempotent(string action) => Prop
        .ForAll(
            Gen.Elements("[a-z]+", @"\d+", "E.", @"\w{2,4}", "é|€", ".+", @"[^a]+", "x|123").ToArbitrary(),
            Values(3, isSecret: false).ToArbitrary(),
            (pattern, value) =>
            {
                var rules = new RuleSet([RuleSetTests.Rule(action, "own", pattern, ["$..secret", "$..data"])], new MaskingTokens(new EphemeralTokenKey()));
                var once = rules.Apply(MaskedMessage.Untouched(Encoding.UTF8.GetBytes(Wrap(value.Wire))), MaskingDirection.Response);
                using var document = JsonDocument.Parse(once.Json);
                if (pattern is not ("E." or @"\w{2,4}"))
                {
                    Assert.Equal(Encoding.UTF8.GetString(once.Json.Span), Encoding.UTF8.GetString(rules.Apply(once, MaskingDirection.Response).Json.Span));
                }
            })
        .Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    private MaskedMessage Apply(string json) => _rules.Apply(MaskedMessage.Untouched(Encoding.UTF8.GetBytes(json)), MaskingDirection.Response);

    private static string Wrap(string value) => $$$$"""{"jsonrpc":"2.0","id":"{{{{Code}}}}","result":{"structuredContent":{"v":{{{{value}}}}}}}""";

    private static Gen<Text> Values(int depth, bool isSecret) => depth == 0
        ? Leaves(isSecret)
        : Gen.Frequency(
            (3, Leaves(isSecret)),
            (3, Objects(depth - 1, isSecret)),
            (2, Arrays(depth - 1, isSecret)),
            (2, Objects(depth - 1, isSecret: false).Select(json => isSecret ? Hidden(Quote(json.Wire)) : Quote(json))));

    private static Gen<Text> Leaves(bool isSecret) => Gen.Frequency(
        (1, Gen.Elements(Literals).Select(literal => new Text(literal, literal, 0))),
        (1, Gen.Elements(Numbers).Select(number => isSecret ? new Text(number, "0", 1) : new Text(number, number, 0))),
        (3, Strings.Select(text => isSecret ? Hidden(text.Wire) : text)));

    private static Gen<Text> Strings =>
        from before in Gen.Elements(Words)
        from code in Codes
        from after in Gen.Elements(Words)
        select new Text($"\"{before}{code.Wire}{after}\"", $"\"{before}{code.Expected}{after}\"", code.Count);

    private static Gen<Text> Codes => Gen.OneOf(
        Gen.Constant(new Text("-", "-", 0)),
        from escaped in Gen.Elements(true, false).ArrayOf(Code.Length)
        select new Text(string.Concat(Code.Select((digit, place) => escaped[place] ? $"\\u{(int)digit:x4}" : digit.ToString())), new string('*', Code.Length), 1));

    private static Gen<Text> Objects(int depth, bool isSecret) =>
        from members in Members(depth, isSecret).ArrayOf().Resize(4)
        from space in Gen.Elements("", " ", "\n  ")
        select new Text(
            "{" + string.Concat(members.Select((member, index) => $"{(index > 0 ? "," : "")}{space}\"{member.Name.Wire}\":{space}{member.Value.Wire}")) + "}",
            "{" + string.Concat(members.Select((member, index) => $"{(index > 0 ? "," : "")}{space}\"{member.Name.Expected}\":{space}{member.Value.Expected}")) + "}",
            members.Sum(member => member.Name.Count + member.Value.Count));

    private static Gen<(Text Name, Text Value)> Members(int depth, bool isSecret) => Gen.Frequency(
        (4, from name in Gen.Elements(Names)
            from value in Values(depth, isSecret)
            select (new Text(name, name, 0), value)),
        (1, from name in Codes
            from value in Values(depth, isSecret)
            select (name, value)),
        (2, from name in Gen.Elements(Secrets)
            from value in Values(depth, isSecret: true)
            select (new Text(name, name, 0), value)));

    private static Gen<Text> Arrays(int depth, bool isSecret) =>
        from items in Values(depth, isSecret).ArrayOf().Resize(4)
        select new Text($"[{string.Join(", ", items.Select(item => item.Wire))}]", $"[{string.Join(", ", items.Select(item => item.Expected))}]", items.Sum(item => item.Count));

    private static Text Hidden(string wire) => new(wire, "\"[redacted]\"", 1);

    private static Text Quote(Text json) => new(Quote(json.Wire), Quote(json.Expected), json.Count);

    private static string Quote(string json) => "\"" + json.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal) + "\"";

    private sealed record Text(string Wire, string Expected, int Count);
}
