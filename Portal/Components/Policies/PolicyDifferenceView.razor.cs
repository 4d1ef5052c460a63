using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Components;
using Portal.Gateway.Policy;

namespace Portal.Components.Policies;

/// <summary>
/// Represents what changed between two versions, member by member: what went, what came, and of a list only the items that did.
/// </summary>
public sealed partial class PolicyDifferenceView
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The difference.</summary>
    [Parameter, EditorRequired]
    public PolicyDifference Difference { get; set; } = null!;

    private static string Badge(PolicyChange change) =>
        change switch
        {
            { Before: null } => "added",
            { After: null } => "removed",
            _ => "changed",
        };

    private static IReadOnlyList<string> Gone(PolicyChange change) =>
        [.. Lines(change.Before).Except(Lines(change.After), StringComparer.Ordinal)];

    private static IReadOnlyList<string> Come(PolicyChange change) =>
        [.. Lines(change.After).Except(Lines(change.Before), StringComparer.Ordinal)];

    private static int Stays(PolicyChange change) =>
        Lines(change.Before).Intersect(Lines(change.After), StringComparer.Ordinal).Count();

    private static IEnumerable<string> Lines(JsonElement? value) =>
        value switch
        {
            null => [],
            { ValueKind: JsonValueKind.Array } list => list.EnumerateArray().Select(Text),
            { } other => [Text(other)],
        };

    private static string Text(JsonElement value) =>
        value.ValueKind == JsonValueKind.String ? value.GetString()! : JsonSerializer.Serialize(value, Readable);
}
