using System.Net;
using Portal.Gateway.Routing;
using Xunit;

namespace Portal.Tests.Gateway.Routing;

public sealed class UpstreamAddressPolicyTests
{
    [Theory]
    [InlineData("0.0.0.0")]
    [InlineData("0.255.0.1")]
    [InlineData("169.254.0.1")]
    [InlineData("169.254.169.254")]
    [InlineData("169.254.170.2")]
    [InlineData("100.100.100.200")]
    [InlineData("168.63.129.16")]
    [InlineData("192.0.0.192")]
    [InlineData("224.0.0.251")]
    [InlineData("239.255.255.255")]
    [InlineData("255.255.255.255")]
    [InlineData("::")]
    [InlineData("::2")]
    [InlineData("fe80::1")]
    [InlineData("fe80::1%3")]
    [InlineData("febf:ffff::1")]
    [InlineData("ff02::1")]
    [InlineData("fd00:ec2::254")]
    [InlineData("fd00:ec2::23")]
    [InlineData("fd20:ce::254")]
    [InlineData("fd00:c1::a9fe:a9fe")]
    [InlineData("fd00:42::42")]
    [InlineData("::ffff:169.254.169.254")]
    [InlineData("::ffff:0.0.0.0")]
    [InlineData("::ffff:100.100.100.200")]
    [InlineData("::ffff:255.255.255.255")]
    [InlineData("::169.254.169.254")]
    [InlineData("::ffff:0:169.254.169.254")]
    [InlineData("64:ff9b::169.254.169.254")]
    [InlineData("64:ff9b::224.0.0.1")]
    [InlineData("64:ff9b:1::169.254.169.254")]
    [InlineData("64:ff9b:1:fffe::169.254.169.254")]
    [InlineData("64:ff9b:1:a9fe:a9:fe00::")] // prefix of 48 bits
    [InlineData("64:ff9b:1:aaa9:fe:a9fe::")] // prefix of 56 bits
    [InlineData("64:ff9b:1:abcd:a9:fea9:fe00:0")] // prefix of 64 bits
    [InlineData("2002:a9fe:a9fe::")]
    [InlineData("2002:a9fe:a9fe:1:2:3:4:5")]
    [InlineData("2001:0:a9fe:a9fe::1")] // Teredo, the server
    [InlineData("2001:0:4136:e378:8000:63bf:5601:5601")] // Teredo, the client
    [InlineData("2001:db8::5efe:169.254.169.254")]
    [InlineData("2001:db8::200:5efe:169.254.169.254")]
    public void Allows_WhereNoServerIs_IsFalse(string address) => Assert.False(UpstreamAddressPolicy.Allows(IPAddress.Parse(address)));

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("127.1.2.3")]
    [InlineData("10.0.0.1")]
    [InlineData("172.16.5.4")]
    [InlineData("192.168.1.1")]
    [InlineData("100.64.0.1")]
    [InlineData("8.8.8.8")]
    [InlineData("169.253.0.1")]
    [InlineData("192.0.0.193")]
    [InlineData("::1")]
    [InlineData("fc00::1")]
    [InlineData("fd12:3456::1")]
    [InlineData("2001:db8::1")]
    [InlineData("2001:db8::a9fe:a9fe")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("::ffff:10.0.0.1")]
    [InlineData("64:ff9b::10.0.0.1")]
    [InlineData("64:ff9b:1::10.0.0.1")]
    [InlineData("64:ff9b:1:fffe::8.8.8.8")]
    [InlineData("2002:0a00:0001::1")]
    [InlineData("2001:0:4136:e378:8000:63bf:3fff:fdd2")]
    [InlineData("2001:db8::5efe:10.0.0.1")]
    public void Allows_WhereServersMayBe_IsTrue(string address) => Assert.True(UpstreamAddressPolicy.Allows(IPAddress.Parse(address)));
}
