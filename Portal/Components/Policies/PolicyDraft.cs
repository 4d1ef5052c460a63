using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Portal.Components.Display;
using Portal.Gateway.Callers;
using Portal.Gateway.Masking;
using Portal.Gateway.Policy;
using Portal.Gateway.Rules;

namespace Portal.Components.Policies;

/// <summary>
/// A policy being written. Its JSON is the one truth: the form reads and writes members of it, the text side shows and replaces
/// it, and what the form does not know stays.
/// </summary>
public sealed class PolicyDraft
{
    private static readonly string[] Order =
    [
        "kind",
        "name",
        "servers",
        "tools",
        "prompts",
        "resources",
        "callers",
        "when",
        "approvers",
        "ticketMinutes",
        "windowMinutes",
        "reauthenticate",
        "askJustification",
        "effect",
        "kinds",
        "fields",
        "patterns",
        "action",
        "apply",
        "exception",
    ];

    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 32 };

    private JsonObject _json;

    private PolicyDraft(JsonObject json, string? fixedName)
    {
        _json = json;
        FixedName = fixedName;
        FixedKind = Value("kind") ?? "";
        _json.Remove("reason");
        Changed();
    }

    /// <summary>The name of a stored policy, which stays; null for a new one.</summary>
    public string? FixedName { get; }

    /// <summary>Gets what the policy decides, which stays.</summary>
    public string FixedKind { get; }

    /// <summary>The JSON side.</summary>
    public string Text { get; private set; } = "";

    /// <summary>
    /// Why <see cref="Text"/> is no JSON object; null when it is one. The form then still shows the last one that was.
    /// </summary>
    public string? TextFault { get; private set; }

    /// <summary>Gets or sets what is wrong with the policy, by key.</summary>
    public IReadOnlyList<PolicyFault> Faults { get; private set; } = [];

    /// <summary>Whether it is an exception from the built-in policy.</summary>
    public bool IsException => Has("exception");

    /// <summary>Whether it could be put in force.</summary>
    public bool IsGood => TextFault is null && Faults.Count == 0;

    /// <summary>The policy as the gateway reads it.</summary>
    public JsonElement Definition => JsonSerializer.SerializeToElement(_json);

    /// <summary>A new policy that does nothing yet.</summary>
    /// <param name="shape">What it will be.</param>
    public static PolicyDraft New(PolicyShape shape) =>
        new(
            shape switch
            {
                PolicyShape.Masking => new JsonObject
                {
                    ["kind"] = "masking",
                    ["servers"] = new JsonArray("*"),
                    ["action"] = "redact",
                },
                PolicyShape.Approval => new JsonObject
                {
                    ["kind"] = "approval",
                    ["servers"] = new JsonArray("*"),
                    ["approvers"] = new JsonObject { ["roles"] = new JsonArray(PortalRoles.Approver), ["quorum"] = 1 },
                },
                PolicyShape.Exception => new JsonObject
                {
                    ["kind"] = "masking",
                    ["exception"] = new JsonObject { ["of"] = MaskingKinds.BuiltInRule },
                },
                _ => new JsonObject { ["kind"] = "access", ["effect"] = "allow" },
            },
            null
        );

    /// <summary>A stored policy.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="definition">Its JSON as stored.</param>
    public static PolicyDraft Of(string name, string definition)
    {
        var draft = new PolicyDraft(Parse(definition, out _) ?? [], name);
        if (draft._json.Count == 0)
        {
            draft.SetText(definition);
        }

        return draft;
    }

    /// <summary>Whether a member is there.</summary>
    public bool Has(string key) => Get(key) is not null;

    /// <summary>A text member; null where there is none. A dot leads into an object.</summary>
    public string? Value(string key) => Get(key) is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    /// <summary>Sets a text member; empty takes it away.</summary>
    public void SetValue(string key, string? text) => Set(key, string.IsNullOrWhiteSpace(text) ? null : JsonValue.Create(text));

    /// <summary>A list of texts; empty where there is none. A dot leads into an object.</summary>
    public IReadOnlyList<string> List(string key) => Get(key) is JsonArray list ? [.. list.Select(TextOf)] : [];

    /// <summary>Sets a list of texts; an empty one is taken away, unless that would mean something else.</summary>
    public void SetList(string key, IReadOnlyList<string> texts, bool keepEmpty = false) =>
        Set(key, texts.Count == 0 && !keepEmpty ? null : new JsonArray([.. texts.Select(text => JsonValue.Create(text))]));

    /// <summary>A number member as written; null where there is none. A dot leads into an object.</summary>
    public string? Number(string key) =>
        Get(key) is JsonValue value && value.GetValueKind() == JsonValueKind.Number ? value.ToJsonString() : null;

    /// <summary>
    /// Sets a number member; empty takes it away, and what is no number stays as text, so that its fault shows.
    /// </summary>
    public void SetNumber(string key, string? text) =>
        Set(
            key,
            string.IsNullOrWhiteSpace(text) ? null
                : int.TryParse(text.Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
                    ? JsonValue.Create(number)
                : JsonValue.Create(text.Trim())
        );

    /// <summary>Whether a member is true, or is so where it is missing.</summary>
    public bool IsSet(string key, bool otherwise = false) =>
        Get(key) is JsonValue value ? value.GetValueKind() == JsonValueKind.True : otherwise;

    /// <summary>Sets a member to true or false, or takes it away where that says the same.</summary>
    public void SetFlag(string key, bool isSet, bool otherwise = false) =>
        Set(key, isSet == otherwise ? null : JsonValue.Create(isSet));

    /// <summary>The conditions; empty where there are none.</summary>
    public IReadOnlyList<ConditionDraft> Conditions() =>
        _json["when"] is JsonArray list
            ?
            [
                .. list.OfType<JsonObject>()
                    .Select(item => new ConditionDraft(
                        TextOf(item["argument"]),
                        TextOf(item["op"]),
                        ConditionDraft.TextOf(item["value"])
                    )),
            ]
            : [];

    /// <summary>Sets the conditions; an empty list is taken away.</summary>
    public void SetConditions(IReadOnlyList<ConditionDraft> conditions) =>
        Set(
            "when",
            conditions.Count == 0
                ? null
                : new JsonArray([
                    .. conditions.Select(condition => new JsonObject
                    {
                        ["argument"] = condition.Argument,
                        ["op"] = condition.Op,
                        ["value"] = condition.Value(),
                    }),
                ])
        );

    /// <summary>A list of objects with text members; empty where there is none.</summary>
    public IReadOnlyList<(string Name, string Regex)> Patterns() =>
        _json["patterns"] is JsonArray list
            ? [.. list.OfType<JsonObject>().Select(item => (TextOf(item["name"]), TextOf(item["regex"])))]
            : [];

    /// <summary>Sets the patterns; an empty list is taken away.</summary>
    public void SetPatterns(IReadOnlyList<(string Name, string Regex)> patterns) =>
        Set(
            "patterns",
            patterns.Count == 0
                ? null
                : new JsonArray([
                    .. patterns.Select(pattern => new JsonObject { ["name"] = pattern.Name, ["regex"] = pattern.Regex }),
                ])
        );

    /// <summary>Takes what is typed on the JSON side; the form follows as soon as it is a JSON object.</summary>
    public void SetText(string? text)
    {
        Text = text ?? "";
        if (Parse(Text, out var fault) is { } json)
        {
            _json = json;
            Check();
        }

        TextFault = fault;
    }

    /// <summary>
    /// Faults that belong beside a field: its own, its items', and a missing one only once <paramref name="all"/> are asked for.
    /// </summary>
    public IEnumerable<string> FaultsOf(string key, bool all) =>
        Faults
            .Where(fault => IsAt(fault.Key, key) && (all || Has(key)))
            .Select(fault => fault.Key.Length == key.Length ? fault.Message : $"{Place(fault.Key[key.Length..])}{fault.Message}");

    /// <summary>Whether a fault's key is a field's, or one of its items'.</summary>
    internal static bool IsAt(string faultKey, string key) =>
        faultKey.StartsWith(key, StringComparison.Ordinal) && (faultKey.Length == key.Length || faultKey[key.Length] == '[');

    private JsonNode? Get(string key) =>
        key.Split('.') is [var parent, var child] ? (_json[parent] as JsonObject)?[child] : _json[key];

    // "[2].regex" is item 3 to people.
    private static string Place(string rest) =>
        rest.IndexOf(']', StringComparison.Ordinal) is > 1 and var end && int.TryParse(rest.AsSpan(1, end - 1), out var index)
            ? $"Item {index + 1}: "
            : "";

    // An object with nothing left in it goes with its last member.
    private void Set(string key, JsonNode? node)
    {
        if (key.Split('.') is [var parent, var child])
        {
            var inner = _json[parent]?.DeepClone() as JsonObject ?? [];
            Put(inner, child, node);
            (key, node) = (parent, inner.Count == 0 ? null : inner);
        }

        Put(_json, key, node);
        var sorted = _json
            .OrderBy(member => Array.IndexOf(Order, member.Key) is >= 0 and var place ? place : Order.Length)
            .ToList();
        _json.Clear();
        sorted.ForEach(member => _json.Add(member.Key, member.Value));
        Changed();
    }

    private static void Put(JsonObject json, string key, JsonNode? node)
    {
        json.Remove(key);
        if (node is not null)
        {
            json.Add(key, node);
        }
    }

    private void Changed()
    {
        Text = _json.ToJsonString(Readable);
        TextFault = null;
        Check();
    }

    private void Check()
    {
        PolicyParser.Parse(Definition, 1, out var found);
        var faults = found.ToList();
        if (FixedName is not null && Value("name") is { } name && name != FixedName)
        {
            faults.Add(
                new PolicyFault("name", $"The name stays '{FixedName}'. For another name make a new policy and delete this one.")
            );
        }

        if (FixedKind.Length > 0 && Value("kind") is { } kind && kind != FixedKind)
        {
            faults.Add(new PolicyFault("kind", $"The kind stays '{FixedKind}'. For another kind make a new policy."));
        }

        if (_json.ContainsKey("reason"))
        {
            faults.Add(new PolicyFault("reason", "The reason is asked for when you save; leave 'reason' out here."));
        }

        if (CardNumbers.IsIn(Text))
        {
            faults.Add(
                new PolicyFault(
                    "",
                    "This holds a card number. Policies are kept for good and shown to many: describe card data by kind, field "
                        + "or pattern, never by a number."
                )
            );
        }

        Faults = faults;
    }

    private static JsonObject? Parse(string text, out string? fault)
    {
        try
        {
            fault = "The policy is not a JSON object: it begins with { and ends with }.";
            if (JsonNode.Parse(text, null, Strict) is not JsonObject json)
            {
                return null;
            }

            fault = null;
            return json;
        }
        catch (JsonException exception)
        {
            fault =
                $"Line {exception.LineNumber + 1}, character {exception.BytePositionInLine + 1}: "
                + $"{exception.Message.Split(" LineNumber:")[0]}";
            return null;
        }
    }

    private static string TextOf(JsonNode? node) =>
        node is JsonValue value && value.TryGetValue<string>(out var text) ? text : node?.ToJsonString() ?? "";
}
