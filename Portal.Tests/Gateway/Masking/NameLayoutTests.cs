using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Portal.Gateway.Masking;

namespace Portal.Tests.Gateway.Masking;

/// <summary>What was remembered of one object never changes what is read in another.</summary>
public sealed class NameLayoutTests
{
    private static readonly string[] Names = ["pan", "pin", "cvv", "cvw", "id", "note", "number", "n\\u006fte", "4111111111111111", "a name that is much longer than thirty-two bytes", "", "52", "code"];

    private static readonly string[] Values =
    [
        "\"4111111111111111\"", "\"123\"", "123", "4111111111111111", "\"1234\"", "\"\"", "null", "true", "[]", "{}", "[\"4111111111111111\"]", "{\"cvv\":\"123\"}", "{\"note\":{\"pin\":\"1234\"}}", "\",\\\"pin\\\":\"",
        "\"1234567890ABCDEF\"", "[{\"pan\":\"1\"},{\"pan\":\"4111111111111112\"}]",
    ];

    [Fact]
    public void Mask_RowsOfAList_MasksEachAsIfItWereAlone() => Prop
        .ForAll(Gen.Zip(Rows(), Gen.Choose(0, 6)).ToArbitrary(), generated =>
        {
            var (rows, depth) = generated;
            var open = string.Concat(Enumerable.Repeat("{\"rows\":[", depth)) + "[";
            var close = "]" + string.Concat(Enumerable.Repeat("]}", depth)) + new string(' ', 40);

            var masked = Mask(open + string.Join(",", rows) + close);

            Assert.Equal(open + string.Join(",", rows.Select(row => Mask(open + row + close)[open.Length..^close.Length])) + close, masked);
        })
        .Check(Config.QuickThrowOnFailure.WithMaxTest(3000));

    // Rows of one layout, each a little changed: another value, another name of the same length, a blank more, a member less.
    private static Gen<string[]> Rows()
    {
        var members = Gen.Zip(Gen.Elements(Names), Gen.Elements("", " ", "\n  ")).ArrayOf(4).SelectMany(layout => Gen.Choose(1, 4).Select(count => layout[..count]));
        return members.SelectMany(layout => Row(layout).ArrayOf(5));
    }

    private static Gen<string> Row((string Name, string Space)[] layout) =>
        Gen.Zip(Gen.Elements(Values).ArrayOf(layout.Length), Gen.Zip(Gen.Choose(0, 11), Gen.Elements(Names))).Select(generated =>
        {
            var (values, (change, other)) = generated;
            var members = layout.Select((member, index) => $"{member.Space}\"{(change == index ? other : member.Name)}\"{(change == index + 4 ? " " : "")}:{member.Space}{values[index]}");
            return $"{{{string.Join(",", change == 8 ? members.Skip(1) : members)}}}";
        });

    private static string Mask(string json) => Encoding.UTF8.GetString(new MessageMasker().Mask(Encoding.UTF8.GetBytes(json)).Json.Span);
}
