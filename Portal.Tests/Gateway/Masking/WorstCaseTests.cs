using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Portal.Gateway.Masking;
using Xunit;

namespace Portal.Tests.Gateway.Masking;

/// <summary>No text takes the engine longer than its length allows: a megabyte of whatever is worst, in far less than what would be a stalled call.</summary>
public sealed class WorstCaseTests
{
    private const int Size = 1 << 20;
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

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
    public void Mask_AMegabyteOfOneThing_EndsSoon(string part)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(new { text = string.Concat(Enumerable.Repeat(part, Size / Encoding.UTF8.GetByteCount(part))) });
        var watch = Stopwatch.StartNew();
        var masked = new MessageMasker().Mask(json);
        Assert.True(masked.Json.Length > 0);
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, Limit);
    }
}
