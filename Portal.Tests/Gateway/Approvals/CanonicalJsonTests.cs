using System.Buffers;
using System.Text;
using System.Text.Json;
using Portal.Gateway.Approvals;

namespace Portal.Tests.Gateway.Approvals;

public sealed class CanonicalJsonTests
{
    [Fact]
    public void Write_ExampleOfRfc8785_IsItsCanonicalForm()
    {
        // 3.2.2, with the one number that a double does not hold as it is written replaced by its canonical form.
        const string Input = """
            {
              "numbers": [333333333.3333333, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
              "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
              "literals": [null, true, false]
            }
            """;

        Assert.Equal("""{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}""", Canonical(Input));
    }

    [Fact]
    public void Write_NamesOfRfc8785_AreInTheOrderOfUtf16()
    {
        const string Input = """
            {"\u20ac": "Euro Sign", "\r": "Carriage Return", "\ufb33": "Hebrew Letter Dalet With Dagesh", "1": "One", "\ud83d\ude00": "Emoji: Grinning Face", "\u0080": "Control", "\u00f6": "Latin Small Letter O With Diaeresis"}
            """;

        using var canonical = JsonDocument.Parse(Canonical(Input));
        Assert.Equal(
            ["Carriage Return", "One", "Control", "Latin Small Letter O With Diaeresis", "Euro Sign", "Emoji: Grinning Face", "Hebrew Letter Dalet With Dagesh"],
            canonical.RootElement.EnumerateObject().Select(property => property.Value.GetString()));
    }

    [Theory]
    [InlineData("""{"a":1,"b":[2,{"c":"x","d":null}]}""", """{ "b" : [ 2.0, { "d":null, "c":"\u0078" } ], "a" : 10e-1 }""")]
    [InlineData("""{"a":{"x":1,"y":2}}""", """{"a":{"y":2,"x":1}}""")]
    [InlineData("\"\\b\\f\\t\"", "\"\\u0008\\u000C\\u0009\"")]
    public void Write_TwoSpellingsOfOneValue_AreOne(string one, string other) => Assert.Equal(Canonical(one), Canonical(other));

    [Theory]
    [InlineData("""{"a":1}""", """{"a":"1"}""")]
    [InlineData("""{"a":1}""", """{"A":1}""")]
    [InlineData("""{"a":null}""", "{}")]
    [InlineData("[1,2]", "[2,1]")]
    [InlineData("9007199254740993", "9007199254740992")]
    [InlineData("\"é\"", "\"e\\u0301\"")]
    [InlineData("1e99999999999999999999", "1e99999999999999999998")]
    public void Write_DifferentValues_Differ(string one, string other) => Assert.NotEqual(Canonical(one), Canonical(other));

    private static string Canonical(string json)
    {
        using var document = JsonDocument.Parse(json);
        var output = new ArrayBufferWriter<byte>();
        CanonicalJson.Write(document.RootElement, output);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
