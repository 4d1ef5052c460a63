using System.Text.RegularExpressions;

namespace Portal.Tests.Architecture;

/// <summary>The masking engine takes bytes and gives bytes: it knows nothing of HTTP, databases, records or people. Its README is the map.</summary>
public sealed partial class MaskingEngineTests
{
    private const string Engine = "Masking";

    private static readonly string[] ForeignNamespaces =
    [
        "Microsoft.AspNetCore.", "Microsoft.EntityFrameworkCore.", "Microsoft.Data.", "Microsoft.Extensions.", "Portal.Data.", "System.Net.Http.", "Yarp.",
    ];

    // What it may use of the gateway: limits of JSON, and for masking policies callers, globs and how a policy's JSON is read.
    private static readonly string[] KnownFolders = ["Callers", "Protocol", "Rules"];

    // What a policy's definition is called; the name lies with the stored policy.
    private const string PolicyKind = "Portal.Data.Policies.PolicyKind";

    private static readonly FolderGraph Graph = FolderGraph.Load();

    private static readonly string Folder = Path.Combine(Repository.Root, "Portal.Gateway", Engine);

    [Fact]
    public void Engine_UsesNothingOfHttpOrDatabases()
    {
        var outside = Graph.Outside(Engine).Where(type => type != PolicyKind).ToList();

        Assert.Contains(outside, type => type.StartsWith("System.Text.Json.", StringComparison.Ordinal));
        Assert.DoesNotContain(outside, type => Array.Exists(ForeignNamespaces, name => type.StartsWith(name, StringComparison.Ordinal)));
    }

    [Fact]
    public void Engine_UsesNoFolderOfTheGatewayButThese()
    {
        var wrong = Graph.Uses.Where(use => use.Key.From == Engine && !KnownFolders.Contains(use.Key.To, StringComparer.Ordinal))
            .Select(use => $"{use.Key.To}: {string.Join(", ", use.Value)}");

        Assert.Empty(wrong);
    }

    /// <summary>Namespaces lie where files do, so what is said of namespaces holds for the folder.</summary>
    [Fact]
    public void Files_OfTheEngine_LieInTheNamespaceOfTheirFolder() => Assert.All(
        Directory.EnumerateFiles(Folder, "*.cs", SearchOption.AllDirectories),
        file => Assert.Contains($"namespace {NamespaceOf(file)};", File.ReadAllText(file), StringComparison.Ordinal));

    [Fact]
    public void Readme_HasEveryFolderAndNoOther()
    {
        var listed = Row().Matches(File.ReadAllText(Path.Combine(Folder, "README.md"))).Select(match => match.Groups["folder"].Value);

        Assert.Equal(Directory.EnumerateDirectories(Folder).Select(Path.GetFileName).Order(StringComparer.Ordinal), listed.Order(StringComparer.Ordinal));
    }

    private static string NamespaceOf(string file) =>
        Path.GetDirectoryName(Path.GetRelativePath(Repository.Root, file))!.Replace(Path.DirectorySeparatorChar, '.');

    [GeneratedRegex(@"^\| `(?<folder>[A-Z][A-Za-z]+)` \|", RegexOptions.ExplicitCapture | RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Row();
}
