using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Portal.Gateway.ApprovalRules;

/// <summary>A rule that holds a call, and the conditions of it that the call satisfies.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Conditions">Its conditions; empty for a rule without any.</param>
internal sealed record ApprovalMatch(ApprovalRule Rule, IReadOnlyList<ConditionMatch> Conditions)
{
    private const string Unreadable = "text that cannot be read as JSON";
    private const int MaxValue = 80;
    private const int MaxLength = 1000;

    /// <summary>
    /// The conditions with the values that satisfy them, such as <c>$.limit gt 100 (5000)</c>; null for a rule without
    /// conditions.
    /// </summary>
    /// <param name="masked">The masked arguments: no value is shown that is not shown elsewhere.</param>
    public string? Describe(JsonElement? masked)
    {
        if (Conditions.Count == 0)
        {
            return null;
        }

        var text = new StringBuilder();
        foreach (var (condition, route, isUnreadable) in Conditions)
        {
            text.Append(text.Length == 0 ? "" : " and ").Append(condition);
            var value =
                route is null ? "missing"
                : isUnreadable ? Unreadable
                : ArgumentRoute.Follow(masked, route) is { } node ? OneLine(node)
                : "…";
            text.Append(" (").Append(Clip(Shown(value), MaxValue)).Append(')');
        }

        return Clip(Shown(text.ToString()), MaxLength);
    }

    // As it was written but for white space, of which a caller may put as much as it likes between the parts.
    private static string OneLine(JsonElement value)
    {
        var output = new ArrayBufferWriter<byte>(64);
        using (
            var json = new Utf8JsonWriter(output, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping })
        )
        {
            value.WriteTo(json);
        }

        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    // What could end the line, or hide or turn the rest of it, as JSON spells it.
    private static string Shown(string text)
    {
        var shown = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            var isHidden =
                Rune.GetUnicodeCategory(rune)
                is UnicodeCategory.Control
                    or UnicodeCategory.Format
                    or UnicodeCategory.LineSeparator
                    or UnicodeCategory.ParagraphSeparator
                    or UnicodeCategory.PrivateUse
                    or UnicodeCategory.OtherNotAssigned;
            foreach (var unit in rune.ToString())
            {
                _ = isHidden ? shown.Append(CultureInfo.InvariantCulture, $"\\u{(int)unit:X4}") : shown.Append(unit);
            }
        }

        return shown.ToString();
    }

    private static string Clip(string text, int length) => Protocol.ClippedText.Of(text, length);
}
