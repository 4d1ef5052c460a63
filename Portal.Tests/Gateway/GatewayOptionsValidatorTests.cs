using Portal.Gateway;
using Portal.Gateway.Configuration;
using Xunit;

namespace Portal.Tests.Gateway;

public sealed class GatewayOptionsValidatorTests
{
    private const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

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
            KeepAliveSeconds = -1,
            AllowedOrigins = ["https://agents.example.com", "https://agents.example.com/path"],
            Masking = new MaskingOptions { Sensitivity = (MaskingSensitivity)7 },
            Recording = new RecordingOptions { Durability = (RecordingDurability)7, QueueCapacity = 1, TimeoutSeconds = 61 },
        });
        Assert.Equal(
            ["Gateway:AllowedOrigins:1", "Gateway:KeepAliveSeconds", "Gateway:Masking:Sensitivity", "Gateway:MaxReplyBytes", "Gateway:MaxRequestBytes", "Gateway:Recording:Durability", "Gateway:Recording:QueueCapacity", "Gateway:Recording:TimeoutSeconds", "Gateway:ServerTimeoutSeconds", "Gateway:SessionIdleMinutes"],
            result.Failures!.Select(failure => failure.Split([": ", " "], StringSplitOptions.None)[0]).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("https://agents.example.com", true)]
    [InlineData("http://localhost:3000/", true)]
    [InlineData("https://agents.example.com/path", false)]
    [InlineData("https://agents.example.com/?q", false)]
    [InlineData("https://*.example.com", false)]
    [InlineData("*", false)]
    [InlineData("null", false)]
    [InlineData("agents.example.com", false)]
    [InlineData("ftp://agents.example.com", false)]
    [InlineData("https://user@agents.example.com", false)]
    [InlineData("", false)]
    public void Validate_AllowedOrigin_IsOneAsBrowsersWriteIt(string origin, bool isGood) =>
        Assert.Equal(isGood, new GatewayOptionsValidator().Validate(null, new GatewayOptions { AllowedOrigins = [origin] }).Succeeded);

    [Theory]
    [InlineData("https://hooks.example.com/x", Secret, "")]
    [InlineData("http://127.0.0.1:9000/x", Secret, "")]
    [InlineData("http://[::1]/x", Secret, "")]
    [InlineData("http://hooks.example.com/x", Secret, "Url")]
    [InlineData("ftp://hooks.example.com/x", Secret, "Url")]
    [InlineData("https://me:secret@hooks.example.com/x", Secret, "Url")]
    [InlineData("hooks.example.com", Secret, "Url")]
    [InlineData("", Secret, "Url")]
    [InlineData("https://hooks.example.com/x", "", "Secret")]
    [InlineData("https://hooks.example.com/x", null, "Secret")]
    [InlineData("https://hooks.example.com/x", "whsec_c2hvcnQ=", "Secret")]
    [InlineData("https://hooks.example.com/x", "whsec_not base64 at all, whatever it may be", "Secret")]
    [InlineData("https://hooks.example.com/x", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "Secret")]
    public void Validate_Webhook_NamesTheKeyAndNotTheSecret(string url, string? secret, string key)
    {
        var options = new GatewayOptions();
        options.Approvals.Webhooks.Add(new WebhookOptions { Url = "https://first.example.com", Secret = Secret });
        options.Approvals.Webhooks.Add(new WebhookOptions { Url = url, Secret = secret });

        var faults = new GatewayOptionsValidator().Validate(null, options).Failures?.ToList() ?? [];

        Assert.Equal(key.Length == 0 ? [] : [$"Gateway:Approvals:Webhooks:1:{key}"], faults.Select(fault => fault.Split(": ")[0]));
        Assert.All(faults, fault => Assert.DoesNotContain("secret@", fault, StringComparison.Ordinal));
        Assert.All(faults, fault => Assert.DoesNotContain(Secret[6..], fault, StringComparison.Ordinal));
    }

    [Fact]
    public void Validate_WebhookTwice_IsAFault()
    {
        var options = new GatewayOptions();
        options.Approvals.Webhooks.Add(new WebhookOptions { Url = "https://first.example.com", Format = WebhookFormat.Slack });
        options.Approvals.Webhooks.Add(new WebhookOptions { Url = "https://first.example.com", Format = WebhookFormat.Slack });

        Assert.StartsWith("Gateway:Approvals:Webhooks:1:Url: ", Assert.Single(new GatewayOptionsValidator().Validate(null, options).Failures!), StringComparison.Ordinal);
    }
}
