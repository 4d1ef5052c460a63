using System.Text.Json;
using Portal.Gateway.Rules;

namespace Portal.Gateway.Policy;

/// <summary>Reads an access policy in the shape of the seed file, and says everything that is wrong with it.</summary>
public static class AccessRuleParser
{
    private static readonly HashSet<string> Known = new(StringComparer.Ordinal)
    {
        "kind",
        "name",
        "servers",
        "tools",
        "prompts",
        "resources",
        "callers",
        "effect",
        "reason",
    };

    /// <summary>Reads a policy.</summary>
    /// <param name="definition">A JSON object.</param>
    /// <param name="version">The version it will have.</param>
    /// <param name="faults">What is wrong; empty when the rule is good.</param>
    /// <returns>The rule; null when there are faults.</returns>
    public static AccessRule? Parse(JsonElement definition, int version, out IReadOnlyList<PolicyFault> faults)
    {
        var found = new List<PolicyFault>();
        faults = found;
        if (PolicyReader.Open(definition, "access", "An access policy", Known, found) is not { } reader)
        {
            return null;
        }

        var name = reader.Name();
        var effect = reader.Text("effect");
        if (effect is not (null or "allow" or "deny"))
        {
            reader.Fault("effect", "The effect is 'allow' or 'deny'.");
        }

        var scope = reader.Scope(tools: reader.Has("prompts") || reader.Has("resources") ? [] : null);
        var rule = new AccessRule(
            name,
            version,
            scope.Servers,
            scope.Tools,
            reader.Texts("prompts"),
            reader.Texts("resources"),
            scope.Callers,
            effect == "deny" ? AccessEffect.Deny : AccessEffect.Allow
        );
        return found.Count == 0 ? rule : null;
    }
}
