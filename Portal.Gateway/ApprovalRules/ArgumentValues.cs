using System.Text.Json;
using System.Text.RegularExpressions;

namespace Portal.Gateway.ApprovalRules;

/// <summary>
/// Compares arguments the way a lenient server might read them: <c>"5000"</c> is 5000 to many. Numbers are compared exactly,
/// however many digits they have.
/// </summary>
internal static class ArgumentValues
{
    /// <summary>Whether an argument is a value, or a text that says the same.</summary>
    public static bool SaysTheSame(JsonElement node, JsonElement value)
    {
        if (NumberOf(node) is { } left && NumberOf(value) is { } right)
        {
            return ExactNumber.Compare(left, right) == 0;
        }

        if (node.ValueKind == JsonValueKind.String && value.ValueKind == JsonValueKind.Number && MayBe(node.GetString()!, value))
        {
            return true;
        }

        if (IsWord(node) && IsWord(value))
        {
            var ignoresCase = node.ValueKind != JsonValueKind.String || value.ValueKind != JsonValueKind.String;
            return string.Equals(
                WordOf(node),
                WordOf(value),
                ignoresCase ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal
            );
        }

        return JsonElement.DeepEquals(node, value);
    }

    /// <summary>Compares an argument with a number; false when it is none, not even as a text.</summary>
    public static bool TryCompare(JsonElement node, JsonElement value, out int order)
    {
        order = 0;
        if (NumberOf(node) is not { } left || NumberOf(value) is not { } right)
        {
            return false;
        }

        order = ExactNumber.Compare(left, right);
        return true;
    }

    /// <summary>Whether an argument has a value in it; true for an object, in which it could be anywhere.</summary>
    public static bool Contains(JsonElement node, JsonElement value) =>
        node.ValueKind switch
        {
            JsonValueKind.Object => true,
            JsonValueKind.Array => node.EnumerateArray().Any(item => SaysTheSame(item, value) || Contains(item, value)),
            JsonValueKind.Null => false,
            _ => WordOf(node).Contains(WordOf(value), StringComparison.OrdinalIgnoreCase),
        };

    /// <summary>Whether the text of an argument matches; true for an object or a list, whose text the server makes.</summary>
    public static bool Matches(JsonElement node, Regex pattern) =>
        node.ValueKind switch
        {
            JsonValueKind.Object or JsonValueKind.Array => true,
            JsonValueKind.Null => false,
            _ => pattern.IsMatch(WordOf(node)),
        };

    /// <summary>
    /// Whether a value, or one in it, or the name of one passes a test: of what a text was read as, every text is known. What an
    /// escape may hide in a text within it cannot be compared, and passes.
    /// </summary>
    public static bool Within(JsonElement node, Func<JsonElement, bool> test) =>
        node.ValueKind switch
        {
            JsonValueKind.Object => node.EnumerateObject()
                .Any(property => test(JsonSerializer.SerializeToElement(property.Name)) || WithinOrHidden(property.Value, test)),
            JsonValueKind.Array => node.EnumerateArray().Any(item => WithinOrHidden(item, test)),
            _ => test(node),
        };

    private static bool WithinOrHidden(JsonElement item, Func<JsonElement, bool> test) => Within(item, test) || HidesMore(item);

    private static bool HidesMore(JsonElement item) =>
        item.ValueKind == JsonValueKind.String
        && item.GetString()!.Contains('\\', StringComparison.Ordinal)
        && ArgumentText.MayHoldJson(item.GetString()!, isSelected: true);

    // What cannot be compared satisfies; and some servers take 12 from "12 pieces".
    private static bool MayBe(string text, JsonElement number) =>
        ArgumentNumbers.MayBeNumber(text)
        || (
            ArgumentNumbers.Leading(text) is { } leading
            && NumberOf(number) is { } wanted
            && ExactNumber.Compare(leading, wanted) == 0
        );

    private static bool IsWord(JsonElement value) =>
        value.ValueKind is JsonValueKind.String or JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False;

    private static string WordOf(JsonElement value) =>
        value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();

    private static ExactNumber? NumberOf(JsonElement value) =>
        value.ValueKind is JsonValueKind.String or JsonValueKind.Number && ExactNumber.TryParse(WordOf(value), out var number)
            ? number
            : null;
}
