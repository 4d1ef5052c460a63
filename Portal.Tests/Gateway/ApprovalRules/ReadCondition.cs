using System.Globalization;
using System.Text.Json;

namespace Portal.Tests.Gateway.ApprovalRules;

/// <summary>
/// A condition on <c>$.filter</c> beside the test's own word on which readings of that text satisfy it; nothing of the product is
/// in it.
/// </summary>
internal sealed record ReadCondition(string Path, string Op, string Value, Func<JsonElement, bool> Holds)
{
    public static IReadOnlyList<ReadCondition> All { get; } =
    [
        new("$.filter.limit", "gt", "100", reading => Members(reading, "limit").Any(IsOver100)),
        new("$.filter.limit", "ge", "100", reading => Members(reading, "limit").Any(node => IsOver100(node) || Is(node, 100))),
        new("$.filter.limit", "lt", "0", reading => Members(reading, "limit").Any(node => NumberOf(node) is null or < 0)),
        new("$.filter.limit", "eq", "5000", reading => Members(reading, "limit").Any(node => Is(node, 5000))),
        new("$.filter.limit", "eq", "9007199254740992", reading => Members(reading, "limit").Any(node => Is(node, 1L << 53))),
        new("$.filter.limit", "in", "[1,5000]", reading => Members(reading, "limit").Any(node => Is(node, 1) || Is(node, 5000))),
        new("$.filter.limit", "exists", "true", reading => Members(reading, "limit").Any()),
        new("$..limit", "gt", "100", reading => Members(Everything(reading), "limit").Any(IsOver100)),
        new("$.filter[0].limit", "gt", "100", reading => Members(Items(reading).Take(1), "limit").Any(IsOver100)),
        new("$.filter[*].limit", "gt", "100", reading => Members(Below(reading), "limit").Any(IsOver100)),
        new("$.filter.rows[*].limit", "gt", "100", reading =>
            Members(Members(reading, "rows").SelectMany(Items), "limit").Any(IsOver100)),
        new("$.filter.state", "eq", "\"open\"", reading => Members(reading, "state").Any(node => IsText(node, "open"))),
        new("$.filter.state", "ne", "\"closed\"", reading => Members(reading, "state").All(node => !IsText(node, "closed"))),
        new("$.filter.state", "contains", "\"pe\"", reading => Members(reading, "state").Any(node => Contains(node, "pe"))),
        new("$.filter.state", "matches", "\"^op\"", reading =>
            Members(reading, "state").Any(node => TextOf(node).StartsWith("op", StringComparison.Ordinal))),
        new("$.filter.state", "exists", "false", reading => !Members(reading, "state").Any()),
        new("$.filter", "eq", "5000", reading => Is(reading, 5000)),
        new("$.filter", "eq", "\"open\"", reading => IsText(reading, "open")),
        new("$.filter", "eq", "true", reading => reading.ValueKind == JsonValueKind.True),
        new("$.filter", "eq", "null", reading => reading.ValueKind == JsonValueKind.Null),
        new("$.filter", "eq", """["a","b"]""", reading => Items(reading).Select(TextOf).SequenceEqual(["a", "b"])),
        new("$.filter", "in", """["open",5000]""", reading => Is(reading, 5000) || IsText(reading, "open")),
        new("$.filter", "gt", "100", IsOver100),
        new("$.filter", "contains", "\"drop table\"", reading => Everything(reading).Any(node => Contains(node, "drop table"))),
        new("$.filter", "matches", "\"^open$\"", reading => Everything(reading).Any(node => IsText(node, "open"))),
    ];

    public override string ToString() => $"{Path} {Op} {Value}";

    private static IEnumerable<JsonElement> Members(IEnumerable<JsonElement> nodes, string name) =>
        nodes.SelectMany(node => Members(node, name));

    private static IEnumerable<JsonElement> Members(JsonElement node, string name) => node.ValueKind != JsonValueKind.Object ? [] :
        node.EnumerateObject()
        .Where(member => string.Equals(member.Name.Replace('\u017F', 's'), name, StringComparison.OrdinalIgnoreCase))
        .Select(member => member.Value);

    private static IEnumerable<JsonElement> Items(JsonElement node) =>
        node.ValueKind == JsonValueKind.Array ? node.EnumerateArray() : [];

    private static IEnumerable<JsonElement> Below(JsonElement node) =>
        node.ValueKind == JsonValueKind.Object ? node.EnumerateObject().Select(member => member.Value) : Items(node);

    private static IEnumerable<JsonElement> Everything(JsonElement node) => Below(node).SelectMany(Everything).Prepend(node);

    // What is no number cannot be compared, and holds.
    private static bool IsOver100(JsonElement node) => NumberOf(node) is null or > 100;

    private static bool Is(JsonElement node, double number) => NumberOf(node) == number;

    // As a server's double; a text that is a number counts as one.
    private static double? NumberOf(JsonElement node) => node.ValueKind switch
    {
        JsonValueKind.Number => node.GetDouble(),
        JsonValueKind.String when double.TryParse(node.GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && double.IsFinite(number) => number,
        _ => null,
    };

    private static bool IsText(JsonElement node, string text) => node.ValueKind == JsonValueKind.String && node.ValueEquals(text);

    private static bool Contains(JsonElement node, string text) => TextOf(node).Contains(text, StringComparison.OrdinalIgnoreCase);

    private static string TextOf(JsonElement node) => node.ValueKind == JsonValueKind.String ? node.GetString()! : "";
}
