using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Xunit;

namespace Portal.E2E.Scenarios;

/// <summary>Every page at two widths in light and dark: no serious accessibility violation, no script error, a picture to look at.</summary>
[Collection(nameof(Browsing))]
public sealed class LookScenarios(PortalFixture portal)
{
    public static readonly TheoryData<string, string, string?> Pages = new()
    {
        { "sign-in", "/sign-in", null },
        { "dashboard", "/dashboard", "admin@example.com" },
        { "dashboard-week", "/dashboard?span=7d", "admin@example.com" },
        { "sessions", "/sessions", "auditor@example.com" },
        { "sessions-none", "/sessions?tool=nothing", "auditor@example.com" },
        { "session", "/sessions?tool=get_customer", "auditor@example.com" },
        { "servers", "/servers", "admin@example.com" },
        { "server", "/servers/payments", "admin@example.com" },
        { "server-new", "/servers/new", "admin@example.com" },
        { "connect", "/connect", "caller@example.com" },
        { "forbidden", "/servers", "caller@example.com" },
        { "not-found", "/nothing-here", "caller@example.com" },
    };

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Page_AtEveryWidthAndTheme_HasNoSeriousViolation(string name, string path, string? person)
    {
        // While working on one page: PORTAL_LOOK=dashboard,session
        if (Environment.GetEnvironmentVariable("PORTAL_LOOK") is { } only && !only.Split(',').Contains(name))
        {
            return;
        }

        var folder = Directory.CreateDirectory(Path.Combine(RepositoryRoot(), "artifacts", "screenshots"));
        var faults = new List<string>();
        foreach (var width in new[] { 1280, 375 })
        {
            foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
            {
                var page = person is null ? await portal.VisitAsync(width, scheme) : await portal.VisitAsAsync(person, width, scheme);
                page.Console += (_, message) => faults.AddRange(message.Type == "error" && !(name == "not-found" && message.Text.Contains("404", StringComparison.Ordinal)) ? [$"{name} {width} {scheme}: {message.Text}"] : []);
                await page.GotoAsync(path);
                await SettleAsync(page, name);
                var height = await page.EvaluateAsync<int>("document.documentElement.scrollHeight");
                await page.ScreenshotAsync(new() { Clip = new() { X = 0, Y = 0, Width = width, Height = Math.Min(height, 2400) }, Path = Path.Combine(folder.FullName, $"{name}-{width}-{scheme.ToString().ToLowerInvariant()}.png"), FullPage = true });
                var axe = await page.RunAxe(new AxeRunOptions());
                faults.AddRange(axe.Violations
                    .Where(violation => violation.Impact is "serious" or "critical")
                    .Select(violation => $"{name} {width} {scheme}: {violation.Id} {violation.Help}: {string.Join(" | ", violation.Nodes.Take(3).Select(node => node.Html[..Math.Min(300, node.Html.Length)]))}"));
                var overflow = await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
                faults.AddRange(overflow > 0 ? [$"{name} {width} {scheme}: the page is {overflow} px wider than the screen"] : []);
                await page.Context.CloseAsync();
            }
        }

        Assert.True(faults.Count == 0, string.Join(Environment.NewLine, faults));
    }

    private static async Task SettleAsync(IPage page, string name)
    {
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 }).Or(page.GetByRole(AriaRole.Heading, new() { Level = 2 })).First).ToBeVisibleAsync();
        if (name == "session")
        {
            await page.GetByRole(AriaRole.Link, new() { Name = "session of" }).First.ClickAsync();
            await page.GetByRole(AriaRole.Button).Filter(new() { HasText = "get_customer" }).First.ClickAsync();
            await page.GetByRole(AriaRole.Button).Filter(new() { HasText = "Server answers" }).Last.ClickAsync();
        }

        await page.WaitForTimeoutAsync(1200);
        await page.EvaluateAsync("scrollTo(0, 0)");
    }

    private static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Portal.sln")))
        {
            folder = folder.Parent!;
        }

        return folder.FullName;
    }
}
