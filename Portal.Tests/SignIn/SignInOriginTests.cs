using System.Net;
using Microsoft.AspNetCore.Http;
using Portal.SignIn;
using Xunit;

namespace Portal.Tests.SignIn;

public sealed class SignInOriginTests
{
    [Theory]
    [InlineData("203.0.113.7", "203.0.113.7")]
    [InlineData("::ffff:203.0.113.7", "203.0.113.7")]
    [InlineData("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64")]
    [InlineData("2001:db8:1:2::", "2001:db8:1:2::/64")]
    [InlineData("127.0.0.1", "loopback")]
    [InlineData("127.9.9.9", "loopback")]
    [InlineData("::1", "loopback")]
    [InlineData("::ffff:127.0.0.1", "loopback")]
    public void NetworkOf_Address_IsWhatOneCustomerHas(string address, string network) => Assert.Equal(network, SignInOrigin.NetworkOf(IPAddress.Parse(address)));

    [Fact]
    public void NetworkOf_Nothing_IsOneNetwork() => Assert.Equal("unknown", SignInOrigin.NetworkOf(null));

    [Theory]
    [InlineData("127.0.0.1", "localhost:5080", null, true)]
    [InlineData("::1", "[::1]:5080", null, true)]
    [InlineData("127.0.0.1", "portal.example.com", null, false)]
    [InlineData("127.0.0.1", "localhost.example.com", null, false)]
    [InlineData("203.0.113.7", "localhost", null, false)]
    [InlineData("127.0.0.1", "localhost", "X-Forwarded-For", false)]
    [InlineData("127.0.0.1", "localhost", "forwarded", false)]
    [InlineData("127.0.0.1", "localhost", "Via", false)]
    public void Of_Request_IsTheConsoleOnlyWithoutAProxy(string address, string host, string? header, bool isConsole)
    {
        var context = new DefaultHttpContext();
        context.Connection.RemoteIpAddress = IPAddress.Parse(address);
        context.Request.Host = new HostString(host);
        if (header is not null)
        {
            context.Request.Headers[header] = "203.0.113.7";
        }

        Assert.Equal(isConsole, SignInOrigin.Of(context).IsConsole);
    }
}
