using System.Text.Json;

namespace Portal.Gateway.Policy;

/// <summary>Reads an access policy in the shape of the seed file, and says everything that is wrong with it.</summary>
public static class AccessRuleParser
{
    private static readonly HashSet<string> Known = new(StringComparer.Ordinal) { "kind", "name", "servers", "tools", "prompts", "resources", "callers", "effect", "reason" };

    private const int MaxGlobs = 200;

    /// <summary>Reads a policy.</summary>
    /// <param name="definition">A JSON object.</param>
    /// <param name="version">The version it will have.</param>
    /// <param name="faults">What is wrong; empty when the rule is good.</param>
    /// <returns>The rule; null when there are faults.</returns>
    public static AccessRule? Parse(JsonElement definition, int version, out IReadOnlyList<PolicyFault> faults)
    {
        var found = new List<PolicyFault>();
        faults = found;
        if (definition.ValueKind != JsonValueKind.Object)
        {
            found.Add(new("", "A policy is a JSON object."));
            return null;
        }

        foreach (var property in definition.EnumerateObject().Where(property => !Known.Contains(property.Name)))
        {
            found.Add(new(property.Name, $"An access policy has no '{property.Name}'; it has {string.Join(", ", Known.Order(StringComparer.Ordinal))}."));
        }

        var name = TextOf(definition, "name", found, required: true);
        if (TextOf(definition, "kind", found, required: true) is { } kind && kind != "access")
        {
            found.Add(new("kind", $"The kind '{kind}' is not supported; this version enforces 'access' policies and refuses what it cannot enforce."));
        }

        var effect = TextOf(definition, "effect", found, required: true);
        if (effect is not (null or "allow" or "deny"))
        {
            found.Add(new("effect", "The effect is 'allow' or 'deny'."));
        }

        if (name is { Length: > 128 })
        {
            found.Add(new("name", "A name has at most 128 characters."));
        }

        var rule = new AccessRule(
            name ?? "",
            version,
            ListOf(definition, "servers", found) ?? Missing("servers", found),
            ListOf(definition, "tools", found) ?? (definition.TryGetProperty("prompts"u8, out _) || definition.TryGetProperty("resources"u8, out _) ? [] : ["*"]),
            ListOf(definition, "prompts", found),
            ListOf(definition, "resources", found),
            CallersOf(definition, found),
            effect == "deny" ? AccessEffect.Deny : AccessEffect.Allow);
        return found.Count == 0 ? rule : null;
    }

    private static CallerMatch? CallersOf(JsonElement definition, List<PolicyFault> faults)
    {
        if (!definition.TryGetProperty("callers"u8, out var callers))
        {
            return null;
        }

        if (callers.ValueKind != JsonValueKind.Object)
        {
            faults.Add(new("callers", "'callers' is an object with 'roles' and 'names'."));
            return null;
        }

        foreach (var property in callers.EnumerateObject().Where(property => property.Name is not ("roles" or "names")))
        {
            faults.Add(new($"callers.{property.Name}", "'callers' has 'roles' and 'names' only."));
        }

        var match = new CallerMatch(ListOf(callers, "roles", faults, "callers.") ?? [], ListOf(callers, "names", faults, "callers.") ?? []);
        if (match.Roles.Count == 0 && match.Names.Count == 0)
        {
            faults.Add(new("callers", "No caller matches: give roles or names, or leave 'callers' out for every authenticated caller."));
        }

        return match;
    }

    private static IReadOnlyList<string> Missing(string key, List<PolicyFault> faults)
    {
        faults.Add(new(key, $"'{key}' is missing; give a list of globs, for example [\"*\"]."));
        return [];
    }

    private static string? TextOf(JsonElement parent, string key, List<PolicyFault> faults, bool required)
    {
        if (!parent.TryGetProperty(key, out var value))
        {
            if (required)
            {
                faults.Add(new(key, $"'{key}' is missing."));
            }

            return null;
        }

        if (value.ValueKind == JsonValueKind.String && !string.IsNullOrWhiteSpace(value.GetString()))
        {
            return value.GetString();
        }

        faults.Add(new(key, $"'{key}' is text and not empty."));
        return null;
    }

    private static List<string>? ListOf(JsonElement parent, string key, List<PolicyFault> faults, string prefix = "")
    {
        if (!parent.TryGetProperty(key, out var value))
        {
            return null;
        }

        if (value.ValueKind != JsonValueKind.Array || value.GetArrayLength() > MaxGlobs
            || value.EnumerateArray().Any(item => item.ValueKind != JsonValueKind.String || string.IsNullOrWhiteSpace(item.GetString()) || item.GetString()!.Length > 512))
        {
            faults.Add(new(prefix + key, $"'{key}' is a list of at most {MaxGlobs} texts, none empty or over 512 characters."));
            return [];
        }

        return [.. value.EnumerateArray().Select(item => item.GetString()!)];
    }
}
