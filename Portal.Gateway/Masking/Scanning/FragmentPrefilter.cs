using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using Portal.Gateway.Masking.Detectors;

namespace Portal.Gateway.Masking.Scanning;

/// <summary>
/// Says whether values of a message may be a card number together; see <see cref="Fragments.FragmentedPanDetector"/>. It knows nothing
/// of structure: where no name says card, it counts the values that have the sizes in which a number is cut, wherever they stand.
/// </summary>
internal struct FragmentPrefilter
{
    private const int LongestPart = 8;
    private const int GroupDigits = 4;
    private const int LeastSingles = 15;

    private static readonly SearchValues<byte> Edges = SearchValues.Create(" -\t\r\n"u8);

    private Sizes _sizes;
    private bool _hasText;
    private int _grouped;
    private int _digits;

    [InlineArray(LongestPart + 2)]
    private struct Sizes
    {
        private int _first;
    }

    /// <summary>Whether a digit beside a quote, at one of some places, is of a value that may be part of a number.</summary>
    /// <param name="text">The text.</param>
    /// <param name="position">Where the block begins.</param>
    /// <param name="places">First digits behind a quote, and quotes behind a digit.</param>
    public static bool IsPart(ReadOnlySpan<byte> text, int position, ulong places)
    {
        for (; places != 0; places &= places - 1)
        {
            var at = position + BitOperations.TrailingZeroCount(places);
            if (at < text.Length && (text[at] == '"' ? EndsPart(text, at) : BeginsPart(text, at)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether values of a text that has parts may be one number, though nothing says card.</summary>
    public static bool MayHold(ReadOnlySpan<byte> text) => Count(text).AreEnough();

    /// <summary>Whether a text whose names say card has values enough for a number.</summary>
    public static bool MayHoldNamed(ReadOnlySpan<byte> text) => Count(text)._digits >= CardNetworks.MinLength;

    private static FragmentPrefilter Count(ReadOnlySpan<byte> text)
    {
        var counts = default(FragmentPrefilter);
        for (var position = 0; text[position..].IndexOfAnyInRange((byte)'0', (byte)'9') is >= 0 and var next; )
        {
            position = counts.Add(text, position + next);
        }

        return counts;
    }

    // "4539" and "4539 5787 and", but not "2026-11-27".
    private static bool BeginsPart(ReadOnlySpan<byte> text, int at)
    {
        var length = DigitRun.LengthAt(text, at);
        var behind = at + length < text.Length ? text[at + length] : (byte)'"';
        return length <= LongestPart && (behind == '"' || IsEdge(behind)) && !IsDate(text[at..]);
    }

    // "and 4539 5787", "4539 ", and the name in "part1":4.
    private static bool EndsPart(ReadOnlySpan<byte> text, int quote)
    {
        var end = text[..quote].LastIndexOfAnyExcept(Edges) + 1;
        var start = end;
        while (start > 0 && end - start <= LongestPart && char.IsAsciiDigit((char)text[start - 1]))
        {
            start--;
        }

        var before = start > 0 ? text[start - 1] : (byte)'"';
        return end > start
            && end - start <= LongestPart
            && (
                before is (byte)'"' or (byte)':' or (byte)'=' or (byte)'('
                || IsEdge(before)
                || (end - start <= 2 && IsName(text[(quote + 1)..]))
            );
    }

    private static bool IsName(ReadOnlySpan<byte> behind) => behind.TrimStart(" \t\r\n"u8) is [(byte)':', ..];

    // Where to go on: behind digits with a blank or a dash between them.
    private int Add(ReadOnlySpan<byte> text, int start)
    {
        var (end, digits, isGrouped) = (start, 0, false);
        for (var goesOn = true; goesOn; )
        {
            var length = Math.Max(1, DigitRun.LengthAt(text, end));
            (end, digits) = (end + length, digits + length);
            goesOn = end < text.Length && text[end] is (byte)' ' or (byte)'-' && text[(end + 1)..].StartsWithDigit();
            isGrouped |= goesOn && length == GroupDigits;
            end += goesOn ? 1 : 0;
        }

        if (digits <= CardNetworks.MaxLength && !IsDate(text[start..]))
        {
            AddValue(text, start, end, digits, isGrouped);
        }

        return end;
    }

    private void AddValue(ReadOnlySpan<byte> text, int start, int end, int digits, bool isGrouped)
    {
        var before = text[..start].LastIndexOfAnyExcept(Edges);
        var behind = text[end..].IndexOfAnyExcept(Edges);
        var opens = SignAt(text, before);
        var closes = SignAt(text, behind < 0 ? text.Length : end + behind);
        var isBeside = closes is (byte)'"' or (byte)')' || (opens == '"' && MayFollow(text[end..]));
        var isText = opens == '"' && closes == '"';
        var isValue = isText || IsNumber(opens, closes);
        _grouped += isGrouped && isBeside ? 1 : 0;

        if (isValue && (digits > 1 || isText || opens != ':' || NameCounts(text[..before])))
        {
            _hasText |= isText;
            _sizes[Math.Min(digits, LongestPart + 1)]++;
        }

        // Behind a word that says card a text may begin or end with any of its digits.
        _digits += isValue || isBeside ? digits : 0;
    }

    // A text begins and ends as a value does.
    private static byte SignAt(ReadOnlySpan<byte> text, int position) =>
        (uint)position < (uint)text.Length ? text[position] : (byte)'"';

    private static bool IsNumber(byte opens, byte closes) =>
        opens is (byte)'[' or (byte)',' or (byte)':' && closes is (byte)']' or (byte)',' or (byte)'}';

    // Single digits are parts as elements, or under such a name.
    private static bool NameCounts(ReadOnlySpan<byte> name) => name.TrimEnd("\" "u8) is [.., >= (byte)'0' and <= (byte)'9'];

    private static bool MayFollow(ReadOnlySpan<byte> rest) =>
        rest
            is []
                or [(byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t', ..]
                or [(byte)'\\', (byte)'n' or (byte)'r' or (byte)'t' or (byte)'"' or (byte)'\\', ..]
        || (".,;:-)!"u8.Contains(rest[0]) && (rest.Length == 1 || !char.IsAsciiLetterOrDigit((char)rest[1])));

    private readonly bool AreEnough()
    {
        var (threes, fours, sixes, eights) = (_sizes[3], _sizes[GroupDigits], _sizes[6], _sizes[LongestPart]);
        var areGroups = fours >= GroupDigits || (fours >= 3 && threes > 0) || (fours > 0 && sixes > (_sizes[5] > 0 ? 0 : 1));
        return _sizes[1] >= LeastSingles
            || _grouped > 1
            || (_hasText && (areGroups || eights > 1 || (eights > 0 && fours > 1) || _sizes[2] >= LongestPart));
    }

    private static bool IsEdge(byte value) => value is (byte)' ' or (byte)'-' or (byte)'\n' or (byte)'\r' or (byte)'\t';

    private static bool IsDate(ReadOnlySpan<byte> text) =>
        text is [(byte)'1' or (byte)'2', (byte)'9' or (byte)'0', _, _, (byte)'-', _, _, (byte)'-', ..];
}
