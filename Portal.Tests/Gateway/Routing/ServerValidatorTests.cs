using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using Portal.Gateway.Configuration;
using Portal.Gateway.Masking;
using Portal.Gateway.Routing;
using Portal.Gateway.SelfScan;
using Portal.Tests.Fakes;
using Xunit;

namespace Portal.Tests.Gateway.Routing;

public sealed class ServerValidatorTests
{
    [Theory]
    [InlineData("http://127.0.0.1:7001/mcp")]
    [InlineData("https://mcp.example.com/mcp?tenant=1")]
    [InlineData("http://[2001:db8::1]:7001/")]
    [InlineData("http://[2001:db8::a9fe:1]:7001/")] // ends like 169.254.0.1 and is no such address
    [InlineData("http://localhost:5081/mcp")]
    [InlineData("http://10.0.0.1:5080/mcp")]
    [InlineData("http://168.254.1.1/mcp")]
    [InlineData("http://[::1]:7001/mcp")]
    [InlineData("http://[fd12:3456::1]:7001/mcp")]
    [InlineData("http://192.168.1.1/mcp")]
    [InlineData("http://172.16.0.1/mcp")]
    [InlineData("http://[64:ff9b::10.0.0.1]/mcp")]
    public void Validate_GoodAddress_FindsNothing(string url) => Assert.Empty(Validate(url));

    [Theory]
    [InlineData("")]
    [InlineData("mcp")]
    [InlineData("/mcp")]
    [InlineData("localhost:7001/mcp")]
    [InlineData("ftp://example.com/")]
    [InlineData("file:///etc/passwd")]
    [InlineData("ws://example.com/mcp")]
    [InlineData("http://")]
    [InlineData("http://user@example.com/mcp")]
    [InlineData("http://user:secret@example.com/mcp")]
    [InlineData("http://example.com/mcp#part")]
    [InlineData("http://169.254.169.254/latest/meta-data")]
    [InlineData("http://[::ffff:169.254.169.254]/")]
    [InlineData("http://2852039166/")] // 169.254.169.254 as one number
    [InlineData("http://[fe80::1]/mcp")]
    [InlineData("http://[fe80::1%251]/mcp")]
    [InlineData("http://[febf::1]/mcp")]
    [InlineData("http://0xA9FEA9FE/")]
    [InlineData("http://0251.0376.0251.0376/")]
    [InlineData("http://0xa9.254.43518/")]
    [InlineData("http://169.254.169.254./latest")]
    [InlineData("http://１６９.254.169.254/latest")]
    [InlineData("http://169。254。169。254/latest")]
    [InlineData("http://%31%36%39.254.169.254/latest")]
    [InlineData("http://[::169.254.169.254]/")]
    [InlineData("http://[::ffff:0:169.254.169.254]/")]
    [InlineData("http://[64:ff9b::169.254.169.254]/")]
    [InlineData("http://[64:ff9b:1::a9fe:a9fe]/")]
    [InlineData("http://[2002:a9fe:a9fe::1]/")]
    [InlineData("http://100.100.100.200/latest")]
    [InlineData("http://168.63.129.16/")]
    [InlineData("http://192.0.0.192/")]
    [InlineData("http://[fd00:ec2::254]/")]
    [InlineData("http://[fd20:ce::254]/")]
    [InlineData("http://224.0.0.1/mcp")]
    [InlineData("http://255.255.255.255/mcp")]
    [InlineData("http://[ff02::1]/mcp")]
    [InlineData("http://0.1.2.3/mcp")]
    [InlineData("http://0/mcp")]
    [InlineData("https://mcp.example.com/mcp?api_key=•••")]
    [InlineData("https://mcp.example.com/mcp?api_key=%E2%80%a2%e2%80%A2%E2%80%A2")]
    [InlineData("http://0.0.0.0:7001/mcp")]
    [InlineData("http://[::]:7001/mcp")]
    public void Validate_BadAddress_NamesTheUrl(string url) => Assert.Equal("url", Assert.Single(Validate(url)).Field);

    [Fact]
    public void Validate_AddressLongerThanIsStored_NamesTheUrl()
    {
        Assert.Empty(Validate("http://127.0.0.1:7001/" + new string('a', ServerUrl.MaxLength - 22)));
        Assert.Equal("url", Assert.Single(Validate("http://127.0.0.1:7001/" + new string('a', ServerUrl.MaxLength - 21))).Field);
        Assert.Equal("url", Assert.Single(Validate("http://127.0.0.1:7001/?" + string.Join('&', Enumerable.Repeat("key=1", 300)))).Field);
    }

    [Theory]
    [InlineData("http://portal.example.com/mcp/payments")]
    [InlineData("http://PORTAL.example.com/mcp/payments")]
    [InlineData("http://portal.example.com:80/")]
    [InlineData("http://localhost:5080/mcp/payments")]
    [InlineData("http://localhost.:5080/mcp/payments")]
    [InlineData("http://x.localhost:5080/mcp/payments")]
    [InlineData("http://127.0.0.1:5080/mcp/payments")]
    [InlineData("http://127.0.0.2:5080/mcp/payments")]
    [InlineData("http://127.1:5080/mcp/payments")]
    [InlineData("http://0x7f000001:5080/mcp/payments")]
    [InlineData("http://[::1]:5080/mcp/payments")]
    [InlineData("http://[::ffff:127.0.0.1]:5080/mcp/payments")]
    public void Validate_AddressOfTheGatewayItself_NamesTheUrl(string url)
    {
        var fault = Assert.Single(Validate(url, "http://[::]:5080"));
        Assert.Equal("url", fault.Field);
        Assert.Contains("this gateway", fault.Message, StringComparison.Ordinal);
        Assert.Equal(url.Contains(":5080", StringComparison.Ordinal), Validate(url, "http://*:9999").Count == 0);
    }

    [Theory]
    [InlineData("http://+:5080")]
    [InlineData("http://*:5080")]
    [InlineData("http://0.0.0.0:5080")]
    [InlineData("http://127.0.0.1:5080")]
    [InlineData("http://localhost:5080")]
    public void Validate_EveryFormOfListening_IsSeen(string listening) => Assert.Single(Validate("http://127.0.0.1:5080/mcp/x", listening));

    [Theory]
    [InlineData("payments", true)]
    [InlineData("0-a_b", true)]
    [InlineData("", false)]
    [InlineData("Payments", false)]
    [InlineData("-a", false)]
    [InlineData("a b", false)]
    [InlineData("a/b", false)]
    [InlineData("a.b", false)]
    [InlineData("a{b}", false)]
    [InlineData("é", false)]
    [InlineData("a\n", false)]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", false)]
    public void Validate_Name_IsLowerCaseLettersDigitsDashesUnderscores(string name, bool isGood) =>
        Assert.Equal(isGood, Validator().Validate(new ServerDefinition(name, "http://127.0.0.1:7001/mcp", ServerDefinition.NoHeaders)).Count == 0);

    [Theory]
    [InlineData("Authorization", "Bearer x", true)]
    [InlineData("X-Api-Key", "!~ ", true)]
    [InlineData("X-Empty", "", true)]
    [InlineData("Host", "example.com", false)]
    [InlineData("content-length", "1", false)]
    [InlineData("Transfer-Encoding", "chunked", false)]
    [InlineData("Connection", "close", false)]
    [InlineData("mcp-session-id", "x", false)]
    [InlineData("MCP-Protocol-Version", "x", false)]
    [InlineData("Last-Event-ID", "x", false)]
    [InlineData("Accept", "*/*", false)]
    [InlineData("", "x", false)]
    [InlineData("X Y", "x", false)]
    [InlineData("X:Y", "x", false)]
    [InlineData("X\r\nY", "x", false)]
    [InlineData("X-Api-Key", "a\r\nEvil: 1", false)]
    [InlineData("X-Api-Key", "é", false)]
    [InlineData("X-Api-Key", "a\tb", false)]
    public void Validate_Header_IsACredentialOfVisibleAscii(string name, string value, bool isGood)
    {
        var faults = Validator().Validate(new ServerDefinition("a", "http://127.0.0.1:7001/mcp", new Dictionary<string, string> { [name] = value }));
        Assert.Equal(isGood, faults.Count == 0);
        Assert.All(faults, fault => Assert.Equal("headers", fault.Field));
    }

    [Fact]
    public void Validate_SeveralFaults_AreAllNamedWithoutValues()
    {
        var faults = Validator().Validate(new ServerDefinition("A", "x", new Dictionary<string, string> { ["Host"] = "h", ["X-Key"] = "se\ncret" }));
        Assert.Equal(["headers", "headers", "name", "url"], faults.Select(fault => fault.Field).Order(StringComparer.Ordinal));
        Assert.All(faults, fault => Assert.DoesNotContain("cret", fault.Message, StringComparison.Ordinal));
    }

    private static IReadOnlyList<ServerFault> Validate(string url, params string[] listening) =>
        Validator(listening).Validate(new ServerDefinition("payments", url, ServerDefinition.NoHeaders));

    private static ServerValidator Validator(params string[] listening) =>
        new(Options.Create(new GatewayOptions { PublicUrl = "http://portal.example.com" }), new ConfigurationBuilder().Build(), new FaultServer(listening), new StoredTextMask(new MessageMasker()));
}
