using System.Text;
using System.Text.Json;
using Portal.Gateway.Masking.Rules;

namespace Portal.Gateway.Approvals;

/// <summary>
/// Looks for a value that a path selects and that satisfies a condition. Leniently it takes a name for the path's whatever its
/// case, and reads JSON in texts: a server may do so, and what reached it that way would have got past the rule.
/// </summary>
internal sealed class ArgumentSearch
{
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

    /// <summary>
    /// Finds the first such value, or the first text that may hold one and cannot be read; null when there is neither.
    /// </summary>
    /// <param name="arguments">The arguments; null when the call has none.</param>
    /// <param name="test">The condition's comparison.</param>
    public ArgumentFinding? Find(JsonElement? arguments, ArgumentTest test)
    {
        if (arguments is not { } root)
        {
            return null;
        }

        Span<ulong> states = stackalloc ulong[_matcher.Words];
        states.Clear();
        _matcher.AddStarts(states);
        return new ArgumentWalk(_matcher, _spellings is null ? null : NameOf, test).Visit(root, isSelected: false, states);
    }

    private byte[] NameOf(string name) =>
        _spellings!.TryGetValue(Fold(name), out var wanted) ? wanted : Encoding.UTF8.GetBytes(name);

    // As parsers fold that follow Unicode: U+017F is an s to them, U+212A a k.
    private static string Fold(string name) => name.Replace('\u017F', 's').Replace('\u212A', 'k').ToUpperInvariant();
}
