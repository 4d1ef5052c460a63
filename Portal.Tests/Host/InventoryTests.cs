using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Portal.Tests.Host;

/// <summary>SECURITY.md says of each endpoint, hub and page what guards it.</summary>
public sealed class InventoryTests(PortalHost host) : IClassFixture<PortalHost>
{
    [Fact]
    public void Inventory_OfSecurity_NamesEveryEndpoint()
    {
        var inventory = File.ReadAllText(Path.Combine(Root(), "SECURITY.md"));
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

    // Files of the portal's own, the same for everybody.
    private static bool IsAsset(string route) => Path.HasExtension(route) && !route.StartsWith("/.well-known", StringComparison.Ordinal) && !route.StartsWith("/openapi", StringComparison.Ordinal);

    // A route of its own for each registered server.
    private static bool IsServer(string route) => route.StartsWith("/mcp/", StringComparison.Ordinal);

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Portal.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("The tests do not run within the repository.");
    }
}
