using System.Reflection;
using Portal.Data;
using Portal.Gateway.Configuration;
using Xunit;

namespace Portal.Tests.Architecture;

public sealed class ReferencesTests
{
    private static readonly string[] ForbiddenFolders = ["Services", "Helpers", "Utils", "Utilities", "Managers", "Common", "Models", "Interfaces", "DTOs", "Dtos", "Misc", "Shared"];

    [Fact]
    public void PortalData_References_NeitherGatewayNorPortalNorPages() =>
        Assert.DoesNotContain(ReferencesOf(typeof(PortalDbContext).Assembly), name => name is "Portal" or "Portal.Gateway" || IsForPages(name) || name.StartsWith("Yarp", StringComparison.Ordinal));

    [Fact]
    public void PortalGateway_References_NeitherPortalNorPages() =>
        Assert.DoesNotContain(ReferencesOf(typeof(GatewayOptions).Assembly), name => name == "Portal" || IsForPages(name));

    [Fact]
    public void PortalGateway_References_PortalData() => Assert.Contains("Portal.Data", ReferencesOf(typeof(GatewayOptions).Assembly));

    [Fact]
    public void Folders_OfTheSource_SayWhatHappensThere()
    {
        var root = Repository.Root;
        var folders = new[] { "Portal", "Portal.Gateway", "Portal.Data", "Portal.Tests", "Portal.E2E", "samples", "bench" }
            .Select(project => Path.Combine(root, project))
            .Where(Directory.Exists)
            .SelectMany(project => Directory.EnumerateDirectories(project, "*", SearchOption.AllDirectories))
            .Select(folder => Path.GetRelativePath(root, folder).Split(Path.DirectorySeparatorChar))
            .Where(parts => !parts.Any(part => part is "bin" or "obj" or "node_modules" or "wwwroot"));
        Assert.Empty(folders.Where(parts => parts.Any(part => ForbiddenFolders.Contains(part, StringComparer.Ordinal))).Select(parts => string.Join('/', parts)));
    }

    [Fact]
    public void Types_OfDataAndGateway_LieInTheirAssemblysNamespace()
    {
        foreach (var assembly in new[] { typeof(PortalDbContext).Assembly, typeof(GatewayOptions).Assembly })
        {
            var name = assembly.GetName().Name!;
            Assert.All(assembly.GetExportedTypes(), type => Assert.StartsWith(name, type.Namespace!, StringComparison.Ordinal));
        }
    }

    private static bool IsForPages(string name) =>
        name.Contains("Razor", StringComparison.Ordinal)
        || name.Contains("Components", StringComparison.Ordinal)
        || name.StartsWith("Radzen", StringComparison.Ordinal)
        || name.StartsWith("Microsoft.JSInterop", StringComparison.Ordinal)
        || name.StartsWith("Microsoft.AspNetCore.Mvc", StringComparison.Ordinal);

    private static IEnumerable<string> ReferencesOf(Assembly assembly) => assembly.GetReferencedAssemblies().Select(reference => reference.Name!);
}
