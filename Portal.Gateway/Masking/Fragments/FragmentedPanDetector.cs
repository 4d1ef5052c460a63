using System.Runtime.CompilerServices;
using Portal.Gateway.Masking.Detectors;

namespace Portal.Gateway.Masking.Fragments;

/// <summary>
/// Finds a card number whose digits are spread over several values of one message: elements of one array, members whose names count up or say card,
/// one member of each object in a list, texts of which one goes on where the other ended. Network, length and check digit must agree, and the values
/// must belong together; unrelated fields never do. Holds a few values, until the object or array around them ends.
/// </summary>
internal struct FragmentedPanDetector
{
    private const int MaxFragments = CardNetworks.MaxLength;

    // A text that long between two others is not just the type of the next.
    private const int LongestBetween = 24;

    private Window _window;
    private int _count;
    private int _column;
    private TextChain _chain;

    [InlineArray(MaxFragments)]
    private struct Window
    {
        private Fragment _first;
    }

    /// <summary>Looks at a value that was not masked by itself.</summary>
    /// <param name="json">The text.</param>
    /// <param name="value">A string's bytes between its quotes, as they stand in the text; a number's lexeme.</param>
    /// <param name="place">Where it stands.</param>
    /// <param name="edits">Receives edits.</param>
    public void Visit(ReadOnlySpan<byte> json, ReadOnlySpan<byte> value, in ValuePlace place, ref List<Edit>? edits)
    {
        if (place.IsNumber)
        {
            VisitNumber(json, value, place, ref edits);
        }
        else if (DigitEnds.MayBe(value))
        {
            VisitText(json, value, place, ref edits);
        }
        else if (value.Length > LongestBetween)
        {
            _chain.Clear();
        }
    }

    /// <summary>Notes that something else stands in between: a value that was masked by itself.</summary>
    public void Interrupt() => _chain.Clear();

    /// <summary>Masks what the values of an object or array are together, which ends here.</summary>
    /// <param name="json">The text.</param>
    /// <param name="container">Where it begins.</param>
    /// <param name="edits">Receives edits.</param>
    public void EndContainer(ReadOnlySpan<byte> json, int container, ref List<Edit>? edits)
    {
        var from = _count;
        while (from > 0 && _window[from - 1].Place.Token >= container)
        {
            from--;
        }

        // One part in each object of a list waits for the list's end.
        if (from == _count - 1 && _window[from].Place.Container == container && json[_window[from].Place.Parent] == '[')
        {
            return;
        }

        if (from < _count)
        {
            var inside = ((Span<Fragment>)_window)[from.._count];
            _count = from;
            if (json[container] == '[' ? MaskList(json, inside, container, ref edits) : MaskMembers(json, inside, container, ref edits))
            {
                _chain.Clear();
            }
        }
    }

    private void VisitNumber(ReadOnlySpan<byte> json, ReadOnlySpan<byte> value, in ValuePlace place, ref List<Edit>? edits)
    {
        if (value.ContainsAnyExceptInRange((byte)'0', (byte)'9'))
        {
            // A fraction among them makes figures of all.
            if (place.IsElement && _column != place.Container + 1)
            {
                Add(json, new Fragment(place, place.Start, value.Length, CardNetworks.MaxLength + 1), ref edits);
            }

            return;
        }

        Add(json, new Fragment(place, place.Start, value.Length, value.Length), ref edits);
    }

    private void VisitText(ReadOnlySpan<byte> json, ReadOnlySpan<byte> value, in ValuePlace place, ref List<Edit>? edits)
    {
        if (FragmentNames.AreOther(place.Senses))
        {
            return;
        }

        var (start, end) = DigitEnds.Whole(value);
        var isWhole = end > 0;
        if (!isWhole)
        {
            (start, end) = _chain.IsEmpty ? default : DigitEnds.Leading(value);
        }

        var digits = FragmentOf(value, start, end, place);
        if (end > 0 && _chain.GoesOnIn(json, place) && _chain.TryEnd(json, digits, isWhole, ref edits))
        {
            _count = 0;
            return;
        }

        if (isWhole)
        {
            Hold(json, digits);
            Add(json, digits, ref edits);
        }
        else if (DigitEnds.Trailing(value) is { End: > 0 } last)
        {
            _chain.Begin(FragmentOf(value, last.Start, last.End, place));
        }
        else if (value.Length > LongestBetween)
        {
            _chain.Clear();
        }
    }

    // Groups of four may be the first half of a number that goes on in the next text.
    private void Hold(ReadOnlySpan<byte> json, in Fragment digits)
    {
        if (_chain.IsEmpty && digits.IsGrouped(json))
        {
            _chain.Begin(digits);
        }
    }

    private static Fragment FragmentOf(ReadOnlySpan<byte> value, int start, int end, in ValuePlace place) =>
        new(place, place.Start + start, end - start, DigitEnds.Count(value[start..end]));

    private void Add(ReadOnlySpan<byte> json, in Fragment fragment, ref List<Edit>? edits)
    {
        if (!IsCandidate(json, fragment))
        {
            return;
        }

        if (_count == MaxFragments)
        {
            Overflow(json, fragment, ref edits);
            if (!IsCandidate(json, fragment))
            {
                return;
            }
        }

        _window[_count++] = fragment;
    }

    // Most members are none: their names neither count nor say card, and they are no column of a list.
    private readonly bool IsCandidate(ReadOnlySpan<byte> json, in Fragment fragment)
    {
        var place = fragment.Place;
        if (place.IsElement)
        {
            return _column != place.Container + 1 && !FragmentNames.AreOther(place.Senses);
        }

        var isRecord = fragment.Digits is >= 4 and <= 8 && json[place.Parent] == '[' && _column != place.Parent + 1;
        return fragment.Digits < CardNetworks.MinLength
            && (isRecord || fragment.HasCardName || FragmentNames.TryCount(place.NameIn(json), out _, out _))
            && !FragmentNames.AreOther(place.Senses);
    }

    // More values than a number has digits are a column, unless their name says card.
    private void Overflow(ReadOnlySpan<byte> json, in Fragment next, ref List<Edit>? edits)
    {
        var crowd = !next.Place.IsElement && json[next.Place.Parent] == '[' ? next.Place.Parent : next.Place.Container;
        if (next.HasCardName)
        {
            EndContainer(json, crowd, ref edits);
        }
        else
        {
            _column = crowd + 1;
        }

        while (_count > 0 && _window[_count - 1].Place.Token >= crowd)
        {
            _count--;
        }

        _count = _count == MaxFragments ? 0 : _count;
    }

    private static bool MaskList(ReadOnlySpan<byte> json, ReadOnlySpan<Fragment> inside, int container, ref List<Edit>? edits)
    {
        Span<Fragment> parts = stackalloc Fragment[MaxFragments];
        var count = 0;
        var records = 0;
        var areAlike = true;
        foreach (ref readonly var fragment in inside)
        {
            if (fragment.Place.Container == container)
            {
                parts[count++] = fragment;
            }
            else
            {
                records++;
                areAlike &= fragment.Place.NameIn(json).SequenceEqual(inside[0].Place.NameIn(json));
            }
        }

        return count > 0 ? FragmentGroup.Mask(json, parts[..count], areRecords: false, ref edits)
            : areAlike && records > 1 && FragmentGroup.Mask(json, inside, areRecords: true, ref edits);
    }

    private static bool MaskMembers(ReadOnlySpan<byte> json, ReadOnlySpan<Fragment> inside, int container, ref List<Edit>? edits)
    {
        if (inside.Length < 2 || FragmentGroup.TotalOf(inside) < CardNetworks.MinLength)
        {
            return false;
        }

        var isMasked = false;
        for (var first = 0; first < inside.Length; first++)
        {
            isMasked |= inside[first].Place.Container == container && MaskCounted(json, inside[first..], ref edits);
        }

        return isMasked || MaskNamed(json, inside, container, ref edits);
    }

    // pan1, pan2, pan3, pan4: from the first of them on.
    private static bool MaskCounted(ReadOnlySpan<byte> json, ReadOnlySpan<Fragment> inside, ref List<Edit>? edits)
    {
        var name = inside[0].Place.NameIn(json);
        if (!FragmentNames.TryCount(name, out var stem, out var first) || !FragmentNames.IsFirst(first) || (stem == 0 && !inside[0].HasCardName))
        {
            return false;
        }

        Span<Fragment> parts = stackalloc Fragment[MaxFragments];
        parts[0] = inside[0];
        var count = 1;
        foreach (ref readonly var fragment in inside[1..])
        {
            var next = fragment.Place.NameIn(json);
            if (fragment.Place.Container == inside[0].Place.Container && FragmentNames.TryCount(next, out var length, out var order)
                && order == first + count && next[..length].SequenceEqual(name[..stem]))
            {
                parts[count++] = fragment;
            }
        }

        return FragmentGroup.Mask(json, parts[..count], areRecords: false, ref edits);
    }

    // card_first, card_middle, card_last.
    private static bool MaskNamed(ReadOnlySpan<byte> json, ReadOnlySpan<Fragment> inside, int container, ref List<Edit>? edits)
    {
        Span<Fragment> parts = stackalloc Fragment[MaxFragments];
        var count = 0;
        foreach (ref readonly var fragment in inside)
        {
            if (fragment.Place.Container == container && fragment.HasCardName && FragmentNames.IsPart(json, fragment.Place))
            {
                parts[count++] = fragment;
            }
        }

        return FragmentGroup.Mask(json, parts[..count], areRecords: false, ref edits);
    }
}
