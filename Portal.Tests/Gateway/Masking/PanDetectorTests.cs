using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Portal.Gateway.Masking;
using Portal.Gateway.Masking.Context;
using Portal.Gateway.Masking.Detectors;
using Xunit;

namespace Portal.Tests.Gateway.Masking;

public sealed class PanDetectorTests
{
    [Theory]
    [InlineData("4111111111111111", "411111******1111")]
    [InlineData("card 4111111111111111, thanks", "card 411111******1111, thanks")]
    [InlineData("4111 1111 1111 1111", "411111******1111")]
    [InlineData("4111-1111-1111-1111", "411111******1111")]
    [InlineData("4111.1111.1111.1111", "411111******1111")]
    [InlineData("4111/1111/1111/1111", "411111******1111")]
    [InlineData("4111_1111_1111_1111", "411111******1111")]
    [InlineData("4111:1111:1111:1111", "411111******1111")]
    [InlineData("4111\t1111\t1111\t1111", "411111******1111")]
    [InlineData("4111\n1111\n1111\n1111", "411111******1111")]
    [InlineData("4111 1111-1111.1111", "411111******1111")]
    [InlineData("4111  1111  1111  1111", "411111******1111")]
    [InlineData("4111 - 1111 - 1111 - 1111", "411111******1111")]
    [InlineData("4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1", "411111******1111")]
    [InlineData("4-1-1-1-1-1-1-1-1-1-1-1-1-1-1-1", "411111******1111")]
    [InlineData("41 11 11 11 11 11 11 11", "411111******1111")]
    [InlineData("４１１１１１１１１１１１１１１１", "411111******1111")]
    [InlineData("٤١١١١١١١١١١١١١١١", "411111******1111")]
    [InlineData("४१११११११११११११११", "411111******1111")]
    [InlineData("0000004111111111111111", "000000411111******1111")]
    [InlineData("41111111111111115555555555554444", "411111******1111555555******4444")]
    [InlineData("3782 822463 10005", "378282*****0005")]
    [InlineData("4111\u00A01111\u00A01111\u00A01111", "411111******1111")]
    [InlineData("4111\u00AD1111\u00AD1111\u00AD1111", "411111******1111")]
    [InlineData("4111\u202F1111\u202F1111\u202F1111", "411111******1111")]
    [InlineData("4111\u20071111\u20071111\u20071111", "411111******1111")]
    [InlineData("4111\u200B1111\u200B1111\u200B1111", "411111******1111")]
    [InlineData("4111\u200E1111\u200E1111\u200E1111", "411111******1111")]
    [InlineData("4111\u20131111\u20131111\u20131111", "411111******1111")]
    [InlineData("4111\u20111111\u20111111\u20111111", "411111******1111")]
    [InlineData("4111\u22121111\u22121111\u22121111", "411111******1111")]
    [InlineData("4111\u30001111\u30001111\u30001111", "411111******1111")]
    [InlineData("x4111111111111111y", "x411111******1111y")]
    [InlineData("(4111111111111111)", "(411111******1111)")]
    [InlineData("4111111111111111.", "411111******1111.")]
    [InlineData("pan=4111111111111111&cvv", "pan=411111******1111&cvv")]
    [InlineData("a,4111111111111111,b\nc,5555555555554444,d", "a,411111******1111,b\nc,555555******4444,d")]
    [InlineData("| 4111111111111111 | 378282246310005 |", "| 411111******1111 | 378282*****0005 |")]
    public void Find_CardNumberInText_Truncates(string text, string expected) => Assert.Equal(expected, Mask(text));

    [Theory]
    [InlineData("4111111111111111 5555555555554444", "411111******1111 555555******4444")]
    [InlineData("4111111111111111,5555555555554444", "411111******1111,555555******4444")]
    [InlineData("4111 1111 1111 1111 5555 5555 5555 4444", "411111******1111 555555******4444")]
    [InlineData("123 4111111111111111", "123 411111******1111")]
    [InlineData("2026-11-22 4111111111111111", "2026-11-22 411111******1111")]
    [InlineData("order 1234 5678: 4111 1111 1111 1111", "order 1234 5678: 411111******1111")]
    public void Find_NumbersInARow_TruncatesEach(string text, string expected) => Assert.Equal(expected, Mask(text));

    [Fact]
    public void Find_ShorterNumberInsideALonger_TakesTheLongest()
    {
        // Sixteen digits that are a Visa number, and with three more a Visa number of nineteen.
        var longer = TestCards.Complete("411111111111111100");
        Assert.Equal(TestCards.Masked(longer), Mask($"{longer[..4]} {longer[4..8]} {longer[8..12]} {longer[12..16]} {longer[16..]}"));
    }

    [Theory]
    [MemberData(nameof(TestCards.ByNetwork), MemberType = typeof(TestCards))]
    public void Find_EveryNetwork_Truncates(string network, string digits)
    {
        Assert.NotNull(network);
        Assert.Equal($"card {TestCards.Masked(digits)}.", Mask($"card {digits}."));
    }

    [Theory]
    [InlineData("00000041-1111-1111-1111-110000000000")]
    [InlineData("f4111111-1111-1111-8111-1111111111aa")]
    [InlineData("550e8400-e29b-41d4-a716-446655440000")]
    [InlineData("5555555555554444abcdefabcdefabcdefabcdef")] // a SHA-1
    [InlineData("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934c4111111111111111")] // a SHA-256
    [InlineData("0.4111111111111111")]
    [InlineData("52.4111111111111111")]
    [InlineData("1700000000")]
    [InlineData("1700000000000")]
    [InlineData("1700000000000000")]
    [InlineData("1700000000000000000")]
    [InlineData("20261122153000")]
    [InlineData("2026-11-22T15:30:00.123456Z")]
    [InlineData("41111111111111111111")] // 20 digits
    [InlineData("411111111111111141111111111111114111111111111111")]
    [InlineData("4111111111111112")] // check digit
    [InlineData("411111******1111")]
    [InlineData("411111")]
    [InlineData("490154203237518")] // IMEI
    [InlineData("89014103211118510720")] // ICCID
    [InlineData("DE89370400440532013000")] // IBAN
    [InlineData("4006381333931")] // EAN
    [InlineData("978-3-16-148410-0")] // ISBN
    [InlineData("+49 30 901820 1234")]
    [InlineData("1.22.333.4444")]
    [InlineData("")]
    public void Find_NoCardNumber_ChangesNothing(string text)
    {
        List<Edit>? edits = null;
        PanDetector.Find(Encoding.UTF8.GetBytes(text), FieldMeaning.None, ref edits);
        Assert.Null(edits);
    }

    [Fact]
    public void Find_AnyBytes_EditsLieInTheTextAndDoNotOverlap() => Prop
        .ForAll(
            Gen.Elements("4111", "1111", "4111111111111111", "5", "-", " ", "\u00A0", "a", "f", ".", "0", "378282246310005", "\u2013", "é", ":")
                .ArrayOf().Select(parts => Encoding.UTF8.GetBytes(string.Concat(parts))).ToArbitrary(),
            text =>
            {
                List<Edit>? edits = null;
                PanDetector.Find(text, FieldMeaning.None, ref edits);
                var end = 0;
                foreach (var edit in edits ?? [])
                {
                    Assert.True(edit.Start >= end);
                    end = edit.Start + edit.Length;
                }

                Assert.True(end <= text.Length);
            })
        .Check(Config.QuickThrowOnFailure.WithMaxTest(1000));

    private static string Mask(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        List<Edit>? edits = null;
        PanDetector.Find(bytes, FieldMeaning.None, ref edits);
        return Encoding.UTF8.GetString(edits is null ? bytes : Edits.Apply(bytes, edits, MaskingProfile.Default));
    }
}
