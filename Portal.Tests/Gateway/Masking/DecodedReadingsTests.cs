using System.Text;
using System.Text.Json;
using Portal.Gateway.Masking;
using Portal.Gateway.Masking.Decoders;

namespace Portal.Tests.Gateway.Masking;

public sealed class DecodedReadingsTests
{
    // Five encodings, each of them many times over itself: hundreds of ways to read it.
    private static readonly string Onion = $"%{string.Concat(Enumerable.Repeat("25", 12))}41 &{string.Concat(Enumerable.Repeat("amp;", 8))}lt;x&gt; {new string('\\', 256)}u0041 ={string.Concat(Enumerable.Repeat("3D", 8))}41 (a) Tj (b) cvv 123 <y z=\"1\">w</y> ";

    [Fact]
    public void Add_TheSameTextAtTheSameDepth_IsReadOnce()
    {
        var readings = new DecodedReadings(100);

        Assert.True(readings.Add("a text"u8, 1));
        Assert.False(readings.Add("a text"u8, 1));
        Assert.True(readings.Add("a text"u8, 2));
        Assert.True(readings.Add("another"u8, 1));
    }

    [Fact]
    public void Add_MoreTextsThanAnyoneWrites_Throws()
    {
        var readings = new DecodedReadings(100);
        for (var index = 0; index < DecodedReadings.Most; index++)
        {
            readings.Add(Encoding.UTF8.GetBytes($"text {index}"), 1);
        }

        Assert.Throws<InvalidOperationException>(() => readings.Add("one more"u8, 1));
    }

    [Fact]
    public void Mask_TextThatReadsInHundredsOfWays_IsRefused() =>
        Assert.Throws<MaskingException>(() => new MessageMasker().Mask(JsonSerializer.SerializeToUtf8Bytes(new { text = string.Concat(Enumerable.Repeat(Onion, 64)) })));

    [Theory]
    [InlineData("a%3Dcvv%3D123 &amp; b%3Dcvv%3D123")]
    [InlineData("<p>cvv: 1&#50;3</p> and <p>cvv: 1&#50;3</p>")]
    [InlineData("{\"q\":\"cvv%3D123\",\"r\":\"cvv%3D123\"}")]
    [InlineData("Y3Z2OiAxMjMgZW5kIG9mIGl0 and Y3Z2OiAxMjMgZW5kIG9mIGl0")]
    public void Mask_TheSameEncodedTextTwice_MasksBoth(string text)
    {
        var masked = new MessageMasker().Mask(JsonSerializer.SerializeToUtf8Bytes(new { text }));

        Assert.Equal(2, masked.Count);
    }
}
