using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Portal.Gateway.Masking;

namespace Portal.Tests.Gateway.Masking;

/// <summary>What an object's members say about a number in it counts wherever they stand: before it, behind it, and not within another object.</summary>
public sealed class JsonNeighboursTests
{
    private static readonly string[] Names = ["number", "value", "data", "type", "label", "kind", "brand", "note", "status", "digits", "text", "card", "old", "new", "from", "to"];

    private static readonly string[] Values =
    [
        "\"4111111111111111\"", "\"5555555555554444\"", "\"378282246310005\"", "\"359110133401657\"", "\"imei\"", "\"iccid\"", "\"phone\"", "\"track2\"", "\"visa\"", "\"card number\"", "\"payment\"",
        "\"[imei]\"", "\"im\\u0065i\"", "12.5", "null", "{\"type\":\"iccid\"}", "{\"number\":\"4111111111111111\",\"type\":\"iccid\"}", "[\"iccid\"]", "{\"value\":\"4111111111111111\"}",
    ];

    [Fact]
    public void Mask_MembersInAnyOrder_GivesEachTheSame() => Prop
        .ForAll(Members().ToArbitrary(), members =>
        {
            var forward = Masked(members);
            var backward = Masked([.. members.Reverse()]);
            Assert.Equal(forward.OrderBy(member => member, StringComparer.Ordinal), backward.OrderBy(member => member, StringComparer.Ordinal));
        })
        .Check(Config.QuickThrowOnFailure.WithMaxTest(4000));

    [Theory]
    [InlineData("""{"number":"8949075440303736415","type":"iccid"}""", """{"number":"8949075440303736415","type":"iccid"}""")]
    [InlineData("""{"number":"4111111111111111","type":"iccid"}""", """{"number":"411111******1111","type":"iccid"}""")]
    [InlineData("""{"number":"378282246310005","type":"imei"}""", """{"number":"378282246310005","type":"imei"}""")]
    [InlineData("""{"type":"imei","number":"378282246310005"}""", """{"type":"imei","number":"378282246310005"}""")]
    [InlineData("""{"number":"378282246310005","at":{"type":"imei"}}""", """{"number":"378282*****0005","at":{"type":"imei"}}""")]
    [InlineData("""{"at":{"number":"378282246310005"},"type":"imei"}""", """{"at":{"number":"378282*****0005"},"type":"imei"}""")]
    [InlineData("""{"number":"378282246310005","at":{"number":"378282246310005","type":"imei"},"type":"amex"}""", """{"number":"378282*****0005","at":{"number":"378282246310005","type":"imei"},"type":"amex"}""")]
    [InlineData("""{"old":"378282246310005","new":"371449635398431","type":"imei"}""", """{"old":"378282246310005","new":"371449635398431","type":"imei"}""")]
    [InlineData("""{"old":"4111111111111111","new":"5555555555554444","type":"visa"}""", """{"old":"411111******1111","new":"555555******4444","type":"visa"}""")]
    [InlineData("""{"value":"4111111111111111","name":"track2"}""", """{"value":"[track data removed]","name":"track2"}""")]
    [InlineData("""{"number":"378282246310005","note":"[imei]"}""", """{"number":"378282*****0005","note":"[imei]"}""")]
    [InlineData("""{"number":"378282246310005","type":"im\u0065i"}""", """{"number":"378282246310005","type":"im\u0065i"}""")]
    [InlineData("""{"number":"378282246310005","status":"imei"}""", """{"number":"378282*****0005","status":"imei"}""")]
    [InlineData("""[{"number":"378282246310005"},{"type":"imei"}]""", """[{"number":"378282*****0005"},{"type":"imei"}]""")]
    public void Mask_NumberUnderANameThatSaysNothing_AsItsNeighboursSay(string json, string expected) => Assert.Equal(expected, Mask(json));

    [Theory]
    [InlineData("imei", "378282246310005")]
    [InlineData("amex", "378282*****0005")]
    public void Mask_MoreNumbersUndecidedThanAreKept_DecidesEach(string type, string expected)
    {
        var open = string.Concat(Enumerable.Repeat("""{"number":"378282246310005","in":""", 20));
        var close = string.Concat(Enumerable.Repeat($$""","type":"{{type}}"}""", 20));

        var masked = Mask($"{open}null{close}");

        Assert.Equal($"{open}null{close}".Replace("378282246310005", expected, StringComparison.Ordinal), masked);
    }

    [Fact]
    public void Mask_RefusedAndKeptReplacements_CountsTheKept()
    {
        var masked = new MessageMasker().Mask(Encoding.UTF8.GetBytes("""[{"number":"378282246310005","type":"imei"},{"number":"4111111111111111"},{"pan":"5555555555554444","cvv":"123"}]"""));

        Assert.Equal(["$[1].number", "$[2].pan", "$[2].cvv"], masked.Hits.Select(hit => hit.Path));
        Assert.Equal([CardNumber.Of("4111111111111111"u8), CardNumber.Of("5555555555554444"u8)], masked.Cards);
    }

    private static Gen<KeyValuePair<string, string>[]> Members() =>
        Gen.Choose(1, 6).SelectMany(count => Gen.Zip(Gen.Shuffle(Names), Gen.Elements(Values).ArrayOf(count)).Select(pair => pair.Item2.Select((value, index) => KeyValuePair.Create(pair.Item1[index], value)).ToArray()));

    private static List<string> Masked(KeyValuePair<string, string>[] members)
    {
        var masked = Mask($"{{{string.Join(",", members.Select(member => $"\"{member.Key}\":{member.Value}"))}}}");
        using var document = JsonDocument.Parse(masked);
        return [.. document.RootElement.EnumerateObject().Select(member => $"{member.Name}: {member.Value.GetRawText()}")];
    }

    private static string Mask(string json) => Encoding.UTF8.GetString(new MessageMasker().Mask(Encoding.UTF8.GetBytes(json)).Json.Span);
}
