using System.Runtime.CompilerServices;
using Portal.Gateway.Masking.Detectors;

namespace Portal.Gateway.Masking.Splits;

/// <summary>
/// Finds a card number whose digits are spread over values that follow each other: four fields of four digits, elements with one part each, a text that
/// ends where the next one goes on. Single values are too short to be one, so only what stands together counts.
/// </summary>
internal struct SplitNumbers
{
    /// <summary>Bytes that may stand between two parts.</summary>
    public const int MostBetween = 240;

    private const int MaxParts = CardNetworks.MaxLength;
    private const int LeastDigits = 15;
    private const int LeastInName = 4;
    private const int LongestOther = 24;
    private const int MostOthers = 6;
    private const int MostOthersInFields = 2;

    private Parts _parts;
    private int _count;
    private int _others;

    [InlineArray(MaxParts)]
    private struct Parts
    {
        private SplitPart _first;
    }

    /// <summary>Looks at a string value and adds edits when it completes a number.</summary>
    /// <param name="json">The text.</param>
    /// <param name="value">The value between its quotes, as it stands in the text.</param>
    /// <param name="place">Where it stands.</param>
    /// <param name="edits">Receives the edits.</param>
    public void Visit(ReadOnlySpan<byte> json, ReadOnlySpan<byte> value, in SplitPlace place, ref List<Edit>? edits)
    {
        var begin = TextEnds.Leading(value);
        var end = TextEnds.Trailing(value);
        if (begin is { Start: 0, End: > 0 } && begin == end)
        {
            AddName(json, value, place);
            AddWhole(json, PartOf(begin, value, place), ref edits);
            return;
        }

        if (begin.End > 0 && _count > 0 && TryEnd(json, value, begin, place, ref edits))
        {
            return;
        }

        if (end.End > 0)
        {
            // A text that ends in digits may go on in the next one, wherever that stands.
            _count = 0;
            Add(PartOf(end, value, place) with { Kind = SplitKind.Trailing });
        }
        else if (value.Length > LongestOther)
        {
            _count = 0;
        }
        else
        {
            Pass();
        }
    }

    /// <summary>A word stands in between, shorter than any number: it may be the type of the next block between two texts.</summary>
    public void Pass() => _others++;

    /// <summary>Something else stands in between.</summary>
    public void Interrupt() => _count = 0;

    private static SplitPart PartOf((int Start, int End) digits, ReadOnlySpan<byte> value, in SplitPlace place)
    {
        var part = value[digits.Start..digits.End];
        var count = TextEnds.Count(part);
        return new SplitPart(place, place.Token + 1 + digits.Start, part.Length, count, count == value.Length ? SplitKind.Digits : SplitKind.Whole);
    }

    // {"48358037":"61083799"}: half of it is the name.
    private void AddName(ReadOnlySpan<byte> json, ReadOnlySpan<byte> value, in SplitPlace place)
    {
        var name = MemberName.Before(json, place.Token, out var start);
        if (name.Length >= LeastInName && value.Length >= LeastInName && !name.ContainsAnyExceptInRange((byte)'0', (byte)'9') && (_count == 0 || _parts[_count - 1].Place.Container != place.Container))
        {
            _count = 0;
            Add(new SplitPart(place with { Token = start - 1 }, start, name.Length, name.Length, SplitKind.Name));
        }
    }

    private void AddWhole(ReadOnlySpan<byte> json, SplitPart part, ref List<Edit>? edits)
    {
        if (part.Digits >= CardNetworks.MaxLength || !Continues(json, part))
        {
            _count = 0;
        }

        if (part.Digits < CardNetworks.MaxLength)
        {
            Add(part with { IsJoined = _count > 0 && _others == 0 && _parts[_count - 1].Place.Container == part.Place.Container });
            _ = TryComplete(json, ref edits);
        }
    }

    // The groups of digits with which a text begins: the last of them may be another number.
    private bool TryEnd(ReadOnlySpan<byte> json, ReadOnlySpan<byte> value, (int Start, int End) digits, in SplitPlace place, ref List<Edit>? edits)
    {
        if (!IsNear(place.Token) || _others > MostOthers)
        {
            return false;
        }

        // The scan looks only at a blank behind the digits where all before were digits alone.
        if (_parts[0].Kind == SplitKind.Digits && (digits.Start > 0 || value[RunEnd(value)] != ' '))
        {
            return false;
        }

        for (var end = digits.End; end > digits.Start; end = digits.Start + Math.Max(0, value[digits.Start..end].LastIndexOfAny((byte)' ', (byte)'-')))
        {
            Add(PartOf((digits.Start, end), value, place) with { Kind = SplitKind.Leading });
            if (TryComplete(json, ref edits))
            {
                return true;
            }

            _count--;
        }

        return false;
    }

    private static int RunEnd(ReadOnlySpan<byte> value) => value.IndexOfAnyExceptInRange((byte)'0', (byte)'9');

    private readonly bool IsNear(int token) => token - (_parts[_count - 1].Start + _parts[_count - 1].Length) < MostBetween;

    // The same object or array, or the next one beside it with the same name within. What a text ended with goes on anywhere.
    private readonly bool Continues(ReadOnlySpan<byte> json, in SplitPart part)
    {
        if (_count == 0 || !IsNear(part.Place.Token))
        {
            return false;
        }

        if (_parts[0].Kind == SplitKind.Trailing)
        {
            return _others <= MostOthers;
        }

        var last = _parts[_count - 1].Place;
        if (_others > MostOthersInFields)
        {
            return false;
        }

        return last.Container == part.Place.Container
            || (last.Parent == part.Place.Parent && json[last.Container] == json[part.Place.Container] && MemberName.Before(json, last.Token, out _).SequenceEqual(MemberName.Before(json, part.Place.Token, out _)));
    }

    private void Add(in SplitPart part)
    {
        if (_count == MaxParts)
        {
            ((Span<SplitPart>)_parts)[1..].CopyTo(_parts);
            _count--;
        }

        _parts[_count++] = part;
        _others = 0;
    }

    // The last parts that together are a card number.
    private bool TryComplete(ReadOnlySpan<byte> json, ref List<Edit>? edits)
    {
        var total = 0;
        for (var first = _count - 1; first >= 0; first--)
        {
            total += _parts[first].Digits;
            if (first < _count - 1 && total >= LeastDigits && TryFrom(json, first, ref edits))
            {
                _count = 0;
                return true;
            }

            if (total > CardNetworks.MaxLength)
            {
                return false;
            }
        }

        return false;
    }

    // A text may end with more than the number: then its last groups are tried.
    private bool TryFrom(ReadOnlySpan<byte> json, int first, ref List<Edit>? edits)
    {
        var whole = _parts[first];
        while (_parts[first].Digits > 0)
        {
            if (TryMask(json, first, ref edits))
            {
                return true;
            }

            var part = _parts[first];
            var next = part.Kind == SplitKind.Trailing ? json.Slice(part.Start, part.Length).IndexOfAny((byte)' ', (byte)'-') + 1 : 0;
            if (next == 0)
            {
                break;
            }

            _parts[first] = part with { Start = part.Start + next, Length = part.Length - next, Digits = TextEnds.Count(json.Slice(part.Start + next, part.Length - next)) };
        }

        _parts[first] = whole;
        return false;
    }

    private readonly bool TryMask(ReadOnlySpan<byte> json, int first, ref List<Edit>? edits)
    {
        Span<byte> digits = stackalloc byte[CardNetworks.MaxLength];
        var total = 0;
        for (var index = first; index < _count; index++)
        {
            var part = _parts[index];
            if (total + part.Digits > CardNetworks.MaxLength)
            {
                return false;
            }

            total += TextEnds.Copy(json.Slice(part.Start, part.Length), digits[total..]);
        }

        digits = digits[..total];
        if (total < LeastDigits || CardNetworks.Evaluate(digits) != CardEvidence.Strong || !SplitLikelihood.IsLikely(json, ((ReadOnlySpan<SplitPart>)_parts)[first.._count]) || SplitColumn.Holds(json, ((ReadOnlySpan<SplitPart>)_parts)[.._count], first))
        {
            return false;
        }

        SplitEdits.Add(json, ((ReadOnlySpan<SplitPart>)_parts)[first.._count], CardNumber.Of(digits), ref edits);
        return true;
    }
}
