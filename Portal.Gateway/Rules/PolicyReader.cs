using System.Text.Json;

namespace Portal.Gateway.Rules;

/// <summary>Reads the members of a policy's JSON object and collects what is wrong with them, each fault by its key.</summary>
/// <param name="definition">A JSON object.</param>
/// <param name="faults">Receives the faults.</param>
/// <param name="prefix">What stands before the keys of an object within the policy, such as <c>callers.</c>.</param>
internal sealed class PolicyReader(JsonElement definition, List<PolicyFault> faults, string prefix = "")
{
    private const int MaxName = 128;
    private const int MaxItems = 200;
    private const int MaxItemLength = 512;

    private static readonly IReadOnlyList<string> Everything = ["*"];

    /// <summary>Begins to read a policy; null when it is no object.</summary>
    /// <param name="definition">The policy.</param>
    /// <param name="kind">The kind it must have, such as <c>access</c>.</param>
    /// <param name="what">What such a policy is called, with its article.</param>
    /// <param name="known">The members such a policy has.</param>
    /// <param name="faults">Receives the faults.</param>
    public static PolicyReader? Open(
        JsonElement definition,
        string kind,
        string what,
        IReadOnlySet<string> known,
        List<PolicyFault> faults
    )
    {
        if (definition.ValueKind != JsonValueKind.Object)
        {
            faults.Add(PolicyFault.NotAnObject);
            return null;
        }

        var reader = new PolicyReader(definition, faults);
        reader.RefuseOthers(known, what);
        if (reader.Text("kind") is { } given && given != kind)
        {
            reader.Fault("kind", PolicyFault.UnknownKind(given));
        }

        return reader;
    }

    /// <summary>Whether a member is there.</summary>
    public bool Has(string key) => definition.TryGetProperty(key, out _);

    /// <summary>A member as it stands; null when it is not there.</summary>
    public JsonElement? Raw(string key) => definition.TryGetProperty(key, out var value) ? value : null;

    /// <summary>Adds a fault.</summary>
    public void Fault(string key, string message) => faults.Add(new(prefix + key, message));

    /// <summary>A fault for every member that such a policy does not have.</summary>
    /// <param name="known">The members it has.</param>
    /// <param name="what">What it is, with its article.</param>
    public void RefuseOthers(IReadOnlySet<string> known, string what)
    {
        foreach (var property in definition.EnumerateObject().Where(property => !known.Contains(property.Name)))
        {
            Fault(
                property.Name,
                $"{what} has no '{property.Name}'; it has {string.Join(", ", known.Order(StringComparer.Ordinal))}."
            );
        }
    }

    /// <summary>The policy's name; empty when there is a fault.</summary>
    public string Name()
    {
        var name = Text("name");
        if (name is { Length: > MaxName })
        {
            Fault("name", $"A name has at most {MaxName} characters.");
        }

        return name ?? "";
    }

    /// <summary>A text that must be there.</summary>
    public string? Text(string key)
    {
        if (Has(key))
        {
            return OptionalText(key);
        }

        Fault(key, $"'{key}' is missing.");
        return null;
    }

    /// <summary>A text that may be left out.</summary>
    public string? OptionalText(string key)
    {
        if (Raw(key) is not { } value)
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.String && !string.IsNullOrWhiteSpace(value.GetString()))
        {
            return value.GetString();
        }

        Fault(key, $"'{key}' is text and not empty.");
        return null;
    }

    /// <summary>A list of texts; null when it is left out.</summary>
    public IReadOnlyList<string>? Texts(string key)
    {
        if (Raw(key) is not { } value)
        {
            return null;
        }

        if (
            value.ValueKind != JsonValueKind.Array
            || value.GetArrayLength() > MaxItems
            || value
                .EnumerateArray()
                .Any(item =>
                    item.ValueKind != JsonValueKind.String
                    || string.IsNullOrWhiteSpace(item.GetString())
                    || item.GetString()!.Length > MaxItemLength
                )
        )
        {
            Fault(key, $"'{key}' is a list of at most {MaxItems} texts, none empty or over {MaxItemLength} characters.");
            return [];
        }

        return [.. value.EnumerateArray().Select(item => item.GetString()!)];
    }

    /// <summary>Reads the reach, which every kind of policy has.</summary>
    /// <param name="tools">The tools where none are named; null for all.</param>
    public PolicyScope Scope(IReadOnlyList<string>? tools = null) =>
        new(Servers(), Texts("tools") ?? tools ?? Everything, Callers());

    private IReadOnlyList<string> Servers()
    {
        if (Texts("servers") is { } servers)
        {
            return servers;
        }

        Fault("servers", "'servers' is missing; give a list of globs, for example [\"*\"].");
        return [];
    }

    // Null is every authenticated caller.
    private CallerMatch? Callers()
    {
        if (Raw("callers") is not { } callers)
        {
            return null;
        }

        if (callers.ValueKind != JsonValueKind.Object)
        {
            Fault("callers", "'callers' is an object with 'roles' and 'names'.");
            return null;
        }

        foreach (var property in callers.EnumerateObject().Where(property => property.Name is not ("roles" or "names")))
        {
            Fault($"callers.{property.Name}", "'callers' has 'roles' and 'names' only.");
        }

        var inner = new PolicyReader(callers, faults, prefix + "callers.");
        var match = new CallerMatch(inner.Texts("roles") ?? [], inner.Texts("names") ?? []);
        if (match.Roles.Count == 0 && match.Names.Count == 0)
        {
            Fault("callers", "No caller matches: give roles or names, or leave 'callers' out for every authenticated caller.");
        }

        return match;
    }
}
