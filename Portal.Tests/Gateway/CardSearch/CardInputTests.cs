using Portal.Gateway.CardSearch;
using Portal.Gateway.Masking;

namespace Portal.Tests.Gateway.CardSearch;

public sealed class CardInputTests
{
    [Theory]
    [InlineData("4111111111111111")]
    [InlineData(" 4111 1111 1111 1111\r\n")]
    [InlineData("4111-1111-1111-1111")]
    [InlineData("4111.1111/1111_1111")]
    [InlineData("4111\u00A01111\u202F1111\u20071111")]
    [InlineData("4\u200B111\u00AD1111\u20141111\u20111111")]
    [InlineData("４１１１１１１１１１１１１１１１")]
    [InlineData("٤١١١١١١١١١١١١١١١")]
    [InlineData("४१११११११११११११११")]
    public void TryRead_WaysOfWritingANumber_ReadTheSameDigits(string text)
    {
        Assert.True(CardInput.TryRead(text, out var card));
        Assert.Equal(CardNumber.Of("4111111111111111"u8), card);
    }

    [Theory]
    [InlineData("400000000000", 12)]
    [InlineData("0000000000000000000", 19)]
    public void TryRead_AnyTwelveToNineteenDigits_AreANumberWhateverTheirCheckDigit(string text, int length)
    {
        Assert.True(CardInput.TryRead(text, out var card));
        Assert.Equal(length, card.Length);
    }

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("41111111111")]
    [InlineData("41111111111111111111")]
    [InlineData("411111******1111")]
    [InlineData("4111111111111111x")]
    [InlineData("4111111111111111,4012888888881881")]
    [InlineData("4111 1111 1111 11½1")]
    public void TryRead_AnythingElse_IsRefused(string? text)
    {
        Assert.False(CardInput.TryRead(text, out var card));
        Assert.True(card.IsNone);
    }

    [Fact]
    public void TryRead_EndlessSeparators_AreRefused() => Assert.False(CardInput.TryRead(new string(' ', 100_000) + "4111111111111111", out _));
}
