using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Portal.Tests.Gateway.Masking.Numbers;

public sealed class PanScanTests
{
    [Theory]
    [InlineData("4111111111111111", "411111******1111")]
    [InlineData("card 4111111111111111, thanks", "card 411111******1111, thanks")]
    [InlineData("4111 1111 1111 1111", "4111 11** **** 1111")]
    [InlineData("4111-1111-1111-1111", "4111-11**-****-1111")]
    [InlineData("4111.1111.1111.1111", "4111.11**.****.1111")]
    [InlineData("4111/1111/1111/1111", "4111/11**/****/1111")]
    [InlineData("4111_1111_1111_1111", "4111_11**_****_1111")]
    [InlineData("4111:1111:1111:1111", "4111:11**:****:1111")]
    [InlineData("4111\t1111\t1111\t1111", "4111\t11**\t****\t1111")]
    [InlineData("4111 1111-1111.1111", "4111 11**-****.1111")]
    [InlineData("4111  1111  1111  1111", "4111  11**  ****  1111")]
    [InlineData("4111 - 1111 - 1111 - 1111", "4111 - 11** - **** - 1111")]
    [InlineData("4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1", "4 1 1 1 1 1 * * * * * * 1 1 1 1")]
    [InlineData("4-1-1-1-1-1-1-1-1-1-1-1-1-1-1-1", "4-1-1-1-1-1-*-*-*-*-*-*-1-1-1-1")]
    [InlineData("３７８２８２２４６３１０００５", "３７８２８２*****０００５")]
    [InlineData("٤١١١١١١١١١١١١١١١", "٤١١١١١******١١١١")]
    [InlineData("४१११११११११११११११", "४१११११******११११")]
    [InlineData("0000004111111111111111", "000000411111******1111")]
    [InlineData("41111111111111115555555555554444", "411111******1111555555******4444")]
    [InlineData("3782 822463 10005", "3782 82**** *0005")]
    [InlineData("4111\u00A01111\u00A01111\u00A01111", "4111\u00A011**\u00A0****\u00A01111")]
    [InlineData("4111\u00AD1111\u00AD1111\u00AD1111", "4111\u00AD11**\u00AD****\u00AD1111")]
    [InlineData("4111\u202F1111\u202F1111\u202F1111", "4111\u202F11**\u202F****\u202F1111")]
    [InlineData("4111\u20071111\u20071111\u20071111", "4111\u200711**\u2007****\u20071111")]
    [InlineData("4111\u200B1111\u200B1111\u200B1111", "4111\u200B11**\u200B****\u200B1111")]
    [InlineData("4111\u200E1111\u200E1111\u200E1111", "4111\u200E11**\u200E****\u200E1111")]
    [InlineData("4111\u20131111\u20131111\u20131111", "4111\u201311**\u2013****\u20131111")]
    [InlineData("4111\u20111111\u20111111\u20111111", "4111\u201111**\u2011****\u20111111")]
    [InlineData("4111\u22121111\u22121111\u22121111", "4111\u221211**\u2212****\u22121111")]
    [InlineData("4111\u30001111\u30001111\u30001111", "4111\u300011**\u3000****\u30001111")]
    [InlineData("x4111111111111111y", "x411111******1111y")]
    [InlineData("(4111111111111111)", "(411111******1111)")]
    [InlineData("4111111111111111.", "411111******1111.")]
    [InlineData("pan=4111111111111111&cvv", "pan=411111******1111&cvv")]
    [InlineData("a,4111111111111111,b\nc,5555555555554444,d", "a,411111******1111,b\nc,555555******4444,d")]
    [InlineData("| 4111111111111111 | 378282246310005 |", "| 411111******1111 | 378282*****0005 |")]
    public void Find_CardNumberInText_TruncatesItAndKeepsWhatStandsBetween(string text, string expected) => Assert.Equal(expected, FoundInText.Mask(text));

    [Theory]
    [InlineData("4111111111111111 5555555555554444", "411111******1111 555555******4444")]
    [InlineData("4111111111111111,5555555555554444", "411111******1111,555555******4444")]
    [InlineData("4111 1111 1111 1111 5555 5555 5555 4444", "4111 11** **** 1111 5555 55** **** 4444")]
    [InlineData("123 4111111111111111", "123 411111******1111")]
    [InlineData("2026-11-22 4111111111111111", "2026-11-22 411111******1111")]
    [InlineData("order 1234 5678: 4111 1111 1111 1111", "order 1234 5678: 4111 11** **** 1111")]
    public void Find_NumbersInARow_TruncatesEach(string text, string expected) => Assert.Equal(expected, FoundInText.Mask(text));

    [Theory]
    [InlineData("card 4111\n1111\n1111\n1111", "card 4111\n11**\n****\n1111")]
    [InlineData("card 4111\r\n1111\r\n1111\r\n1111", "card 4111\r\n11**\r\n****\r\n1111")]
    [InlineData("card 3782\n822463\n10005", "card 3782\n82****\n*0005")]
    [InlineData("we sent out the goods at noon and as paid\nby the customer with number 4111 1111 111\n1 1111 today", "we sent out the goods at noon and as paid\nby the customer with number 4111 11** ***\n* 1111 today")]
    public void Find_GroupsOverLineEnds_AreOneNumberBehindACardWordOrInFilledLines(string text, string expected) => Assert.Equal(expected, FoundInText.Mask(text));

    [Theory]
    [InlineData("4111\n1111\n1111\n1111")]
    [InlineData("rows 4111\n1111\n1111\n1111\n")]
    [InlineData("seen 41111111\n11111111 times")]
    [InlineData("4\n1\n1\n1\n1\n1\n1\n1\n1\n1\n1\n1\n1\n1\n1\n1")]
    public void Find_GroupsOverLineEndsOtherwise_AreNoNumber(string text) => AssertNothing(text);

    [Fact]
    public void Find_ShorterNumberInsideALonger_TakesTheLongest()
    {
        // Sixteen digits that are a Visa number, and with three more a Visa number of nineteen.
        var longer = TestCards.Complete("411111111111111100");
        Assert.Equal("4111 11** **** ***" + longer[15] + " " + longer[16..], FoundInText.Mask($"{longer[..4]} {longer[4..8]} {longer[8..12]} {longer[12..16]} {longer[16..]}"));
    }

    [Theory]
    [MemberData(nameof(TestCards.ByNetwork), MemberType = typeof(TestCards))]
    public void Find_EveryNetworkBehindACardWord_Truncates(string network, string digits)
    {
        Assert.NotNull(network);
        Assert.Equal($"card {TestCards.Masked(digits)}.", FoundInText.Mask($"card {digits}."));
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
    [InlineData("4111 11** **** 1111")]
    [InlineData("411111")]
    [InlineData("490154203237518")] // IMEI
    [InlineData("89014103211118510720")] // ICCID
    [InlineData("DE89370400440532013000")] // IBAN
    [InlineData("4006381333931")] // EAN
    [InlineData("978-3-16-148410-0")] // ISBN
    [InlineData("+49 30 901820 1234")]
    [InlineData("1.22.333.4444")]
    [InlineData("elapsed 4111111111111111 ns")]
    [InlineData("trace_id=4111111111111111")]
    [InlineData("")]
    public void Find_NoCardNumber_ChangesNothing(string text) => AssertNothing(text);

    [Theory]
    [InlineData("tracking number 4111111111111111", "tracking number 411111******1111")]
    [InlineData("order 4111111111111111", "order 411111******1111")]
    [InlineData("iban: 4111111111111111", "iban: 411111******1111")]
    [InlineData("iccid 4111111111111111", "iccid 411111******1111")]
    public void Find_NumberUnderTheNameOfAnotherKindWithoutItsFormat_Truncates(string text, string expected) => Assert.Equal(expected, FoundInText.Mask(text));

    [Fact]
    public void Find_AnyBytes_EditsLieInTheTextAndDoNotOverlap() => Prop
        .ForAll(
            Gen.Elements("4111", "1111", "4111111111111111", "5", "-", " ", "\u00A0", "a", "f", ".", "0", "378282246310005", "\u2013", "é", ":", "card ", "\n", "cvv ")
                .ArrayOf().Select(parts => Encoding.UTF8.GetBytes(string.Concat(parts))).ToArbitrary(),
            text =>
            {
                var end = 0;
                foreach (var edit in FoundInText.Find(text))
                {
                    Assert.True(edit.Start >= end);
                    end = edit.Start + edit.Length;
                }

                Assert.True(end <= text.Length);
            })
        .Check(Config.QuickThrowOnFailure.WithMaxTest(1000));

    private static void AssertNothing(string text) => Assert.Empty(FoundInText.Find(Encoding.UTF8.GetBytes(text)));
}
