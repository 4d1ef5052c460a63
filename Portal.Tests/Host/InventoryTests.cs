using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Portal.Tests.Architecture;

namespace Portal.Tests.Host;

/// <summary>SECURITY.md says of each endpoint, hub and page what guards it.</summary>
public sealed partial class InventoryTests(PortalHost host) : IClassFixture<PortalHost>
{
    // Their endpoint is not behind any check, and has no test of its own.
    private static readonly HashSet<string> Untested = new(StringComparer.Ordinal) { "`/{**path:file}`" };

    [Fact]
    public void Inventory_OfSecurity_NamesEveryEndpoint()
    {
        var inventory = File.ReadAllText(Path.Combine(Repository.Root, "SECURITY.md"));
        var routes = host.Services.GetRequiredService<EndpointDataSource>().Endpoints
            .OfType<RouteEndpoint>()
            .Select(endpoint => "/" + endpoint.RoutePattern.RawText!.TrimStart('/'))
            .Where(route => !IsAsset(route))
            .Select(route => IsServer(route) ? "/mcp/{server}" : route)
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)
            .ToList();

        Assert.True(routes.Count > 50);
        var missing = routes.Where(route => !inventory.Contains($"`{route}`", StringComparison.Ordinal)).ToList();
        Assert.True(missing.Count == 0, "SECURITY.md says nothing of: " + string.Join(' ', missing));
    }

    [Fact]
    public void Inventory_OfSecurity_NamesTestsThatThereAre()
    {
        var files = new[] { "Portal.Tests", "Portal.E2E" }
            .SelectMany(project => Directory.EnumerateFiles(Path.Combine(Repository.Root, project), "*.cs", SearchOption.AllDirectories))
            .Where(file => !Repository.IsGenerated(file))
            .ToLookup(Path.GetFileNameWithoutExtension, StringComparer.Ordinal);
        var rows = RowsOfInventory();

        Assert.True(rows.Count > 40, $"{rows.Count}");
        var faults = rows.Where(row => !Untested.Contains(row.Part) && row.Tests.Count == 0).Select(row => $"{row.Part} has no test")
            .Concat(rows.SelectMany(row => row.Tests).Where(test => !Exists(test, files)).Select(test => $"there is no {test}"))
            .ToList();
        Assert.True(faults.Count == 0, string.Join(Environment.NewLine, faults));
    }

    // A file, a folder, a class, or a method of one, whose name may be cut.
    private static bool Exists(string test, ILookup<string?, string> files)
    {
        if (test.Contains('/', StringComparison.Ordinal))
        {
            return Path.Exists(Path.Combine(Repository.Root, test)) || Path.Exists(Path.Combine(Repository.Root, "Portal.Tests", test));
        }

        var parts = test.Replace(".cs", "", StringComparison.Ordinal).Split('.');
        return parts.Length == 1
            ? files.Contains(parts[0])
            : files[parts[0]].Any(file => File.ReadAllText(file).Contains($" {parts[1].TrimEnd('…')}", StringComparison.Ordinal));
    }

    private static List<(string Part, IReadOnlyList<string> Tests)> RowsOfInventory() => [.. File.ReadLines(Path.Combine(Repository.Root, "SECURITY.md"))
        .SkipWhile(line => line != "## Inventory")
        .Where(line => line.StartsWith("| ", StringComparison.Ordinal) && !line.EndsWith("| test |", StringComparison.Ordinal))
        .Select(line => line.Split(" | "))
        .Select(cells => (cells[0][2..], (IReadOnlyList<string>)[.. Code().Matches(cells[^1]).Select(match => match.Groups["code"].Value)]))];

    [GeneratedRegex("`(?<code>[^`]+)`", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Code();

    // Files of the portal's own, the same for everybody.
    private static bool IsAsset(string route) => Path.HasExtension(route) && !route.StartsWith("/.well-known", StringComparison.Ordinal) && !route.StartsWith("/openapi", StringComparison.Ordinal);

    // A route of its own for each registered server.
    private static bool IsServer(string route) => route.StartsWith("/mcp/", StringComparison.Ordinal);
}
