using Portal.Gateway.Routing;
using Xunit;

namespace Portal.Tests.Gateway.Routing;

public sealed class ServerUrlTests
{
    [Theory]
    [InlineData("https://a.example/mcp", "https://a.example/mcp")]
    [InlineData("https://a.example/mcp?tenant=7&region=eu", "https://a.example/mcp?tenant=7&region=eu")]
    [InlineData("https://a.example/mcp?", "https://a.example/mcp?")]
    [InlineData("https://a.example?api_key=1", "https://a.example?api_key=•••")]
    [InlineData("https://a.example/mcp?api_key=abc&tenant=7", "https://a.example/mcp?api_key=•••&tenant=7")]
    [InlineData("https://a.example/mcp?Api-Key=abc", "https://a.example/mcp?Api-Key=•••")]
    [InlineData("https://a.example/mcp?%61pi_%6bey=abc", "https://a.example/mcp?%61pi_%6bey=•••")]
    [InlineData("https://a.example/mcp?x-functions-key=abc=&code=z", "https://a.example/mcp?x-functions-key=•••&code=•••")]
    [InlineData("https://a.example/?access_token=a&PASSWORD=b&pwd=c", "https://a.example/?access_token=•••&PASSWORD=•••&pwd=•••")]
    [InlineData("https://a.example/?sig=d&auth=e&client_secret=f&pin=1234", "https://a.example/?sig=•••&auth=•••&client_secret=•••&pin=•••")]
    [InlineData("https://a.example/mcp?token=", "https://a.example/mcp?token=")]
    [InlineData("https://a.example/mcp?t=a8f5f167f44f4964", "https://a.example/mcp?t=•••")]
    [InlineData("https://a.example/mcp?t=aaaaaaaaaaaaaaaaaaaaaaaaaaaa", "https://a.example/mcp?t=aaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    [InlineData("https://a.example/mcp?a8f5f167f44f4964", "https://a.example/mcp?•••")]
    [InlineData("https://a.example/mcp?a8f5f167f44f4964=1", "https://a.example/mcp?•••=1")]
    [InlineData("https://a.example/mcp?a=1;api_key=short", "https://a.example/mcp?a=•••")]
    [InlineData("https://a.example/mcp?api_key=one;two", "https://a.example/mcp?api_key=•••")]
    [InlineData("https://a.example/mcp?to=/x%3Ftoken%3Db", "https://a.example/mcp?to=•••")]
    [InlineData("https://a.example/s/NzE2YjA3ZTUtMjQ3Zi00/mcp", "https://a.example/s/•••/mcp")]
    [InlineData("https://a.example/api/server-everything-with-a-long-name/mcp", "https://a.example/api/server-everything-with-a-long-name/mcp")]
    public void Hide_Address_ShowsNoKey(string url, string shown)
    {
        Assert.Equal(shown, ServerUrl.Hide(url));
        Assert.Equal(shown, ServerUrl.Hide(ServerUrl.Hide(url)));
        Assert.Equal(url, ServerUrl.RestoreHidden(shown, url));
        Assert.Equal(url, ServerUrl.RestoreHidden(shown.Replace("•••", "%E2%80%a2%E2%80%A2%e2%80%A2", StringComparison.Ordinal), url));
    }

    [Theory]
    [InlineData("https://a.example/v2?api_key=•••&tenant=8", "https://a.example/v2?api_key=one&tenant=8")] // path and another value changed
    [InlineData("https://a.example/mcp?key=•••&api_key=•••", "https://a.example/mcp?key=two&api_key=one")] // another order
    [InlineData("https://a.example/mcp?api_key=new&key=•••", "https://a.example/mcp?api_key=new&key=two")]
    [InlineData("https://a.example/mcp?api_key=•••&api_key=•••", "https://a.example/mcp?api_key=one&api_key=•••")] // stored once
    [InlineData("https://a.example/mcp?other_key=•••", "https://a.example/mcp?other_key=•••")] // stored under another name
    [InlineData("https://b.example/mcp?api_key=•••", "https://b.example/mcp?api_key=•••")] // to another server
    [InlineData("http://a.example/mcp?api_key=•••", "http://a.example/mcp?api_key=•••")]
    [InlineData("https://a.example:444/mcp?api_key=•••", "https://a.example:444/mcp?api_key=•••")]
    [InlineData("https://a.example/mcp", "https://a.example/mcp")]
    [InlineData("not an address •••", "not an address •••")]
    public void Restore_ChangedAddress_PutsBackWhatIsStoredThere(string shown, string expected) =>
        Assert.Equal(expected, ServerUrl.RestoreHidden(shown, "https://a.example/mcp?api_key=one&key=two"));
}
