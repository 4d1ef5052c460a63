using Portal.Gateway;
using Xunit;

namespace Portal.Tests.Gateway;

public sealed class GatewayOptionsValidatorTests
{
    [Fact]
    public void Validate_Defaults_Succeeds() => Assert.True(new GatewayOptionsValidator().Validate(null, new GatewayOptions()).Succeeded);

    [Theory]
    [InlineData("")]
    [InlineData("portal.example.com")]
    [InlineData("ftp://portal.example.com")]
    [InlineData("https://portal.example.com/path")]
    [InlineData("https://portal.example.com/?q=1")]
    [InlineData("https://portal.example.com/#f")]
    [InlineData("https://user@portal.example.com")]
    public void Validate_PublicUrl_IsAnAddressWithoutPath(string url)
    {
        var result = new GatewayOptionsValidator().Validate(null, new GatewayOptions { PublicUrl = url });
        Assert.Contains(result.Failures!, failure => failure.StartsWith("Gateway:PublicUrl", StringComparison.Ordinal));
    }

    [Fact]
    public void Validate_SeveralFaults_NamesEveryKey()
    {
        var result = new GatewayOptionsValidator().Validate(null, new GatewayOptions
        {
            MaxRequestBytes = 1,
            MaxReplyBytes = int.MaxValue,
            SessionIdleMinutes = 0,
            ServerTimeoutSeconds = 3601,
            Recording = new RecordingOptions { Durability = (RecordingDurability)7, QueueCapacity = 1, TimeoutSeconds = 61 },
        });
        Assert.Equal(
            ["Gateway:MaxReplyBytes", "Gateway:MaxRequestBytes", "Gateway:Recording:Durability", "Gateway:Recording:QueueCapacity", "Gateway:Recording:TimeoutSeconds", "Gateway:ServerTimeoutSeconds", "Gateway:SessionIdleMinutes"],
            result.Failures!.Select(failure => failure.Split(": ")[0]).Order(StringComparer.Ordinal));
    }
}
