using System.Text.Json;
using System.Text.Json.Nodes;
using Portal.Data;
using Portal.Data.Policies;
using Portal.Gateway.Masking.Rules;
using Portal.Gateway.Rules;

namespace Portal.Gateway.Policy;

/// <summary>A policy that is to be stored: read, and without the reason, which belongs to the version.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Definition">What is stored.</param>
/// <param name="Reason">Why.</param>
internal sealed record PolicyDraft(PolicyRule Rule, JsonElement Definition, string? Reason)
{
    private const int MaxReason = 1024;

    // PCI DSS 12.3.1: what departs from a requirement is looked at again at least once every twelve months.
    private static readonly TimeSpan LongestException = TimeSpan.FromDays(366);

    public static PolicyFault ReasonMissing { get; } =
        new("reason", "Say why: a masking policy is changed for a reason, which is kept with the version.");

    /// <summary>Reads a policy; null when it has faults.</summary>
    public static PolicyDraft? Read(JsonElement definition, string? reason, out IReadOnlyList<PolicyFault> faults)
    {
        if (PolicyParser.Parse(definition, 1, out faults) is not { } rule)
        {
            return null;
        }

        var stored = JsonObject.Create(definition)!;
        var own =
            stored.Remove("reason", out var node) && node is JsonValue value && value.TryGetValue<string>(out var text)
                ? text
                : null;
        reason = string.IsNullOrWhiteSpace(reason) ? own : reason;
        if (rule.Kind == PolicyKind.Masking && string.IsNullOrWhiteSpace(reason))
        {
            faults = [ReasonMissing];
            return null;
        }

        if (reason?.Length > MaxReason)
        {
            faults = [new PolicyFault("reason", $"A reason has at most {MaxReason} characters.")];
            return null;
        }

        return new PolicyDraft(rule, JsonSerializer.SerializeToElement(stored), reason);
    }

    /// <summary>Returns a fault for each part in which a card number would be stored.</summary>
    public IReadOnlyList<PolicyFault> CardFaults(IStoredTextMask mask) =>
        [
            .. new (string Key, string Property, string? Text)[]
            {
                ("name", "Name", Rule.Name),
                ("reason", "Reason", Reason),
                ("definition", "Definition", Definition.GetRawText()),
            }
                .Where(part => part.Text is { } text && mask.HoldsCard(text))
                .Take(1)
                .Select(part => new PolicyFault(part.Key, CardDataException.MessageFor(part.Property))),
        ];

    /// <summary>Returns what is wrong with it as the version after another.</summary>
    public IReadOnlyList<PolicyFault> FaultsAfter(PolicyVersion? latest, DateTimeOffset now)
    {
        if (latest is not null && latest.Kind != Rule.Kind)
        {
            return
            [
                new PolicyFault(
                    "kind",
                    $"'{Rule.Name}' is of the kind '{latest.Kind.ToString().ToLowerInvariant()}', and a policy's kind does not "
                        + "change; choose another name."
                ),
            ];
        }

        return
            Rule is MaskingRule { Exception: { } exception }
            && (exception.Expires <= now || exception.Expires > now + LongestException)
            ? [new PolicyFault("exception.expires", $"An exception ends in the future, and within {LongestException.Days} days.")]
            : [];
    }
}
