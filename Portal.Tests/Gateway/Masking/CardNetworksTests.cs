using System.Text;
using Portal.Gateway.Masking.Detectors;
using Xunit;

namespace Portal.Tests.Gateway.Masking;

public sealed class CardNetworksTests
{
    [Theory]
    [MemberData(nameof(TestCards.ByNetwork), MemberType = typeof(TestCards))]
    public void Find_PublishedTestNumber_NamesItsNetwork(string network, string digits)
    {
        Assert.True(TestCards.Passes(digits));
        Assert.NotEqual(CardEvidence.None, CardNetworks.Evaluate(Encoding.ASCII.GetBytes(digits), out var found));
        Assert.Equal(network, found);
    }

    [Theory]
    [MemberData(nameof(TestCards.ByNetwork), MemberType = typeof(TestCards))]
    public void Find_WrongCheckDigit_FindsNothing(string network, string digits)
    {
        Assert.NotNull(network);
        Assert.Null(Find(digits[..^1] + (char)('0' + ((digits[^1] - '0' + 1) % 10))));
    }

    [Theory]
    [InlineData("2220990000000000")] // below Mastercard's 2221
    [InlineData("2721000000000000")] // above Mastercard's 2720
    [InlineData("1000000000000000")]
    [InlineData("7000000000000000")]
    [InlineData("3600000000000000000000")]
    [InlineData("9000000000000000")]
    public void Find_NumberOutsideEveryRange_FindsNothing(string digits) => Assert.Null(Find(TestCards.Complete(digits[..^1])));

    [Theory]
    [InlineData("411111111111111")] // Visa has no 15 digits
    [InlineData("55555555555544440")] // Mastercard has 16 only
    [InlineData("37828224631000500")]
    [InlineData("41111111111")]
    [InlineData("")]
    public void Find_LengthTheNetworkDoesNotUse_FindsNothing(string digits) => Assert.Null(Find(digits.Length == 0 ? "" : TestCards.Complete(digits[..^1])));

    private static string? Find(string digits) =>
        CardNetworks.Evaluate(Encoding.ASCII.GetBytes(digits), out var network) == CardEvidence.Strong ? network : null;
}
