using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Portal.Gateway.Masking;

namespace Portal.Tests.Gateway.Masking;

/// <summary>Of whatever <see cref="Utf8JsonReader"/> reads, the cursor gives the same tokens; of anything else it ends.</summary>
public sealed class JsonCursorTests
{
    private static readonly JsonReaderOptions Options = new() { MaxDepth = MessageMasker.MaxDepth, AllowMultipleValues = true };

    private static readonly string[] Values =
    [
        "1", "-0", "0.5", "12e3", "4.1E-7", "9007199254740993", "true", "false", "null", "\"\"", "\"a\"", "\"a\\\"b\"", "\"\\\\\"", "\"\\\\\\\"\"", "\"\\u0041\"", "\"é日😀\"", "\":\"", "\"{[,]}\"",
        "\"0123456789012345678901234567890\"", "\"01234567890123456789012345678901\"", "\"0123456789012345678901234567890\\\"12\"", "\"" + new string('x', 100) + "\"", "\"" + new string('y', 63) + "\\\\\"",
    ];

    private static readonly string[] Spaces = ["", " ", "\n", "\t ", "\r\n    "];

    [Fact]
    public void Read_AnyJson_GivesTheReadersTokens() => Prop
        .ForAll(Gen.Sized(size => Text(Math.Min(size, 5))).ToArbitrary(), json =>
        {
            var utf8 = Encoding.UTF8.GetBytes(json);
            Assert.Equal(ByReader(utf8), ByCursor(utf8));
        })
        .Check(Config.QuickThrowOnFailure.WithMaxTest(3000));

    [Fact]
    public void Read_AnyBytes_GivesTheReadersTokensOrEnds() => Prop
        .ForAll(
            Gen.Elements("{", "}", "[", "]", ":", ",", "\"", "\"a\"", "\\", "\\\"", "1", "-", ".", "e", "true", "nul", " ", "\n", "x", "é", "\0").ArrayOf().ToArbitrary(),
            parts =>
            {
                var utf8 = Encoding.UTF8.GetBytes(string.Concat(parts));
                List<string> expected;
                try
                {
                    expected = ByReader(utf8);
                }
                catch (JsonException)
                {
                    expected = [];
                }

                try
                {
                    var tokens = ByCursor(utf8);
                    Assert.True(expected.Count == 0 || expected.SequenceEqual(tokens));
                }
                catch (JsonException)
                {
                    Assert.Empty(expected);
                }
            })
        .Check(Config.QuickThrowOnFailure.WithMaxTest(5000));

    [Theory]
    [InlineData("\"")]
    [InlineData("\"abc")]
    [InlineData("\"abc\\")]
    [InlineData("\"abc\\\"")]
    [InlineData("{\"0123456789012345678901234567890123456789")]
    [InlineData("'a'")]
    [InlineData("\uFEFF{}")]
    public void Read_NoToken_Throws(string json) => Assert.Throws<JsonException>(() => ByCursor(Encoding.UTF8.GetBytes(json)));

    private static Gen<string> Text(int depth)
    {
        var value = Gen.Elements(Values);
        var space = Gen.Elements(Spaces);
        if (depth == 0)
        {
            return value;
        }

        var items = Gen.Zip(Text(depth - 1), space).Select(pair => pair.Item1 + pair.Item2).ListOf();
        var members = Gen.Zip(Gen.Elements(Values.Where(one => one[0] == '"').ToArray()), Gen.Zip(space, Text(depth - 1))).Select(pair => $"{pair.Item1}{pair.Item2.Item1}:{pair.Item2.Item1}{pair.Item2.Item2}").ListOf();
        return Gen.OneOf(
            value,
            Gen.Zip(items, space).Select(pair => $"[{pair.Item2}{string.Join($",{pair.Item2}", pair.Item1.Take(6))}]"),
            Gen.Zip(members, space).Select(pair => $"{{{pair.Item2}{string.Join($"{pair.Item2},", pair.Item1.Take(6))}{pair.Item2}}}"));
    }

    private static List<string> ByReader(byte[] json)
    {
        var tokens = new List<string>();
        var reader = new Utf8JsonReader(json, Options);
        while (reader.Read())
        {
            var kind = reader.TokenType switch
            {
                JsonTokenType.PropertyName => JsonKind.Name,
                JsonTokenType.String => JsonKind.String,
                JsonTokenType.Number => JsonKind.Number,
                JsonTokenType.StartObject => JsonKind.StartObject,
                JsonTokenType.EndObject => JsonKind.EndObject,
                JsonTokenType.StartArray => JsonKind.StartArray,
                JsonTokenType.EndArray => JsonKind.EndArray,
                _ => JsonKind.Literal,
            };
            tokens.Add($"{kind} {reader.TokenStartIndex} {reader.ValueIsEscaped} {Encoding.UTF8.GetString(reader.ValueSpan)}");
        }

        return tokens;
    }

    private static List<string> ByCursor(byte[] json)
    {
        var tokens = new List<string>();
        var cursor = new JsonCursor(json);
        while (cursor.Read(out var token))
        {
            tokens.Add($"{token.Kind} {token.Start} {token.IsEscaped} {Encoding.UTF8.GetString(token.In(json))}");
        }

        return tokens;
    }
}
