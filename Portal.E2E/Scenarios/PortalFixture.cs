using System.Net.Http.Headers;
using System.Net.Http.Json;
using Microsoft.Playwright;
using Portal.E2E.Pages;
using Portal.E2E.Targets;
using Xunit;

[assembly: AssemblyFixture(typeof(Portal.E2E.Scenarios.PortalFixture))]

namespace Portal.E2E.Scenarios;

/// <summary>One browser test at a time: two cores draw one page at a time well.</summary>
[CollectionDefinition(nameof(Browsing))]
public sealed class Browsing;

/// <summary>A portal with people and traffic, and a browser.</summary>
public sealed class PortalFixture : IAsyncLifetime
{
    private static readonly string[] Flags =
        ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

    private readonly DevHost _host = new();
    private readonly Dictionary<string, string> _signedIn = new(StringComparer.Ordinal);
    private readonly HttpClient _client = new();
    private TinyMcpServer? _server;
    private string _token = "";
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <summary>Where the portal listens.</summary>
    public string Address => _host.Address;

    /// <summary>An MCP server that answers.</summary>
    public string ServerUrl => _server!.Url;

    /// <summary>How many sessions there are: all calls made here are one more.</summary>
    public int Sessions { get; private set; } = SeededData.Sessions;

    /// <summary>Everything the portal has printed.</summary>
    public string Printed => string.Join('\n', _host.Output);

    /// <summary>The browser.</summary>
    public IBrowser Browser => _browser!;

    /// <inheritdoc />
    public async ValueTask InitializeAsync()
    {
        _server = await TinyMcpServer.StartAsync();
        _token = await SeededData.WriteAsync(_host.ConnectionString, _server.Url);
        await _host.StartAsync();
        _playwright = await Playwright.CreateAsync();
        _browser = await LaunchAsync(_playwright);
    }

    /// <summary>A fresh visitor.</summary>
    public async Task<IPage> VisitAsync(int width = 1280, ColorScheme scheme = ColorScheme.Light, string? state = null)
    {
        var context = await Browser.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = Address,
            StorageState = state,
            ViewportSize = new ViewportSize { Width = width, Height = width < 500 ? 812 : 860 },
            ColorScheme = scheme,
            Permissions = ["clipboard-read", "clipboard-write"],
        });
        context.SetDefaultTimeout(Outer.BrowserLimit);
        return await context.NewPageAsync();
    }

    /// <summary>A visitor who has signed in; the form is gone through once a person.</summary>
    public async Task<IPage> VisitAsAsync(string email, int width = 1280, ColorScheme scheme = ColorScheme.Light)
    {
        if (!_signedIn.TryGetValue(email, out var state))
        {
            var first = await VisitAsync();
            await new SignInPage(first).SignInAsync(email, SeededData.Password);
            _signedIn[email] = state = await first.Context.StorageStateAsync();
            await first.Context.CloseAsync();
        }

        var page = await VisitAsync(width, scheme, state);
        await page.GotoAsync("/");
        if (new Uri(page.Url).AbsolutePath == "/sign-in")
        {
            // Another test has signed this person out.
            _signedIn.Remove(email);
            await new SignInPage(page).SignInAsync(email, SeededData.Password);
        }

        await Assertions.Expect(page.GetByRole(AriaRole.Main)).ToBeVisibleAsync();

        // The start page leads on to the person's own; a test that goes elsewhere before that would be led away again.
        await Assertions.Expect(page).Not.ToHaveURLAsync($"{Address}/");
        return page;
    }

    /// <summary>Calls a tool of the server "payments" through the gateway, as the policy author; returns the reply.</summary>
    public async Task<string> CallAsync(string tool)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{Address}/mcp/payments");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _token);
        request.Headers.Accept.ParseAdd("application/json, text/event-stream");
        request.Content = JsonContent.Create(new { jsonrpc = "2.0", id = 1, method = "tools/call", @params = new { name = tool, arguments = new { id = "C-1042" } } });
        using var response = await _client.SendAsync(request);
        Sessions = SeededData.Sessions + 1;
        return await response.Content.ReadAsStringAsync();
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
        await _host.DisposeAsync();
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }

    private static Task<IBrowser> LaunchAsync(IPlaywright playwright) => playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
    {
        ExecutablePath = Installed.Chromium,
        Args = Flags,
    });
}
