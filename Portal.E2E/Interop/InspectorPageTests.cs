using Microsoft.Playwright;
using Portal.E2E.Pages;
using Portal.E2E.Scenarios;
using Portal.E2E.Targets;

namespace Portal.E2E.Interop;

/// <summary>The MCP Inspector in a browser, from an origin of its own: preflights, exposed headers and streams are the browser's to judge.</summary>
[Collection(nameof(Browsing))]
public sealed class InspectorPageTests(PortalFixture portal, McpServersFixture servers)
{
    /// <summary>Where the Inspector serves its page unless told otherwise.</summary>
    private const string InspectorOrigin = "http://localhost:6274";

    [Fact]
    public async Task Page_ConnectsDirectly_CallsAToolAndShowsTheCardNumberMasked()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var host = await InspectorPageHost.StartAsync(cancellationToken);
        await using var gateway = await PortalProcess.StartAsync(Seed(host.Origin), cancellationToken);
        await using var context = await portal.Browser.NewContextAsync();
        var inspector = new InspectorPage(await context.NewPageAsync());
        var target = gateway.For(CardTool.Server);

        await inspector.OpenAsync(host.Address, target.Endpoint, target.Token!);
        await inspector.ConnectAsync();
        await inspector.ListToolsAsync();
        await inspector.RunAsync(CardTool.Title, "id", "CUS-0001");

        await Assertions.Expect(inspector.Result).ToContainTextAsync(CardTool.Masked);
        await Assertions.Expect(inspector.Result).Not.ToContainTextAsync(CardTool.Number);
        await inspector.DisconnectAsync();
    }

    [Fact]
    public async Task Preflight_OfTheInspectorInDevelopment_IsAllowedWithoutASetting()
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Options, servers.Proxied(CardTool.Server).Endpoint);
        request.Headers.Add("Origin", InspectorOrigin);
        request.Headers.Add("Access-Control-Request-Method", "POST");
        request.Headers.Add("Access-Control-Request-Headers", "authorization,content-type,mcp-protocol-version,mcp-session-id");

        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(System.Net.HttpStatusCode.NoContent, response.StatusCode);
        Assert.Equal([InspectorOrigin], response.Headers.GetValues("Access-Control-Allow-Origin"));
    }

    private PortalSeed Seed(string origin) => new(new Dictionary<string, Uri>(StringComparer.Ordinal)
    {
        [CardTool.Server] = servers.Direct(CardTool.Server).Endpoint,
    })
    {
        Settings = new Dictionary<string, string>(StringComparer.Ordinal) { ["Gateway__AllowedOrigins__0"] = origin },
    };
}
