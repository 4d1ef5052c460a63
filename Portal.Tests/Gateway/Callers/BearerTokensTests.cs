using Portal.Gateway.Callers;

namespace Portal.Tests.Gateway.Callers;

public sealed class BearerTokensTests
{
    private const string Token = "pt_0123456789abcdefghijklmnopqrstuvwxyzABCDEFG";

    [Theory]
    [InlineData(Token)]
    [InlineData("Bearer " + Token)]
    [InlineData("a,key=" + Token + ",b")]
    public void HoldsToken_AToken_True(string text) => Assert.True(BearerTokens.HoldsToken(text));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("pt_short")]
    [InlineData("CfDJ8" + Token)]
    [InlineData("a session id of its own, longer than forty letters, with pt_ in it")]
    public void HoldsToken_ChanceWithinAnotherIdentifier_False(string? text) => Assert.False(BearerTokens.HoldsToken(text));
}
