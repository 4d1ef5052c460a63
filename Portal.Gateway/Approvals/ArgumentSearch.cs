using System.Text;
using System.Text.Json;
using Portal.Gateway.Inspection;
using Portal.Gateway.Masking.Rules;

namespace Portal.Gateway.Approvals;

/// <summary>
/// Looks for a value that a path selects and that satisfies a condition. Leniently it takes a name for the path's whatever its case, and reads JSON in texts: a server
/// may do so, and what reached it that way would have got past the rule.
/// </summary>
internal sealed class ArgumentSearch
{
    private static readonly JsonDocumentOptions Lenient = new() { MaxDepth = ClientMessageReader.MaxDepth, AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    private readonly FieldMatcher _matcher;
    private readonly Dictionary<string, byte[]>? _spellings;

    private ArgumentSearch(FieldPath path, Dictionary<string, byte[]>? spellings)
    {
        _matcher = new FieldMatcher([(path, 0)]);
        _spellings = spellings;
    }

    /// <summary>A search that takes names and texts as they are.</summary>
    public static ArgumentSearch Exactly(FieldPath path) => new(path, null);

    /// <summary>A search that finds what any server might.</summary>
    public static ArgumentSearch Leniently(FieldPath path)
    {
        var spellings = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var name in path.Segments.SelectMany(segment => segment.Selectors).Select(selector => selector.Name).OfType<byte[]>())
        {
            spellings.TryAdd(Fold(Encoding.UTF8.GetString(name)), name);
        }

        return new ArgumentSearch(path, spellings);
    }

    /// <summary>The way to the first such value, or to the text that it stands in: which member or element to take at each level; null when there is none.</summary>
    public IReadOnlyList<int>? Find(JsonElement? arguments, Func<JsonElement, bool> satisfies)
    {
        if (arguments is not { } root)
        {
            return null;
        }

        Span<ulong> states = stackalloc ulong[_matcher.Words];
        states.Clear();
        _matcher.AddStarts(states);
        return FindBelow(root, states, [], satisfies);
    }

    private List<int>? FindBelow(JsonElement parent, ReadOnlySpan<ulong> states, List<int> route, Func<JsonElement, bool> satisfies)
    {
        if (!states.ContainsAnyExcept(0UL))
        {
            return null;
        }

        return parent.ValueKind switch
        {
            JsonValueKind.Object => FindInObject(parent, states, route, satisfies),
            JsonValueKind.Array => FindInArray(parent, states, route, satisfies),
            JsonValueKind.String when _spellings is not null => FindInText(parent.GetString()!, states, satisfies) ? [.. route] : null,
            _ => null,
        };
    }

    private List<int>? FindInArray(JsonElement parent, ReadOnlySpan<ulong> states, List<int> route, Func<JsonElement, bool> satisfies)
    {
        Span<ulong> below = stackalloc ulong[states.Length];
        route.Add(0);
        foreach (var item in parent.EnumerateArray())
        {
            var selected = _matcher.Descend(states, default, route[^1], below) != FieldMatcher.None;
            if (Judge(item, selected, below, route, satisfies) is { } found)
            {
                return found;
            }

            route[^1]++;
        }

        route.RemoveAt(route.Count - 1);
        return null;
    }

    private List<int>? FindInObject(JsonElement parent, ReadOnlySpan<ulong> states, List<int> route, Func<JsonElement, bool> satisfies)
    {
        Span<ulong> below = stackalloc ulong[states.Length];
        route.Add(0);
        foreach (var property in parent.EnumerateObject())
        {
            var selected = _matcher.Descend(states, NameOf(property.Name), -1, below) != FieldMatcher.None;
            if (Judge(property.Value, selected, below, route, satisfies) is { } found)
            {
                return found;
            }

            route[^1]++;
        }

        route.RemoveAt(route.Count - 1);
        return null;
    }

    private List<int>? Judge(JsonElement value, bool selected, ReadOnlySpan<ulong> states, List<int> route, Func<JsonElement, bool> satisfies) =>
        selected && satisfies(value) ? [.. route] : FindBelow(value, states, route, satisfies);

    private bool FindInText(string text, ReadOnlySpan<ulong> states, Func<JsonElement, bool> satisfies)
    {
        if (text.AsSpan().TrimStart() is not ['{' or '[', ..])
        {
            return false;
        }

        try
        {
            using var document = JsonDocument.Parse(text, Lenient);
            return FindBelow(document.RootElement, states, [], satisfies) is not null;
        }
        catch (JsonException)
        {
            // No JSON, to a server neither.
            return false;
        }
    }

    private byte[] NameOf(string name) => _spellings is not null && _spellings.TryGetValue(Fold(name), out var wanted) ? wanted : Encoding.UTF8.GetBytes(name);

    // As parsers fold that follow Unicode: U+017F is an s to them, U+212A a k.
    private static string Fold(string name) => name.Replace('\u017F', 's').Replace('\u212A', 'k').ToUpperInvariant();
}
