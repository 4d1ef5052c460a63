using System.Text.Json;
using Portal.Gateway.Masking.Rules;
using Portal.Gateway.Protocol;

namespace Portal.Gateway.ApprovalRules;

/// <summary>
/// Looks for a value that a path selects and that satisfies a condition. Leniently it takes a name for the path's whatever its
/// spelling, and reads JSON in texts: a server may do so, and what reached it that way would have got past the rule.
/// </summary>
internal sealed class ArgumentSearch
{
    private readonly FieldMatcher _matcher;
    private readonly bool _isLenient;

    private ArgumentSearch(FieldPath path, bool isLenient)
    {
        _matcher = new FieldMatcher([(path, 0)]);
        _isLenient = isLenient;
    }

    /// <summary>A search that takes names and texts as they are.</summary>
    public static ArgumentSearch Exactly(FieldPath path) => new(path, isLenient: false);

    /// <summary>A search that finds what any server might.</summary>
    public static ArgumentSearch Leniently(FieldPath path) => new(path.WithNames(NameFolding.FoldPart), isLenient: true);

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
        return new ArgumentWalk(_matcher, _isLenient ? NameFolding.FoldPart : null, test).Visit(root, isSelected: false, states);
    }
}
