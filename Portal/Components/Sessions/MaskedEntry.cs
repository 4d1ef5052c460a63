using System.Text.Json;

namespace Portal.Components.Sessions;

/// <summary>What was masked at one place of a message.</summary>
/// <param name="Kind">What it was, such as <c>pan</c>.</param>
/// <param name="Path">Where: JSONPath or JSON pointer.</param>
/// <param name="Rule">The policy that asked for it.</param>
/// <param name="Count">How many values.</param>
public sealed record MaskedEntry(string Kind, string Path, string? Rule, int Count)
{
    /// <summary>Such as "pan × 2".</summary>
    public string Label => Count > 1 ? $"{Kind} × {Count}" : Kind;

    /// <summary>Kind, number and rule in words.</summary>
    public string Explanation => Rule is null ? $"{Label} masked" : $"{Label} masked by “{Rule}”";

    /// <summary>Reads a record's list; what cannot be read is left out.</summary>
    public static IReadOnlyList<MaskedEntry> Read(string? json)
    {
        if (json is null)
        {
            return [];
        }

        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement.ValueKind == JsonValueKind.Array ? [.. document.RootElement.EnumerateArray().Select(Of).OfType<MaskedEntry>()] : [];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    private static MaskedEntry? Of(JsonElement entry) => entry.ValueKind != JsonValueKind.Object
        ? null
        : new(Text(entry, "kind") ?? "value", Text(entry, "path") ?? "$", Text(entry, "rule"),
            entry.TryGetProperty("count", out var count) && count.TryGetInt32(out var number) ? number : 1);

    private static string? Text(JsonElement entry, string name) =>
        entry.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
