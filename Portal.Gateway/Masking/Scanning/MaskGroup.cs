using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Portal.Gateway.Masking.Scanning;

/// <summary>
/// Holds the masks of eight blocks that follow each other, one vector a class and one lane a block. Questions about neighbouring
/// bytes are answered for all eight at once: each class keeps the last block of the group before, so the same memory read one lane
/// earlier is the blocks before.
/// </summary>
/// <param name="isJson">Whether the text is JSON without escapes: no number goes on over a quote.</param>
internal struct MaskGroup(bool isJson)
{
    /// <summary>Blocks in a group.</summary>
    public const int Blocks = 8;

    private readonly ulong _ends = isJson ? ulong.MaxValue : 0;
    private Lanes _digits;
    private Lanes _letters;
    private Lanes _uppers;
    private Lanes _joiners;
    private Lanes _signs;
    private Lanes _marks;
    private Lanes _quotes;
    private Lanes _exponents;
    private Lanes _edges;
    private Lanes _odds;
    private Lanes _words;
    private Lanes _stems;

    /// <summary>The last block of the group before, then the group.</summary>
    [InlineArray(Blocks + 1)]
    private struct Lanes
    {
        private ulong _first;

        public readonly Vector512<ulong> Now
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get => Vector512.LoadUnsafe(in this[1]);
        }

        public readonly Vector512<ulong> Before
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get => Vector512.LoadUnsafe(in this[0]);
        }
    }

    /// <summary>Puts in a block.</summary>
    /// <param name="index">Which.</param>
    /// <param name="masks">The block.</param>
    /// <param name="words">Where the bytes are those with which a phrase begins.</param>
    /// <param name="stems">Where they are those with which a stem of glued names begins.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Set(int index, in BlockMasks masks, ulong words, ulong stems)
    {
        _digits[index + 1] = masks.Digits;
        _letters[index + 1] = masks.Letters;
        _uppers[index + 1] = masks.Uppers;
        _joiners[index + 1] = masks.Joiners;
        _odds[index + 1] = masks.Odds & ~(masks.Quotes & _ends);
        _signs[index + 1] = masks.Signs;
        _marks[index + 1] = masks.Marks;
        _quotes[index + 1] = masks.Quotes;
        _exponents[index + 1] = masks.Exponents;
        _edges[index + 1] = masks.Edges;
        _words[index + 1] = words;
        _stems[index + 1] = stems;
    }

    /// <summary>Leaves only what the next group needs to know.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Advance()
    {
        _digits[0] = _digits[Blocks];
        _letters[0] = _letters[Blocks];
        _joiners[0] = _joiners[Blocks];
        _odds[0] = _odds[Blocks];
        _signs[0] = _signs[Blocks];
        _quotes[0] = _quotes[Blocks];
        _edges[0] = _edges[Blocks];
    }

    /// <summary>Returns where something could be.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly GroupPlaces Places()
    {
        var digits = _digits.Now;
        var behindDigit = Behind(digits, _digits.Before, 1);
        var letters = _letters.Now;
        var behindLetter = Behind(letters, _letters.Before, 1);
        var words = digits | letters;
        var joiners = _joiners.Now;
        var quotes = _quotes.Now;

        // Four pairs with one sign behind each, as in a dump of bytes; a text of twelve pairs has four in one block.
        var pairs = words & (words >>> 1) & (joiners >>> 2);
        pairs &= pairs >>> 3;
        pairs &= pairs >>> 6;

        // Words begin behind what is neither letter nor digit, behind digits, and at capital letters: cardCvv, MYCvv, 1234pin.
        var starts = Vector512.AndNot(letters, behindLetter) | Vector512.AndNot(digits, behindDigit | behindLetter) | _uppers.Now;
        return new GroupPlaces
        {
            Words = starts & _words.Now,
            Stems = _stems.Now,
            Chains = Twelve(digits | joiners | _odds.Now, _digits.Before | _joiners.Before | _odds.Before),
            Runs = Sixteen(words | _signs.Now, _digits.Before | _letters.Before | _signs.Before),
            Pairs = pairs,
            Parts = QuotedDigits(digits, quotes),
            Marks = _marks.Now,
            Exponents = _exponents.Now & behindDigit,
        };
    }

    // First digits behind a quote and quotes behind a digit, with up to two blanks or dashes between them.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly Vector512<ulong> QuotedDigits(Vector512<ulong> digits, Vector512<ulong> quotes)
    {
        var behindEdge = Behind(_edges.Now, _edges.Before, 1);
        var behindTwo = behindEdge & Behind(_edges.Now, _edges.Before, 2);
        return (digits & BehindUpToTwo(quotes, _quotes.Before, behindEdge, behindTwo))
            | (quotes & BehindUpToTwo(digits, _digits.Before, behindEdge, behindTwo));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<ulong> BehindUpToTwo(
        Vector512<ulong> now,
        Vector512<ulong> before,
        Vector512<ulong> behindEdge,
        Vector512<ulong> behindTwo
    ) => Behind(now, before, 1) | (behindEdge & Behind(now, before, 2)) | (behindTwo & Behind(now, before, 3));

    // Bit n: what bit n - count was, over the edge of blocks.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<ulong> Behind(Vector512<ulong> now, Vector512<ulong> before, int count) =>
        (now << count) | (before >>> (BlockMasks.Size - count));

    // The last of twelve bits in a row. Of the blocks before only the last bits matter, so what is missing in front of them does not.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<ulong> Twelve(Vector512<ulong> now, Vector512<ulong> before)
    {
        Double(ref now, ref before, 1);
        Double(ref now, ref before, 2);
        var four = Behind(now, before, 8);
        Double(ref now, ref before, 4);
        return now & four;
    }

    // The sixteenth of sixteen bits in a row: one place a run.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<ulong> Sixteen(Vector512<ulong> now, Vector512<ulong> before)
    {
        var seventeenth = Behind(now, before, 16);
        Double(ref now, ref before, 1);
        Double(ref now, ref before, 2);
        Double(ref now, ref before, 4);
        Double(ref now, ref before, 8);
        return Vector512.AndNot(now, seventeenth);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Double(ref Vector512<ulong> now, ref Vector512<ulong> before, int count)
    {
        now &= Behind(now, before, count);
        before &= before << count;
    }
}
