using System.Net.Http.Headers;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;

namespace Portal.Tests.Host;

/// <summary>
/// Requests that a page of another site makes with a person's browser: refused on every hub, form and resource, whatever cookie
/// comes along.
/// </summary>
public sealed class CrossSiteTests(PortalHost host) : IClassFixture<PortalHost>
{
    private const string Evil = "https://evil.example";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Own => $"http://127.0.0.1:{host.Port}";

    [Fact]
    public async Task Hub_EveryOneThatIsMapped_RefusesOtherSites()
    {
        var paths = HubPaths();
        Assert.Contains("/_blazor", paths);
        Assert.Contains("/_blazor/negotiate", paths);
        Assert.Contains("/hubs/approvals", paths);
        Assert.Contains("/hubs/approvals/negotiate", paths);
        using var browser = await Browser.SignInAsync(host, "hubert", "approver");
        foreach (var path in paths)
        {
            foreach (var origin in new[] { Evil, "null", "", Own + ".evil.example", $"http://127.0.0.1:{host.Port + 1}", "https://agents.example.com" })
            {
                Assert.Equal((path, origin, 403), (path, origin, await StatusAsync(browser, HttpMethod.Post, path, origin)));
                Assert.Equal((path, origin, 403), (path, origin, await StatusAsync(browser, HttpMethod.Get, path, origin)));
                Assert.Equal((path, origin, 403), (path, origin, await StatusAsync(browser, HttpMethod.Get, path, origin, upgrade: true)));
                Assert.Equal((path, origin, 403), (path, origin, await StatusAsync(browser, HttpMethod.Delete, path, origin)));
            }

            foreach (var site in new[] { "cross-site", "same-site" })
            {
                Assert.Equal((path, site, 403), (path, site, await StatusAsync(browser, HttpMethod.Get, path, null, site)));
                Assert.Equal((path, site, 403), (path, site, await StatusAsync(browser, HttpMethod.Post, path, Own, site)));
                Assert.Equal((path, site, 403), (path, site, await StatusAsync(browser, HttpMethod.Get, path, Own, site, upgrade: true)));
            }
        }
    }

    [Fact]
    public async Task Hub_UpgradeByCookieWithoutAnOrigin_IsRefused()
    {
        using var browser = await Browser.SignInAsync(host, "hugo", "approver");

        foreach (var path in HubPaths())
        {
            Assert.Equal((path, 403), (path, await StatusAsync(browser, HttpMethod.Get, path, null, upgrade: true)));
            Assert.Equal((path, 403), (path, await StatusAsync(browser, HttpMethod.Post, path, null)));
        }
    }

    [Fact]
    public async Task Hub_FromThePortalsOwnPage_IsOpen()
    {
        using var browser = await Browser.SignInAsync(host, "hana", "approver");

        Assert.Equal(200, await StatusAsync(browser, HttpMethod.Post, "/_blazor/negotiate?negotiateVersion=1", Own, "same-origin"));
        Assert.Equal(101, await StatusAsync(browser, HttpMethod.Get, "/_blazor", Own, "same-origin", upgrade: true));
        Assert.Equal(200, await StatusAsync(browser, HttpMethod.Get, "/_blazor/initializers", null, "same-origin"));
    }

    [Theory]
    [InlineData("POST", "/sign-in")]
    [InlineData("POST", "/sign-in/confirm")]
    [InlineData("POST", "/sign-in/activity")]
    [InlineData("POST", "/sign-out")]
    [InlineData("POST", "/setup")]
    [InlineData("POST", "/_blazor/disconnect")]
    [InlineData("POST", "/no-such-page")]
    [InlineData("PUT", "/api/v1/servers/up")]
    public async Task Change_FromAnotherSite_IsRefused(string method, string path)
    {
        using var browser = await Browser.SignInAsync(host, "carl", "approver");

        Assert.Equal(403, await StatusAsync(browser, new HttpMethod(method), path, Evil));
        Assert.Equal(403, await StatusAsync(browser, new HttpMethod(method), path, "null"));
        Assert.Equal(403, await StatusAsync(browser, new HttpMethod(method), path, null, "cross-site"));
        Assert.Equal(403, await StatusAsync(browser, new HttpMethod(method), path, null, "same-site"));
        Assert.Equal(403, await StatusAsync(browser, new HttpMethod(method), path, Own, "cross-site"));
        Assert.NotNull(browser.Cookie);
    }

    [Fact]
    public async Task Change_FromOwnPageOrNoPage_GoesOn()
    {
        using var browser = await Browser.SignInAsync(host, "cora", "approver");

        Assert.Equal(204, await StatusAsync(browser, HttpMethod.Post, "/sign-in/activity", Own));
        Assert.Equal(204, await StatusAsync(browser, HttpMethod.Post, "/sign-in/activity", null));
        Assert.Equal(204, await StatusAsync(browser, HttpMethod.Post, "/sign-in/activity", Own, "same-origin"));

        // A form of a page that hides its address (Referrer-Policy) says null (Fetch, 3.2).
        Assert.Equal(204, await StatusAsync(browser, HttpMethod.Post, "/sign-in/activity", "null", "same-origin"));
    }

    [Theory]
    [InlineData("/sessions", "no-cors")]
    [InlineData("/_blazor/initializers", "cors")]
    [InlineData("/portal.css", "no-cors")]
    public async Task Resource_LoadedByAnotherSite_IsRefused(string path, string mode)
    {
        using var browser = await Browser.SignInAsync(host, "rosa", "approver");

        Assert.Equal(403, await StatusAsync(browser, HttpMethod.Get, path, null, "cross-site", mode: mode));
        Assert.Equal(403, await StatusAsync(browser, HttpMethod.Get, path, Evil));
    }

    [Fact]
    public async Task Link_OnAnotherSite_LeadsToThePage()
    {
        using var browser = await Browser.SignInAsync(host, "lena", "approver");

        Assert.Equal(200, await StatusAsync(browser, HttpMethod.Get, "/approvals", null, "cross-site", mode: "navigate"));
        Assert.Equal(200, await StatusAsync(browser, HttpMethod.Get, "/.well-known/portal-keys.json", Evil, "cross-site", mode: "cors"));
    }

    private List<string> HubPaths() =>
    [
        .. host.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<HubMetadata>() is not null)
            .Select(endpoint => "/" + endpoint.RoutePattern.RawText!.Trim('/')).Distinct(),
    ];

    private static async Task<int> StatusAsync(
        Browser browser, HttpMethod method, string path, string? origin, string? site = null, bool upgrade = false, string? mode = null)
    {
        using var request = new HttpRequestMessage(method, path);
        foreach (var (name, value) in new[] { ("Origin", origin), ("Sec-Fetch-Site", site), ("Sec-Fetch-Mode", mode) })
        {
            if (value is not null)
            {
                request.Headers.TryAddWithoutValidation(name, value);
            }
        }

        if (upgrade)
        {
            request.Headers.Add("Connection", "Upgrade");
            request.Headers.Add("Upgrade", "websocket");
            request.Headers.Add("Sec-WebSocket-Version", "13");
            request.Headers.Add("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==");
        }

        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("*/*"));
        using var response = await browser.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancel);
        return (int)response.StatusCode;
    }
}
