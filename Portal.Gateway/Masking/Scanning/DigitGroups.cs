using Portal.Gateway.Masking.Detectors;
using Portal.Gateway.Masking.Numbers;

namespace Portal.Gateway.Masking.Scanning;

/// <summary>
/// Reads groups of digits as <see cref="DigitChain"/> does and weighs every window of them that could be a card number by itself. It
/// keeps only the last groups, so a table of a million figures costs no more than reading it. Windows over signs that separate values
/// as well, such as commas, are worth nothing unless something says card, and are not weighed.
/// </summary>
internal ref struct DigitGroups
{
    /// <summary>Joiners between two groups: at least as many as <see cref="Gaps"/> allows.</summary>
    public const int MostJoiners = 20;

    private const int Room = 3 * (CardNetworks.MaxLength + 1);
    private const int ShortestMistyped = 13;
    private const int LongestInteger = 7;
    private const int SingleDigits = 15;

    private readonly ReadOnlySpan<byte> _text;
    private readonly Span<byte> _digits;
    private readonly Span<byte> _sizes;
    private readonly bool _isJson;
    private int _position;
    private int _digitCount;
    private int _groupCount;
    private int _allDigits;
    private int _allGroups;
    private int _singles;
    private bool _hasEqualsSign;
    private bool _hasPlus;
    private bool _hasLineEnd;
    private Findings _findings;

    private DigitGroups(ReadOnlySpan<byte> text, int start, bool isJson, Span<byte> digits, Span<byte> sizes)
    {
        _text = text;
        _position = start;
        _isJson = isJson;
        _digits = digits;
        _sizes = sizes;
    }

    /// <summary>Returns what the chain that begins with a digit may be.</summary>
    /// <param name="text">The text.</param>
    /// <param name="start">The first digit.</param>
    /// <param name="isJson">Whether the text is JSON without escapes: what stands between quotes is a value.</param>
    /// <param name="end">Where the chain ends.</param>
    public static Findings Look(ReadOnlySpan<byte> text, int start, bool isJson, out int end)
    {
        Span<byte> digits = stackalloc byte[Room];
        Span<byte> sizes = stackalloc byte[Room];
        var groups = new DigitGroups(text, start, isJson, digits, sizes);
        do
        {
            groups.ReadGroup();
        } while (groups.SkipGap());

        end = groups._position;
        return groups._allDigits < CardNetworks.MinLength ? Findings.None : groups.Finish(start);
    }

    private void ReadGroup()
    {
        if (Math.Max(_digitCount, _groupCount) > Room - CardNetworks.MaxLength - 1)
        {
            Forget();
        }

        var first = _position;
        var count = 0;
        for (; _position < _text.Length; _position++)
        {
            var value = _text[_position];
            if (char.IsAsciiDigit((char)value))
            {
                _digits[_digitCount + Math.Min(count++, CardNetworks.MaxLength)] = value;
            }
            else if (value != ByteClasses.Invisible || !_text[(_position + 1)..].StartsWithDigit())
            {
                break;
            }
        }

        _allDigits += count;
        _allGroups++;
        _singles = count == 1 ? _singles + 1 : 0;
        _findings |= _singles == SingleDigits ? Findings.Parts : Findings.None;
        if (count > CardNetworks.MaxLength)
        {
            // Nothing that came before can be one number with it.
            _findings |= OfLongRun(_text[first.._position]) | OfLengthPrefixed(first, count);
            _digitCount = _groupCount = 0;
            return;
        }

        _digitCount += count;
        _sizes[_groupCount++] = (byte)count;
        WeighWindows();
        WeighZeros(_digits.Slice(_digitCount - count, count));
        _findings |= OfLengthPrefixed(first, count);
    }

    // To the next digit; false where the chain ends.
    private bool SkipGap()
    {
        var joiners = 0;
        var isOdd = false;
        for (var next = _position; next < _text.Length && joiners <= MostJoiners; next++)
        {
            var value = _text[next];
            if (char.IsAsciiDigit((char)value))
            {
                _position = next;
                _digitCount = isOdd ? 0 : _digitCount;
                _groupCount = isOdd ? 0 : _groupCount;
                return true;
            }

            if (!ByteClasses.IsChained(value))
            {
                return false;
            }

            isOdd |= ByteClasses.Is(value, ByteClass.Odd);
            _hasEqualsSign |= value == '=';
            _hasLineEnd |= next == _position && LineEnds.IsFilled(_text, next);
            _hasPlus |= value == '+';
            joiners += value == ByteClasses.Invisible ? 0 : 1;
            next += value == '<' ? Math.Max(0, Marks.TagLength(_text[next..]) - 1) : 0;
        }

        return false;
    }

    // Every window of groups that ends with the last one.
    private void WeighWindows()
    {
        var count = 0;
        var last = _sizes[_groupCount - 1];
        var isUniform = true;
        var isGrouped = true;
        for (var first = _groupCount - 1; first >= 0; first--)
        {
            var size = _sizes[first];
            count += size;
            if (count > CardNetworks.MaxLength)
            {
                return;
            }

            isGrouped &= size >= 3;
            isUniform &= first >= _groupCount - 2 || size == _sizes[first + 1];
            if (count >= CardNetworks.MinLength)
            {
                // Groups of any other sizes only under a name that says card number; a full line ends within a group.
                var isOdd = first < _groupCount - 1 && !isGrouped && !(isUniform && last <= size) && !_hasLineEnd;
                _findings |= isOdd ? Findings.None : Weigh(_digits.Slice(_digitCount - count, count));
            }
        }
    }

    // Fourteen digits of Diners need no more than a word about payment.
    internal static Findings Weigh(ReadOnlySpan<byte> digits) =>
        CardNetworks.Evaluate(digits) switch
        {
            CardEvidence.Strong => Findings.Number,
            CardEvidence.Weak when digits.Length == 14 => Findings.Number,
            _ => Findings.None,
        };

    // 0004111…: zeros in front.
    private void WeighZeros(ReadOnlySpan<byte> group)
    {
        var zeros = group.IndexOfAnyExcept((byte)'0');
        _findings |= zeros > 0 && group.Length - zeros >= ShortestMistyped ? Weigh(group[zeros..]) : Findings.None;
    }

    // 164111…: the length, and so many digits. A whole value is none, see RunWindows.
    private readonly Findings OfLengthPrefixed(int first, int count)
    {
        var run = _text[first.._position];
        var isPrefixed = count > ShortestMistyped && run.Length == count && run[0] == '1' && count - 2 == 10 + run[1] - '0';
        return isPrefixed && !IsValue(first) ? Weigh(run[2..]) : Findings.None;
    }

    // "1760…" and "ns":1760…
    private readonly bool IsValue(int first) =>
        _isJson
        && _position < _text.Length
        && (
            (_text[_position] == '"' && _text[..first] is [.., (byte)'"'])
            || (
                _text[_position] is (byte)',' or (byte)'}'
                && _text[..first] is [.., (byte)'"', (byte)':'] or [.., (byte)'"', (byte)':', (byte)' ']
            )
        );

    // More digits than a card has: zeros in front, or two numbers glued to each other.
    private static Findings OfLongRun(ReadOnlySpan<byte> run)
    {
        if (run.Contains(ByteClasses.Invisible) || TrackMarks.HoldsTag(run, goesOn: true))
        {
            return Findings.Number;
        }

        var findings = Weigh(run.TrimStart((byte)'0'));
        for (var cut = ShortestMistyped; run.Length <= 2 * CardNetworks.MaxLength && cut <= run.Length - ShortestMistyped; cut++)
        {
            findings |= Weigh(run[..cut]) & Weigh(run[cut..]);
        }

        return findings;
    }

    private readonly Findings Finish(int start)
    {
        if (IsDecimal(start))
        {
            return Findings.LongNumber;
        }

        // Between digits a plus sign is a space of forms, an equals sign a separator of tracks or the mark of quoted-printable.
        var isMarked = _hasEqualsSign || (_hasPlus && _findings != Findings.None);
        var isTrack = TrackMarks.Surround(_text, start, _position, _digits[.._digitCount]);
        return _findings | Findings.LongNumber | (isMarked || isTrack ? Findings.Number : Findings.None);
    }

    // 0.5433…: Decimals leaves it alone; with an exponent it may be an integer.
    private readonly bool IsDecimal(int start) =>
        _allGroups == 2
        && _groupCount == 2
        && _sizes[0] <= LongestInteger
        && _sizes[0] != _sizes[1]
        && _text[start + _sizes[0]] == '.'
        && _position == start + _sizes[0] + 1 + _sizes[1]
        && (start == 0 || _text[start - 1] != '.')
        && !MayBeWhole();

    private readonly bool MayBeWhole() =>
        _position + 1 < _text.Length && _text[_position] is (byte)'e' or (byte)'E' && _text[_position + 1] != '-';

    // Keeps the groups that may still be part of a number.
    private void Forget()
    {
        var digits = 0;
        var groups = 0;
        while (digits + _sizes[_groupCount - 1 - groups] <= CardNetworks.MaxLength && groups < CardNetworks.MaxLength)
        {
            digits += _sizes[_groupCount - 1 - groups++];
        }

        _findings |= TrackMarks.HoldsTag(_digits[.._digitCount], goesOn: true) ? Findings.Number : Findings.None;
        _digits.Slice(_digitCount - digits, digits).CopyTo(_digits);
        _sizes.Slice(_groupCount - groups, groups).CopyTo(_sizes);
        _digitCount = digits;
        _groupCount = groups;
    }
}
