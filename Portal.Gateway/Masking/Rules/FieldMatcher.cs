using System.Numerics;

namespace Portal.Gateway.Masking.Rules;

/// <summary>
/// Decides, going down a JSON text, which values the fields of all rules select: every path is a chain of states, a set of states goes with each
/// value, and all sets are bits. One pass however many rules there are.
/// </summary>
internal sealed class FieldMatcher
{
    private const int WordBits = 64;

    private readonly List<State> _states = [];
    private readonly ulong[] _starts;

    /// <summary>Puts paths together.</summary>
    /// <param name="fields">Each path with the number of what it stands for; the lower number wins where several select a value.</param>
    public FieldMatcher(IEnumerable<(FieldPath Path, int Match)> fields)
    {
        var starts = new List<int>();
        foreach (var (path, match) in fields)
        {
            starts.Add(_states.Count);
            _states.AddRange(
                path.Segments.Select((segment, index) => new State(segment, index == path.Segments.Count - 1 ? match : null))
            );
        }

        Words = (_states.Count + WordBits - 1) / WordBits;
        _starts = new ulong[Words];
        starts.ForEach(start => Set(_starts, start));
    }

    /// <summary>No match.</summary>
    public const int None = int.MaxValue;

    /// <summary>Number of words in a set of states.</summary>
    public int Words { get; }

    /// <summary>Adds the states of a value that is what <c>$</c> stands for.</summary>
    public void AddStarts(Span<ulong> states)
    {
        for (var word = 0; word < Words; word++)
        {
            states[word] |= _starts[word];
        }
    }

    /// <summary>Goes down to a member or element.</summary>
    /// <param name="parent">The states of the object or array.</param>
    /// <param name="name">The member's name, unescaped; ignored for an element.</param>
    /// <param name="index">The element's index; -1 for a member.</param>
    /// <param name="child">Receives the states of the member or element.</param>
    /// <returns>What selects it, the lowest number; <see cref="None"/> when nothing does.</returns>
    public int Descend(ReadOnlySpan<ulong> parent, ReadOnlySpan<byte> name, int index, Span<ulong> child)
    {
        child.Clear();
        var match = None;
        for (var word = 0; word < parent.Length; word++)
        {
            for (var bits = parent[word]; bits != 0; bits &= bits - 1)
            {
                var number = (word * WordBits) + BitOperations.TrailingZeroCount(bits);
                var (segment, last) = _states[number];
                if (segment.IsDescendant)
                {
                    Set(child, number);
                }

                if (!Selects(segment, name, index))
                {
                    continue;
                }

                if (last is { } found)
                {
                    match = Math.Min(match, found);
                }
                else
                {
                    Set(child, number + 1);
                }
            }
        }

        return match;
    }

    private static bool Selects(FieldSegment segment, ReadOnlySpan<byte> name, int index)
    {
        for (var number = 0; number < segment.Selectors.Count; number++)
        {
            var selector = segment.Selectors[number];
            if (
                selector.IsAny
                || (index >= 0 ? selector.Index == index : selector.Name is { } wanted && name.SequenceEqual(wanted))
            )
            {
                return true;
            }
        }

        return false;
    }

    private static void Set(Span<ulong> states, int number) => states[number / WordBits] |= 1UL << (number % WordBits);

    private readonly record struct State(FieldSegment Segment, int? Match);
}
