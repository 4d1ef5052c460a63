using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Portal.E2E.Scenarios;

/// <summary>Takes a picture of a page and says what is wrong with how it looks: accessibility, script errors, a page wider than the screen.</summary>
internal sealed class Look(string name)
{
    private readonly List<string> _faults = [];

    /// <summary>Everything found so far, one fault a line.</summary>
    public string Faults => string.Join(Environment.NewLine, _faults);

    /// <summary>Notes script errors of a page from now on.</summary>
    /// <param name="page">The page.</param>
    /// <param name="expected">What stands in an error that belongs to the page; null for none.</param>
    public void Watch(IPage page, string? expected = null) => page.Console += (_, message) =>
    {
        if (message.Type == "error" && (expected is null || !message.Text.Contains(expected, StringComparison.Ordinal)))
        {
            _faults.Add($"{name}: {message.Text}");
        }
    };

    /// <summary>Looks at a page twice; it follows the system's theme without being loaded again.</summary>
    public async Task InBothThemesAsync(IPage page, int width)
    {
        foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            await page.EmulateMediaAsync(new() { ColorScheme = scheme });

            // Without its font an icon is a word, and the button it stands on has the wrong name. Colours take a moment to change.
            await page.EvaluateAsync("document.fonts.ready");
            await page.WaitForTimeoutAsync(400);
            await AtAsync(page, width, scheme);
        }
    }

    private async Task AtAsync(IPage page, int width, ColorScheme scheme)
    {
        var where = $"{name} {width} {scheme}";
        await page.EvaluateAsync("scrollTo(0, 0)");
        var height = await page.EvaluateAsync<int>("document.documentElement.scrollHeight");
        await page.ScreenshotAsync(new()
        {
            Clip = new() { X = 0, Y = 0, Width = width, Height = Math.Min(height, 2400) },
            Path = Path.Combine(Directory.CreateDirectory(Path.Combine(RepositoryRoot(), "artifacts", "screenshots")).FullName, $"{name}-{width}-{scheme.ToString().ToLowerInvariant()}.png"),
            FullPage = true,
        });
        var axe = await page.RunAxe(new AxeRunOptions());
        _faults.AddRange(axe.Violations
            .Where(violation => violation.Impact is "serious" or "critical")
            .Select(violation => $"{where}: {violation.Id} {violation.Help}: {string.Join(" | ", violation.Nodes.Take(3).Select(node => node.Html[..Math.Min(300, node.Html.Length)]))}"));
        var overflow = await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
        _faults.AddRange(overflow > 0 ? [$"{where}: the page is {overflow} px wider than the screen"] : []);
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
