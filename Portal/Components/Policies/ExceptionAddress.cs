using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http.Extensions;
using Portal.Gateway.Masking;
using Portal.Gateway.Masking.Rules;

namespace Portal.Components.Policies;

/// <summary>Leads from a masked card number to a new exception for its field.</summary>
internal static partial class ExceptionAddress
{
    private const string StructuredContent = "$.result.structuredContent";

    // An exception reaches card numbers that stand whole in a field, and no others.
    private static readonly MaskingReason[] OutOfReach =
    [
        MaskingReason.InEncodedText,
        MaskingReason.PartsOfOneNumber,
        MaskingReason.OwnPolicy,
    ];

    /// <summary>The address of the editor with the exception filled in; null where no exception could let the value pass.</summary>
    /// <param name="kind">What was masked.</param>
    /// <param name="path">Where, as the masking log has it.</param>
    /// <param name="reasons">Why.</param>
    /// <param name="server">The server, if it is known.</param>
    /// <param name="tool">The tool, if it is known.</param>
    public static string? Of(string kind, string path, IReadOnlyList<MaskingReason> reasons, string? server, string? tool)
    {
        if (kind != MaskingKinds.Pan || reasons.Intersect(OutOfReach).Any() || FieldOf(path) is not { } field)
        {
            return null;
        }

        var query = new QueryBuilder { { "kind", "exception" } };
        foreach (var (name, value) in new[] { ("server", server), ("tool", tool) })
        {
            if (!string.IsNullOrWhiteSpace(value))
            {
                query.Add(name, value);
            }
        }

        query.Add("field", field);
        return $"/policies/new{query}";
    }

    /// <summary>The field that an exception names for a place: in every element of a list, wherever the tool's result stands.</summary>
    /// <param name="path">The place, as the masking log has it.</param>
    /// <returns>JSONPath that ends in a name; null when there is none, because the place is cut, masked or the whole text.</returns>
    public static string? FieldOf(string path)
    {
        var rest = IsStructured(path) ? path[StructuredContent.Length..] : path.TrimStart('$');
        var found = Segment().Matches(rest).Select(match => match.Value).ToList();
        if (path.Contains('*', StringComparison.Ordinal) || path.EndsWith('…') || found.Sum(part => part.Length) != rest.Length)
        {
            return null;
        }

        var segments = new List<string>();
        foreach (var segment in found)
        {
            if (segment == "#$")
            {
                // JSON in a text is a tool's result of its own.
                segments.Clear();
            }
            else
            {
                segments.Add(char.IsAsciiDigit(segment[1]) ? "[*]" : segment);
            }
        }

        while (segments is [.., "[*]"])
        {
            segments.RemoveAt(segments.Count - 1);
        }

        var field = "$" + string.Concat(segments);
        return FieldPath.TryParse(field, out var parsed, out _) && parsed.EndsInName ? field : null;
    }

    private static bool IsStructured(string path) =>
        path.StartsWith(StructuredContent, StringComparison.Ordinal)
        && path.AsSpan(StructuredContent.Length) is [] or ['.' or '[', ..];

    [GeneratedRegex(@"#\$|\['(?:[^'\\]|\\.)*'\]|\[\d+\]|\.[^.\[#]+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Segment();
}
