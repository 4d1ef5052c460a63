using System.Text.Json;
using Portal.Gateway.ApprovalRules;
using Portal.Gateway.Masking.Rules;
using Portal.Gateway.Rules;

namespace Portal.Gateway.Policy;

/// <summary>Reads a policy of any kind in the shape of the seed file, and says everything that is wrong with it.</summary>
public static class PolicyParser
{
    /// <summary>Reads a policy by its <c>kind</c>.</summary>
    /// <param name="definition">A JSON object.</param>
    /// <param name="version">The version it will have.</param>
    /// <param name="faults">What is wrong, by key; empty when the rule is good.</param>
    /// <returns>The rule; null when there are faults.</returns>
    public static PolicyRule? Parse(JsonElement definition, int version, out IReadOnlyList<PolicyFault> faults) =>
        KindOf(definition) switch
        {
            "approval" => ApprovalRuleParser.Parse(definition, version, out faults),
            "masking" => MaskingRuleParser.Parse(definition, version, out faults),
            _ => AccessRuleParser.Parse(definition, version, out faults),
        };

    private static string? KindOf(JsonElement definition) =>
        definition.ValueKind == JsonValueKind.Object
        && definition.TryGetProperty("kind"u8, out var kind)
        && kind.ValueKind == JsonValueKind.String
            ? kind.GetString()
            : null;
}
