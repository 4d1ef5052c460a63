using System.Runtime.CompilerServices;
using Portal.Gateway.Masking.Detectors;

namespace Portal.Gateway.Masking.Fragments;

/// <summary>Holds the digits with which a text ended, and those of the texts behind it that are digits alone, until a text
/// goes on with the rest.</summary>
internal struct TextChain
{
    private const int MaxParts = 6;
    private const int MostBetween = 240;
    private const int LeastGrouped = 8;

    // Groups of another number beside it that are left away one by one, and the whole.
    private const int MostCuts = 4;

    private Parts _parts;
    private int _count;

    [InlineArray(MaxParts)]
    private struct Parts
    {
        private Fragment _first;
    }

    /// <summary>Lets go of what is held.</summary>
    public void Clear() => _count = 0;

    /// <summary>Begins anew with the digits at a text's end.</summary>
    public void Begin(in Fragment end)
    {
        _parts[0] = end;
        _count = 1;
    }

    /// <summary>Masks the number that the digits of the next text complete; digits alone are held as well where they complete
    /// none.</summary>
    /// <param name="json">The text.</param>
    /// <param name="next">The digits.</param>
    /// <param name="isWhole">Whether there is nothing else in the next text.</param>
    /// <param name="edits">Receives the edits.</param>
    public bool TryEnd(ReadOnlySpan<byte> json, in Fragment next, bool isWhole, ref List<Edit>? edits)
    {
        if (_count is > 0 and < MaxParts && GoesOnIn(json, next.Place))
        {
            var parts = ((Span<Fragment>)_parts)[..(_count + 1)];
            for (
                var (end, cuts) = (next.Length, 0);
                end > 0 && cuts < MostCuts;
                end = next.In(json)[..end].LastIndexOf((byte)' '), cuts++
            )
            {
                parts[^1] = next.Cut(json, 0, end);
                if (TryBegin(json, parts, isWhole, ref edits))
                {
                    _count = 0;
                    return true;
                }
            }

            parts[^1] = next;
            _count += isWhole ? 1 : 0;
        }
        else if (isWhole && next.IsGrouped(json))
        {
            // Groups of four may be the first half.
            Begin(next);
        }

        return false;
    }

    private readonly bool GoesOnIn(ReadOnlySpan<byte> json, in ValuePlace place)
    {
        var last = _parts[_count - 1];
        return place.Token - last.Start - last.Length < MostBetween && last.Place.GoesOnIn(json, place);
    }

    // A text may end with more than the number: then its last groups are tried.
    private static bool TryBegin(ReadOnlySpan<byte> json, Span<Fragment> parts, bool isWhole, ref List<Edit>? edits)
    {
        var first = parts[0];
        for (var (start, next, cuts) = (0, 1, 0); next > 0 && cuts < MostCuts; start += next, cuts++)
        {
            parts[0] = first.Cut(json, start, first.Length);
            next = parts[0].In(json).IndexOf((byte)' ') + 1;
            List<Edit>? found = null;
            if (FragmentGroup.TryMask(json, parts, CardEvidence.Strong, ref found) && IsLikely(json, parts, isWhole))
            {
                (edits ??= []).AddRange(found!);
                return true;
            }
        }

        parts[0] = first;
        return false;
    }

    // Behind a card's word any cut; otherwise two halves in groups of four, of which one stands in a text.
    private static bool IsLikely(ReadOnlySpan<byte> json, ReadOnlySpan<Fragment> parts, bool isWhole)
    {
        var (first, last) = (parts[0], parts[^1]);
        var before = first.Start - first.Place.Start;
        return FragmentLabel.IsCard(json.Slice(first.Place.Start, before), before)
            || (
                parts.Length == 2
                && (before > 0 || !isWhole)
                && first.Digits >= LeastGrouped
                && last.Digits >= LeastGrouped
                && first.IsGrouped(json)
                && last.IsGrouped(json)
            );
    }
}
