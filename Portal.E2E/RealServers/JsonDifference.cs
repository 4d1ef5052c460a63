using System.Text.Json;
using System.Text.Json.Nodes;

namespace Portal.E2E.RealServers;

/// <summary>A value that is different, or absent, through the gateway.</summary>
internal sealed record JsonDifference(string Pointer, string Direct, string Proxied)
{
    private const int Shown = 400;

    public override string ToString() => $"{Pointer}: {Direct} directly, {Proxied} through the gateway";

    /// <summary>Compares two values to their leaves; the order of properties does not count.</summary>
    public static IEnumerable<JsonDifference> Between(JsonNode? direct, JsonNode? proxied, string pointer) => (direct, proxied) switch
    {
        (JsonObject left, JsonObject right) => left.Select(pair => pair.Key).Union(right.Select(pair => pair.Key), StringComparer.Ordinal)
            .SelectMany(name => Member(left, right, name, $"{pointer}/{name}")),
        (JsonArray left, JsonArray right) when left.Count == right.Count => left.SelectMany((item, index) => Between(item, right[index], $"{pointer}/{index}")),
        _ => JsonNode.DeepEquals(direct, proxied) ? [] : [Difference(pointer, Text(direct), Text(proxied))],
    };

    private static IEnumerable<JsonDifference> Member(JsonObject direct, JsonObject proxied, string name, string pointer) =>
        (direct.ContainsKey(name), proxied.ContainsKey(name)) switch
        {
            (true, true) => Between(direct[name], proxied[name], pointer),
            (true, false) => [Difference(pointer, Text(direct[name]), "absent")],
            _ => [Difference(pointer, "absent", Text(proxied[name]))],
        };

    /// <summary>Shows the texts from a little before they part.</summary>
    private static JsonDifference Difference(string pointer, string direct, string proxied)
    {
        var from = Math.Max(0, direct.AsSpan().CommonPrefixLength(proxied) - 80);
        return new(pointer, Cut(direct, from), Cut(proxied, from));
    }

    private static string Cut(string text, int from) => (from > 0 ? "…" : "") + text[from..Math.Min(text.Length, from + Shown)];

    private static string Text(JsonNode? node) => node?.ToJsonString(Readable) ?? "null";

    private static readonly JsonSerializerOptions Readable = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
