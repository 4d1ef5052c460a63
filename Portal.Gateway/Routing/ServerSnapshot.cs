using System.Collections.Frozen;

namespace Portal.Gateway.Routing;

/// <summary>The registered servers at one moment.</summary>
internal sealed record ServerSnapshot(FrozenDictionary<string, ServerDefinition> ByName, IReadOnlyCollection<string> Unreadable)
{
    public static ServerSnapshot Empty { get; } = new(FrozenDictionary<string, ServerDefinition>.Empty, []);
}
