namespace Portal.Gateway.Rules;

/// <summary>Represents what every kind of policy says of its reach.</summary>
/// <param name="Servers">Globs over server names.</param>
/// <param name="Tools">Globs over tool names.</param>
/// <param name="Callers">Which callers; null is every authenticated caller.</param>
internal sealed record PolicyScope(IReadOnlyList<string> Servers, IReadOnlyList<string> Tools, CallerMatch? Callers);
