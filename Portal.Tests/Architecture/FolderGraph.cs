using ArchUnitNET.Domain;
using ArchUnitNET.Domain.Extensions;
using ArchUnitNET.Loader;
using Portal.Gateway;

namespace Portal.Tests.Architecture;

/// <summary>Which folder of the gateway uses which, from the compiled types: what they inherit, hold, take, return and call.</summary>
internal sealed class FolderGraph
{
    private const string Root = "Portal.Gateway";

    private readonly Dictionary<(string From, string To), SortedSet<string>> _uses = [];

    private readonly Dictionary<string, SortedSet<string>> _outside = new(StringComparer.Ordinal);

    private FolderGraph(ArchUnitNET.Domain.Architecture architecture)
    {
        foreach (var type in architecture.Types.Where(type => FolderOf(type) is not null))
        {
            foreach (var target in type.Dependencies.Select(dependency => dependency.Target))
            {
                Add(type, target);
            }
        }
    }

    /// <summary>Gets the folders in the order of their names; the gateway's own folder is empty.</summary>
    public IReadOnlyList<string> Folders => [.. _uses.Keys.SelectMany(use => new[] { use.From, use.To }).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>Gets each folder that uses another, with the types that do.</summary>
    public IReadOnlyDictionary<(string From, string To), SortedSet<string>> Uses => _uses;

    /// <summary>The types of other assemblies that a folder uses, with their namespaces.</summary>
    public IReadOnlyCollection<string> Outside(string folder) => _outside[folder];

    /// <summary>Reads the gateway's assembly.</summary>
    public static FolderGraph Load() => new(new ArchLoader().LoadAssembly(typeof(GatewayServices).Assembly).Build());

    /// <summary>Renders the graph, a line a folder.</summary>
    public override string ToString() => string.Join(Environment.NewLine, Folders
        .Where(folder => folder.Length > 0)
        .Select(folder => $"{folder} -> {string.Join(", ", _uses.Keys.Where(use => use.From == folder).Select(use => use.To).Order(StringComparer.Ordinal))}"));

    private static string? FolderOf(IType type)
    {
        var name = type.Namespace?.FullName;
        return name is null || (name != Root && !name.StartsWith(Root + ".", StringComparison.Ordinal)) ? null : name[Root.Length..].TrimStart('.').Split('.')[0];
    }

    private void Add(IType type, IType target)
    {
        if (FolderOf(type) is not { } from)
        {
            return;
        }

        if (FolderOf(target) is not { } to)
        {
            if (!_outside.TryGetValue(from, out var others))
            {
                _outside.Add(from, others = new SortedSet<string>(StringComparer.Ordinal));
            }

            others.Add(target.FullName);
        }
        else if (from != to)
        {
            if (!_uses.TryGetValue((from, to), out var types))
            {
                _uses.Add((from, to), types = new SortedSet<string>(StringComparer.Ordinal));
            }

            types.Add($"{type.Name} -> {target.Name}");
        }
    }
}
