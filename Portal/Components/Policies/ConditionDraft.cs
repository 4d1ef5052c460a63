using System.Text.Json;
using System.Text.Json.Nodes;

namespace Portal.Components.Policies;

/// <summary>A condition of an approval policy being written.</summary>
/// <param name="Argument">JSONPath over the arguments.</param>
/// <param name="Op">The operator.</param>
/// <param name="Text">The value as typed.</param>
public sealed record ConditionDraft(string Argument, string Op, string Text)
{
    /// <summary>The operators, and how they read.</summary>
    internal static IReadOnlyList<(string Op, string Name, string Hint)> Operators { get; } =
    [
        ("gt", "is more than", "A number. What cannot be compared waits too."),
        ("ge", "is at least", "A number. What cannot be compared waits too."),
        ("lt", "is less than", "A number. What cannot be compared waits too."),
        ("le", "is at most", "A number. What cannot be compared waits too."),
        ("eq", "is", "A number, true, false or a text; \"100\" and 1e2 are 100."),
        ("ne", "is not", "Anything else than this, or missing."),
        ("in", "is one of", "Values, divided by commas."),
        ("contains", "contains", "A text, whatever the case; or an item of a list."),
        ("matches", "matches", "A regular expression; it runs in linear time."),
        ("exists", "is there", "true: it is there. false: it is missing."),
    ];

    /// <summary>
    /// The value as JSON: what the operator asks for, else a number, boolean or null where the text is one, else the text. Quotes
    /// make a text of anything.
    /// </summary>
    public JsonNode? Value() =>
        Op switch
        {
            "in" => new JsonArray([
                .. Text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(Scalar),
            ]),
            "matches" => JsonValue.Create(Text),
            _ => Scalar(Text.Trim()),
        };

    /// <summary>A value as it would be typed.</summary>
    internal static string TextOf(JsonNode? node) =>
        node switch
        {
            JsonArray list => string.Join(", ", list.Select(TextOf)),
            JsonValue value when value.TryGetValue<string>(out var text) => NeedsQuotes(text) ? value.ToJsonString() : text,
            null => "null",
            _ => node.ToJsonString(),
        };

    private static bool NeedsQuotes(string text) => Parse(text) is not null;

    private static JsonNode? Scalar(string text) => text == "null" ? null : Parse(text) ?? JsonValue.Create(text);

    // A number keeps its spelling: beyond a double's precision too.
    private static JsonValue? Parse(string text)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            return json.RootElement.ValueKind is JsonValueKind.Object or JsonValueKind.Array or JsonValueKind.Null
                ? null
                : JsonValue.Create(json.RootElement.Clone());
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
