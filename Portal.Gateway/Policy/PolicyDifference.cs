using System.Text.Json;
using Portal.Data.Policies;

namespace Portal.Gateway.Policy;

/// <summary>Represents what changed from one version of a policy to another.</summary>
/// <param name="Name">The policy.</param>
/// <param name="From">The earlier version.</param>
/// <param name="To">The later version.</param>
/// <param name="Changes">The members that differ, by key; lists and what is in them count as one.</param>
public sealed record PolicyDifference(string Name, int From, int To, IReadOnlyList<PolicyChange> Changes)
{
    private const string Deleted = "deleted";

    /// <summary>Compares two versions.</summary>
    public static PolicyDifference Between(PolicyVersion before, PolicyVersion after)
    {
        var changes = new List<PolicyChange>();
        Compare("", Parse(before.Definition), Parse(after.Definition), changes);
        if (before.Deleted != after.Deleted)
        {
            changes.Add(
                new PolicyChange(
                    Deleted,
                    JsonSerializer.SerializeToElement(before.Deleted),
                    JsonSerializer.SerializeToElement(after.Deleted)
                )
            );
        }

        return new PolicyDifference(before.Name, before.Version, after.Version, changes);
    }

    private static void Compare(string key, JsonElement? before, JsonElement? after, List<PolicyChange> changes)
    {
        if (before is { ValueKind: JsonValueKind.Object } left && after is { ValueKind: JsonValueKind.Object } right)
        {
            foreach (
                var name in left.EnumerateObject()
                    .Concat(right.EnumerateObject())
                    .Select(member => member.Name)
                    .Distinct(StringComparer.Ordinal)
                    .Order(StringComparer.Ordinal)
            )
            {
                Compare(key.Length == 0 ? name : $"{key}.{name}", Member(left, name), Member(right, name), changes);
            }
        }
        else if (
            before is null != after is null
            || (before is { } one && after is { } other && !JsonElement.DeepEquals(one, other))
        )
        {
            changes.Add(new PolicyChange(key, before, after));
        }
    }

    private static JsonElement? Member(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var value) ? value : null;

    // A version that cannot be read is shown as the text it is.
    private static JsonElement? Parse(string definition)
    {
        try
        {
            return JsonSerializer.Deserialize<JsonElement>(definition);
        }
        catch (JsonException)
        {
            return JsonSerializer.SerializeToElement(definition);
        }
    }
}
