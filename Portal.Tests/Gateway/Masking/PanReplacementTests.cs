using System.Text;
using Portal.Gateway.Masking.Detectors;
using Xunit;

namespace Portal.Tests.Gateway.Masking;

public sealed class PanReplacementTests
{
    [Theory]
    [MemberData(nameof(TestCards.ByNetwork), MemberType = typeof(TestCards))]
    public void InNumber_AnyCard_KeepsSixAndFourAndIsNoCard(string network, string digits)
    {
        Assert.NotNull(network);
        var masked = Encoding.ASCII.GetString(PanReplacement.InNumber(Encoding.ASCII.GetBytes(digits)));
        Assert.Equal(TestCards.MaskedNumber(digits), masked);
        Assert.False(TestCards.Passes(masked));
    }

    [Theory]
    [MemberData(nameof(TestCards.ByNetwork), MemberType = typeof(TestCards))]
    public void InText_AnyCard_KeepsSixAndFour(string network, string digits)
    {
        Assert.NotNull(network);
        Assert.Equal(TestCards.Masked(digits), Encoding.ASCII.GetString(PanReplacement.InText(Encoding.ASCII.GetBytes(digits))));
    }
}
