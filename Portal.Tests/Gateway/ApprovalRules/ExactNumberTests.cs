using System.Globalization;
using Portal.Gateway.ApprovalRules;

namespace Portal.Tests.Gateway.ApprovalRules;

public sealed class ExactNumberTests
{
    /// <summary>RFC 8785, appendix B.</summary>
    [Theory]
    [InlineData(0x0000000000000000, "0")]
    [InlineData(0x8000000000000000, "0")]
    [InlineData(0x0000000000000001, "5e-324")]
    [InlineData(0x8000000000000001, "-5e-324")]
    [InlineData(0x7fefffffffffffff, "1.7976931348623157e+308")]
    [InlineData(0xffefffffffffffff, "-1.7976931348623157e+308")]
    [InlineData(0x4340000000000000, "9007199254740992")]
    [InlineData(0xc340000000000000, "-9007199254740992")]
    [InlineData(0x4430000000000000, "295147905179352830000")]
    [InlineData(0x44b52d02c7e14af5, "9.999999999999997e+22")]
    [InlineData(0x44b52d02c7e14af6, "1e+23")]
    [InlineData(0x44b52d02c7e14af7, "1.0000000000000001e+23")]
    [InlineData(0x444b1ae4d6e2ef4e, "999999999999999700000")]
    [InlineData(0x444b1ae4d6e2ef4f, "999999999999999900000")]
    [InlineData(0x444b1ae4d6e2ef50, "1e+21")]
    [InlineData(0x3eb0c6f7a0b5ed8c, "9.999999999999997e-7")]
    [InlineData(0x3eb0c6f7a0b5ed8d, "0.000001")]
    [InlineData(0x41b3de4355555553, "333333333.3333332")]
    [InlineData(0x41b3de4355555554, "333333333.33333325")]
    [InlineData(0x41b3de4355555555, "333333333.3333333")]
    [InlineData(0x41b3de4355555556, "333333333.3333334")]
    [InlineData(0x41b3de4355555557, "333333333.33333343")]
    [InlineData(0xbecbf647612f3696, "-0.0000033333333333333333")]
    [InlineData(0x43143ff3c1cb0959, "1424953923781206.2")]
    public void ToString_DoubleOfRfc8785_IsItsCanonicalForm(ulong bits, string canonical)
    {
        var shortest = BitConverter.UInt64BitsToDouble(bits).ToString("R", CultureInfo.InvariantCulture);

        Assert.True(ExactNumber.TryParse(shortest, out var number));
        Assert.Equal(canonical, number.ToString());
        Assert.True(ExactNumber.TryParse(canonical, out var again));
        Assert.Equal(canonical, again.ToString());
    }

    [Theory]
    [InlineData("100", "1e2", "100.0", "1.00E+2", "0.1e3", "1000e-1", "10000E-02")]
    [InlineData("0", "-0", "0.0", "-0.000e9", "0e-5")]
    [InlineData("4.5", "4.50", "45e-1", "0.045e2")]
    [InlineData("0.002", "2e-3", "0.0020")]
    [InlineData("1e-27", "0.000000000000000000000000001")]
    [InlineData("1e+30", "1E30", "1000000000000000000000000000000")]
    [InlineData("9007199254740993", "9007199254740993.0", "9.007199254740993e15")]
    [InlineData("1000000000000000000001", "1.000000000000000000001e21")]
    public void ToString_SpellingsOfOneNumber_AreOne(params string[] spellings) =>
        Assert.Single(spellings.Select(text => ExactNumber.TryParse(text, out var number) ? number.ToString() : "none").Distinct());

    [Theory]
    [InlineData("9007199254740992", "9007199254740993")]
    [InlineData("123456789012345678901234567890", "123456789012345678901234567891")]
    [InlineData("0.1", "0.1000000000000000055511151231257827")]
    [InlineData("100", "100.0000000000000000000001")]
    [InlineData("1e400", "2e400")]
    [InlineData("-1", "1")]
    public void Compare_NumbersADoubleTakesForOne_DifferAndKeepTheirOrder(string smaller, string larger)
    {
        Assert.True(ExactNumber.TryParse(smaller, out var left));
        Assert.True(ExactNumber.TryParse(larger, out var right));

        Assert.True(ExactNumber.Compare(left, right) < 0);
        Assert.True(ExactNumber.Compare(right, left) > 0);
        Assert.NotEqual(left.ToString(), right.ToString());
    }

    [Theory]
    [InlineData("5", "40")]
    [InlineData("-40", "-5")]
    [InlineData("-1", "0")]
    [InlineData("0", "1e-300")]
    [InlineData("0.09", "0.1")]
    [InlineData("99", "1e2")]
    [InlineData("1e-5", "1e-4")]
    public void Compare_Numbers_OrdersByValue(string smaller, string larger)
    {
        Assert.True(ExactNumber.TryParse(smaller, out var left));
        Assert.True(ExactNumber.TryParse(larger, out var right));

        Assert.True(ExactNumber.Compare(left, right) < 0);
        Assert.Equal(0, ExactNumber.Compare(left, left));
    }

    [Theory]
    [InlineData(" 5000 ")]
    [InlineData("+5000")]
    [InlineData("05000")]
    [InlineData("5000.")]
    [InlineData("5e3")]
    public void TryParse_TextThatLenientServersTake_IsTheNumber(string text)
    {
        Assert.True(ExactNumber.TryParse(text, out var number));
        Assert.Equal("5000", number.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("-")]
    [InlineData(".")]
    [InlineData("1e")]
    [InlineData("1.2.3")]
    [InlineData("0x10")]
    [InlineData("1,000")]
    [InlineData("1_000")]
    [InlineData("Infinity")]
    [InlineData("NaN")]
    [InlineData("--1")]
    [InlineData("1e9999999999999999")]
    public void TryParse_NoNumber_IsRefused(string text) => Assert.False(ExactNumber.TryParse(text, out _));

    [Fact]
    public void TryParse_AMillionDigits_IsQuickAndExact()
    {
        var digits = new string('9', 1_000_000);

        Assert.True(ExactNumber.TryParse(digits + "8", out var left));
        Assert.True(ExactNumber.TryParse(digits + "9", out var right));
        Assert.True(ExactNumber.Compare(left, right) < 0);
    }
}
