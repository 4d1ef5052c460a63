using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Portal.Tests.Gateway.Masking;

/// <summary>No text takes the engine more work than its length allows: counted, so that no machine is too slow for it.</summary>
public sealed class WorstCaseTests
{
    private const int Size = 1 << 20;
    private const int MostStepsPerByte = 200;
    private const int FreeSteps = 100_000;

    [Theory]
    [InlineData("4")]
    [InlineData("4 ")]
    [InlineData("41 ")]
    [InlineData("4111-")]
    [InlineData("4111 1111 1111 1112 ")]
    [InlineData("=")]
    [InlineData("4=")]
    [InlineData("\"")]
    [InlineData("\"4\",")]
    [InlineData("cvv")]
    [InlineData("cvv ")]
    [InlineData("cvv:")]
    [InlineData("cvv,code,")]
    [InlineData("code,")]
    [InlineData("cvv on the back of the card ")]
    [InlineData("cvv (")]
    [InlineData("cvv's.")]
    [InlineData("cvv 123 or 1234 ")]
    [InlineData("pin block in a format ")]
    [InlineData("安全码")]
    [InlineData("\\")]
    [InlineData("\\u003")]
    [InlineData("<")]
    [InlineData("<b")]
    [InlineData("&")]
    [InlineData("%")]
    [InlineData(")(")]
    [InlineData("57")]
    [InlineData("5A0")]
    [InlineData("34 ")]
    [InlineData("[")]
    [InlineData("{\"a\":")]
    [InlineData("a")]
    [InlineData(" ")]
    [InlineData("é")]
    [InlineData("\u200B")]
    [InlineData("4\u200B")]
    [InlineData("안")]
    [InlineData("4111111111111111,")]
    [InlineData("4111111111111111 12/27 123 ")]
    [InlineData("4111111111111111 exp ")]
    [InlineData("0.4111111111111111 ")]
    [InlineData("4111111111111111d1234567")]
    [InlineData("c4111111111111111d1234567")]
    [InlineData("iVBORw0KGgo4111111111111111")]
    [InlineData("DE52 ")]
    [InlineData("bin 411111 ")]
    [InlineData("{\"a\" ")]
    [InlineData("{\"a\":1}")]
    [InlineData("[\"")]
    [InlineData("{\"a\":[")]
    [InlineData("<cvv>")]
    [InlineData("<cvv a=\"")]
    [InlineData("<a b=\"c\">")]
    [InlineData("</b><b>")]
    [InlineData("<!--")]
    [InlineData("<!-- &")]
    [InlineData("<![CDATA[")]
    [InlineData("cvv: 1\n")]
    [InlineData("a,cvv\n")]
    [InlineData("a,cvv\n1,2\n")]
    [InlineData("| cvv |\n")]
    [InlineData("insert into t (cvv) values (1)")]
    [InlineData("4111\n")]
    [InlineData("data:image/png;base64,")]
    [InlineData("\" 4\",\"4 4\",")]
    [InlineData("\"4-\",\"4 a\",")]
    [InlineData("cvv  a\n1  2  3\n")]
    [InlineData("(a,pan)values(4,'4111111111111111'),")]
    [InlineData(")values")]
    [InlineData("cvv,a\n")]
    [InlineData("a,'cvv'',\n")]
    public void Mask_AMegabyteOfOneThing_TakesFewStepsAByte(string part) => AssertWork(string.Concat(Enumerable.Repeat(part, Size / System.Text.Encoding.UTF8.GetByteCount(part))));

    [Fact]
    public void Mask_TextsOfAnyParts_TakeFewStepsAByte() => Prop
        .ForAll(Texts.ToArbitrary(), AssertWork)
        .Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    // A few parts again and again, in any order.
    private static Gen<string> Texts =>
        from count in Gen.Choose(1, 8)
        from parts in Gen.Elements(WorstParts.All).ArrayOf(count)
        from order in Gen.Choose(0, count - 1).ArrayOf(400)
        from times in Gen.Choose(1, 12)
        select string.Concat(Enumerable.Repeat(string.Concat(order.Select(index => parts[index])), times));

    private static void AssertWork(string text)
    {
        var (spent, length) = WorstParts.WorkOf(text);
        Assert.InRange(spent, 0, FreeSteps + ((long)MostStepsPerByte * length));
    }
}
