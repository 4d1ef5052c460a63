using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Portal.Gateway.Masking;
using Xunit;

namespace Portal.Tests.Gateway.Masking;

/// <summary>Random JSON with test card numbers in random forms, each text beside what must come out.</summary>
public sealed class MessageMaskerProperties
{
    private static readonly string[] CardSeparators = [" ", "-", ".", "/", "_", ":", "\\t", "\\n", "\u00A0", "\\u00a0", "\u202F", "\u2013", "\u200B"];
    private static readonly string[] Words = ["paid", "€uro ", "\\\"x\\\"", "😀", "\\ud83d\\ude00", "\\/", "order 12 ", "a\\\\b", "é", "(", " t=1.5;", ""];
    private static readonly string[] Plain = ["0", "-1.50", "1e3", "true", "null", "\"\"", "\"2026-11-22\"", "1700000000000", "\"550e8400-e29b-41d4-a716-446655440000\"", "41111111111111111111", "0.4111111111111111"];

    [Fact]
    public void Mask_CardNumbersInAnyForm_TruncatesThemAndKeepsEveryOtherByte() => Prop
        .ForAll(Values(3).ToArbitrary(), value =>
        {
            var masker = new MessageMasker();
            var masked = masker.Mask(Encoding.UTF8.GetBytes(value.Wire));
            Assert.Equal(value.Expected, Encoding.UTF8.GetString(masked.Json.Span));
            Assert.Equal(value.Numbers, masked.Count);
            Assert.Equal(0, masker.Mask(masked.Json).Count);
            using var document = JsonDocument.Parse(masked.Json);
            AssertNoCardNumber(document.RootElement);
        })
        .Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    [Fact]
    public void Mask_AnyBytes_ThrowsJsonExceptionOrGivesValidJson() => Prop
        .ForAll(
            Gen.Elements("{", "}", "[", "]", ":", ",", "\"a\"", "\"", "\\", "\\u0034", "\\ud800", "4111111111111111", "1", "cvv", " ", "\u00e9", "-", ".").ArrayOf().ToArbitrary(),
            parts =>
            {
                try
                {
                    using var document = JsonDocument.Parse(new MessageMasker().Mask(Encoding.UTF8.GetBytes(string.Concat(parts))).Json);
                }
                catch (JsonException)
                {
                    // Refused.
                }
            })
        .Check(Config.QuickThrowOnFailure.WithMaxTest(5000));

    // Every text a reader of the output can come to, through JSON in strings too.
    private static void AssertNoCardNumber(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var property in element.EnumerateObject())
                {
                    AssertNoCardNumber(property.Name);
                    AssertNoCardNumber(property.Value);
                }

                break;
            case JsonValueKind.Array:
                foreach (var item in element.EnumerateArray())
                {
                    AssertNoCardNumber(item);
                }

                break;
            case JsonValueKind.String:
                AssertNoCardNumber(element.GetString()!);
                break;
            default:
                AssertNoCardNumber(element.GetRawText());
                break;
        }
    }

    private static void AssertNoCardNumber(string text)
    {
        if (text is ['{' or '[', ..])
        {
            using var nested = JsonDocument.Parse(text);
            AssertNoCardNumber(nested.RootElement);
            return;
        }

        // Digits that are no card number to anyone: a run of twenty, a fraction.
        var rest = text.Replace("41111111111111111111", "", StringComparison.Ordinal).Replace("0.4111111111111111", "", StringComparison.Ordinal);
        var digits = string.Concat(rest.Where(char.IsAsciiDigit));
        Assert.All(TestCards.Some, number => Assert.DoesNotContain(number, digits, StringComparison.Ordinal));
    }

    private static Gen<Text> Values(int depth) => depth == 0
        ? Leaves
        : Gen.Frequency((3, Leaves), (2, Objects(depth - 1)), (2, Arrays(depth - 1)), (1, Objects(depth - 1).Select(Quote)), (1, Arrays(depth - 1).Select(Quote)));

    private static Gen<Text> Leaves => Gen.Frequency(
        (2, Gen.Elements(Plain).Select(plain => new Text(plain, plain, 0))),
        (3, Strings),
        (1, Gen.Elements(TestCards.Some).Select(number => new Text(number, TestCards.MaskedNumber(number), 1))));

    private static Gen<Text> Strings =>
        from before in Gen.Elements(Words)
        from number in Numbers
        from after in Gen.Elements(Words)
        select new Text($"\"{before}{number.Wire}{after}\"", $"\"{before}{number.Expected}{after}\"", number.Numbers);

    private static Gen<Text> Numbers => Gen.OneOf(
        Gen.Constant(new Text("", "", 0)),
        Gen.Elements(TestCards.Some).Select(number => new Text(number, TestCards.Masked(number), 1)),
        from number in Gen.Elements(TestCards.Some)
        from separator in Gen.Elements(CardSeparators)
        select new Text(Grouped(number, separator), TestCards.Masked(number), 1),
        from number in Gen.Elements(TestCards.Some)
        from escaped in Gen.Elements(true, false).ArrayOf(number.Length)
        select new Text(string.Concat(number.Select((digit, place) => escaped[place] ? $"\\u{(int)digit:x4}" : digit.ToString())), TestCards.Masked(number), 1));

    private static Gen<Text> Objects(int depth) =>
        from members in Members(depth).ArrayOf().Resize(4)
        from space in Gen.Elements("", " ", "\n  ")
        select new Text(
            "{" + string.Concat(members.Select((member, index) => $"{(index > 0 ? "," : "")}{space}{Name(member.Name.Wire, index)}:{space}{member.Value.Wire}")) + "}",
            "{" + string.Concat(members.Select((member, index) => $"{(index > 0 ? "," : "")}{space}{Name(member.Name.Expected, index)}:{space}{member.Value.Expected}")) + "}",
            members.Sum(member => member.Name.Numbers + member.Value.Numbers));

    private static Gen<(Text Name, Text Value)> Members(int depth) =>
        from name in Gen.Frequency((5, Gen.Constant(new Text("", "", 0))), (1, Numbers))
        from value in Values(depth)
        select (name, value);

    private static Gen<Text> Arrays(int depth) =>
        from items in Values(depth).ArrayOf().Resize(4)
        select new Text(
            $"[{string.Join(", ", items.Select(item => item.Wire))}]",
            $"[{string.Join(", ", items.Select(item => item.Expected))}]",
            items.Sum(item => item.Numbers));

    private static string Name(string number, int index) => $"\"k{(char)('g' + index)}={number}\"";

    private static string Grouped(string number, string separator) => string.Join(separator, number.Chunk(4).Select(group => new string(group)).Aggregate(new List<string>(), (groups, group) =>
    {
        // A last group under three digits is no group to the detector: it stays with the one before.
        if (group.Length < 3 && groups.Count > 0)
        {
            groups[^1] += group;
        }
        else
        {
            groups.Add(group);
        }

        return groups;
    }));

    // JSON in a string. The escapes are put in character by character, so that they are the same around a number and around its truncation.
    private static Text Quote(Text json) => new(Quote(json.Wire), Quote(json.Expected), json.Numbers);

    private static string Quote(string json) => "\"" + json.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal) + "\"";

    private sealed record Text(string Wire, string Expected, int Numbers);
}
