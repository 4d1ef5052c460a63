using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Portal.Gateway.Masking.Rules;

/// <summary>
/// Which values of a message a rule is about: the part of JSONPath (RFC 9535) that can be decided while reading forward, so names, indexes and
/// wildcards, at one depth or at every depth. No slices, filters or indexes from the end.
/// </summary>
public sealed class FieldPath
{
    private FieldPath(string text, IReadOnlyList<FieldSegment> segments)
    {
        Text = text;
        Segments = segments;
        Label = LastName(segments);
    }

    /// <summary>The path as it was written.</summary>
    public string Text { get; }

    /// <summary>The name it ends in, where that is a plain word; <c>field</c> otherwise. Stands in tokens.</summary>
    public string Label { get; }

    /// <summary>Whether it ends in a name, so that it does not select whatever there is.</summary>
    public bool EndsInName => Segments[^1].Selectors.All(selector => selector.Name is not null);

    internal IReadOnlyList<FieldSegment> Segments { get; }

    /// <summary>Reads a path.</summary>
    /// <param name="text">JSONPath, such as <c>$..email</c> or <c>$.customers[*].phone</c>.</param>
    /// <param name="path">The path; null when it cannot be read.</param>
    /// <param name="fault">Why not; null when it can.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out FieldPath? path, [NotNullWhen(false)] out string? fault)
    {
        var parser = new FieldPathParser(text);
        path = parser.Read(out fault) is { } segments ? new FieldPath(text, segments) : null;
        return path is not null;
    }

    /// <summary>The same path with its names in another spelling.</summary>
    internal FieldPath WithNames(Func<string, string> spell) =>
        new(
            Text,
            [
                .. Segments.Select(segment =>
                    segment with
                    {
                        Selectors =
                        [
                            .. segment.Selectors.Select(selector =>
                                selector.Name is { } name ? FieldSelector.OfName(spell(Encoding.UTF8.GetString(name))) : selector
                            ),
                        ],
                    }
                ),
            ]
        );

    /// <inheritdoc/>
    public override string ToString() => Text;

    private static string LastName(IReadOnlyList<FieldSegment> segments)
    {
        var name = segments[^1].Selectors is [{ Name: { } bytes }] ? Encoding.UTF8.GetString(bytes) : "";
        return MaskingPattern.IsLabel(name) ? name : "field";
    }
}
