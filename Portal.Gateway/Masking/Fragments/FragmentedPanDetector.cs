using System.Runtime.CompilerServices;
using Portal.Gateway.Masking.Detectors;

namespace Portal.Gateway.Masking.Fragments;

/// <summary>
/// Finds a card number whose digits are spread over several values of one message: elements of one array, members whose names
/// count up or say card,
/// one member of each object in a list, texts of which one goes on where the other ended. Network, length and check digit
/// must agree, and the values
/// must belong together; unrelated fields never do. Holds a few values, until the object or array around them ends.
/// </summary>
internal struct FragmentedPanDetector
{
    private const int MostOfPart = 16;
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
            // A fraction among them makes figures of all elements.
            var digits = value.ContainsAnyExceptInRange((byte)'0', (byte)'9') ? CardNetworks.MaxLength + 1 : value.Length;
            Add(json, new Fragment(place, place.Start, value.Length, digits), ref edits);
        }
        else if (DigitEnds.MayBe(value) && !FragmentNames.AreOther(place.Senses))
        {
            VisitText(json, value, place, ref edits);
        }
        else if (value.Length > LongestBetween)
        {
            _chain.Clear();
        }
    }

    /// <summary>Notes that a value stands in between that was masked by itself.</summary>
    public void Interrupt() => _chain.Clear();

    /// <summary>Masks what the values of an object or array are together, which ends here.</summary>
    /// <param name="json">The text.</param>
    /// <param name="container">Where it begins.</param>
    /// <param name="edits">Receives edits.</param>
    public void EndContainer(ReadOnlySpan<byte> json, int container, ref List<Edit>? edits)
    {
        var from = FirstIn(container);

        // One part in each object of a list waits for the list's end.
        if (
            from < _count - 1
            || (from < _count && !(_window[from].Place.Container == container && json[_window[from].Place.Parent] == '['))
        )
        {
            Close(json, container, from, ref edits);
        }
    }

    private readonly int FirstIn(int container)
    {
        var first = _count;
        while (first > 0 && _window[first - 1].Place.Token >= container)
        {
            first--;
        }

        return first;
    }

    private void Close(ReadOnlySpan<byte> json, int container, int from, ref List<Edit>? edits)
    {
        var inside = ((Span<Fragment>)_window)[from.._count];
        _count = from;
        if (json[container] == '[' ? MaskList(json, inside, container, ref edits) : MaskMembers(json, inside, ref edits))
        {
            _chain.Clear();
        }
    }

    private void VisitText(ReadOnlySpan<byte> json, ReadOnlySpan<byte> value, in ValuePlace place, ref List<Edit>? edits)
    {
        var (start, end) = DigitEnds.Leading(value);
        var isWhole = DigitEnds.AreAll(value, end);
        if (end > 0)
        {
            var digits = new Fragment(place, value, start, end);
            if (_chain.TryEnd(json, digits, isWhole, ref edits))
            {
                _count = 0;
                return;
            }

            if (isWhole)
            {
                Add(json, digits, ref edits);
                return;
            }
        }

        (start, end) = DigitEnds.Trailing(value);
        if (end > 0)
        {
            _chain.Begin(new Fragment(place, value, start, end));
        }
        else if (value.Length > LongestBetween)
        {
            _chain.Clear();
        }
    }

    private void Add(ReadOnlySpan<byte> json, in Fragment fragment, ref List<Edit>? edits)
    {
        if (IsCandidate(json, fragment) && (_count < MaxFragments || MakeRoom(json, fragment, ref edits)))
        {
            _window[_count++] = fragment;
        }
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
        // What may be a number by itself is no part of one, unless its name says card.
        return fragment.Digits < (fragment.HasCardName ? MostOfPart : CardNetworks.MinLength)
            && (isRecord || fragment.HasCardName || FragmentNames.TryCount(place.NameIn(json), out _, out _))
            && !FragmentNames.AreOther(place.Senses);
    }

    // More values than a number has digits are a column, unless their name says card.
    private bool MakeRoom(ReadOnlySpan<byte> json, in Fragment next, ref List<Edit>? edits)
    {
        var crowd = !next.Place.IsElement && json[next.Place.Parent] == '[' ? next.Place.Parent : next.Place.Container;
        var from = FirstIn(crowd);
        if (from == _count)
        {
            _count = 0;
        }
        else if (next.HasCardName)
        {
            Close(json, crowd, from, ref edits);
        }
        else
        {
            _column = crowd + 1;
            _count = from;
        }

        return _column != crowd + 1;
    }

    private static bool MaskList(ReadOnlySpan<byte> json, ReadOnlySpan<Fragment> inside, int container, ref List<Edit>? edits)
    {
        Span<Fragment> elements = stackalloc Fragment[MaxFragments];
        var count = 0;
        var areAlike = true;
        foreach (ref readonly var fragment in inside)
        {
            if (fragment.Place.Container == container)
            {
                elements[count++] = fragment;
            }

            areAlike &= fragment.Place.NameIn(json).SequenceEqual(inside[0].Place.NameIn(json));
        }

        return count > 0
            ? FragmentGroup.Mask(json, elements[..count], areRecords: false, ref edits)
            : areAlike && FragmentGroup.Mask(json, inside, areRecords: true, ref edits);
    }

    private static bool MaskMembers(ReadOnlySpan<byte> json, ReadOnlySpan<Fragment> inside, ref List<Edit>? edits)
    {
        Span<Fragment> named = stackalloc Fragment[MaxFragments];
        var (count, isMasked) = (0, false);
        for (var first = 0; first < inside.Length; first++)
        {
            isMasked |= MaskCounted(json, inside[first..], ref edits);

            // card_first, card_middle, card_last.
            if (inside[first].HasCardName && FragmentNames.IsPart(json, inside[first].Place))
            {
                named[count++] = inside[first];
            }
        }

        return isMasked || FragmentGroup.Mask(json, named[..count], areRecords: false, ref edits);
    }

    // pan1, pan2, pan3, pan4: from the first of them on.
    private static bool MaskCounted(ReadOnlySpan<byte> json, ReadOnlySpan<Fragment> inside, ref List<Edit>? edits)
    {
        var name = inside[0].Place.NameIn(json);
        if (
            !FragmentNames.TryCount(name, out var stem, out var first)
            || !FragmentNames.IsFirst(first)
            || (stem == 0 && !inside[0].HasCardName)
        )
        {
            return false;
        }

        Span<Fragment> parts = stackalloc Fragment[MaxFragments];
        var count = 0;
        foreach (ref readonly var fragment in inside)
        {
            var next = fragment.Place.NameIn(json);
            if (
                FragmentNames.TryCount(next, out var length, out var order)
                && order == first + count
                && next[..length].SequenceEqual(name[..stem])
            )
            {
                parts[count++] = fragment;
            }
        }

        return FragmentGroup.Mask(json, parts[..count], areRecords: false, ref edits);
    }
}
