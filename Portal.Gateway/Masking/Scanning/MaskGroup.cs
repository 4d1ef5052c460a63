using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Portal.Gateway.Masking.Scanning;

/// <summary>
/// The masks of eight blocks that follow each other, one vector a class and one lane a block. Questions about neighbouring bytes are answered for all eight
/// at once: each class keeps the last block of the group before, so the same memory read one lane earlier is the blocks before.
/// </summary>
internal struct MaskGroup
{
    /// <summary>Blocks in a group.</summary>
    public const int Blocks = 8;

    private Lanes _digits;
    private Lanes _letters;
    private Lanes _uppers;
    private Lanes _joiners;
    private Lanes _signs;
    private Lanes _marks;
    private Lanes _quotes;
    private Lanes _spaces;
    private Lanes _exponents;
    private Lanes _prints;

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
    /// <param name="prints">Where the bytes are those with which a phrase begins.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Set(int index, in BlockMasks masks, ulong prints)
    {
        _digits[index + 1] = masks.Digits;
        _letters[index + 1] = masks.Letters;
        _uppers[index + 1] = masks.Uppers;
        _joiners[index + 1] = masks.Joiners;
        _signs[index + 1] = masks.Signs;
        _marks[index + 1] = masks.Marks;
        _quotes[index + 1] = masks.Quotes;
        _spaces[index + 1] = masks.Spaces;
        _exponents[index + 1] = masks.Exponents;
        _prints[index + 1] = prints;
    }

    /// <summary>Leaves only what the next group needs to know.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Advance()
    {
        _digits[0] = _digits[Blocks];
        _letters[0] = _letters[Blocks];
        _joiners[0] = _joiners[Blocks];
        _signs[0] = _signs[Blocks];
        _quotes[0] = _quotes[Blocks];
        _spaces[0] = _spaces[Blocks];
    }

    /// <summary>Where something could be.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly GroupPlaces Places()
    {
        var digits = _digits.Now;
        var digitsBefore = _digits.Before;
        var words = digits | _letters.Now;
        var wordsBefore = digitsBefore | _letters.Before;
        var joiners = _joiners.Now;
        var sixteenths = Sixteen(words | _signs.Now, wordsBefore | _signs.Before);

        // Four pairs with one sign behind each, as in a dump of bytes; a text of twelve pairs has four in one block.
        var pairs = words & (words >>> 1) & (joiners >>> 2);
        pairs &= pairs >>> 3;
        pairs &= pairs >>> 6;

        // Words begin behind what is neither letter nor digit, and at capital letters: cardCvv, MYCvv.
        var starts = Vector512.AndNot(words, Behind(words, wordsBefore, 1)) | _uppers.Now;
        return new GroupPlaces
        {
            Words = starts & _prints.Now,
            Chains = Twelve(digits | joiners, digitsBefore | _joiners.Before),
            Runs = sixteenths,
            Pairs = pairs,
            Parts = QuotedDigits(digits, digitsBefore),
            Marks = _marks.Now,
            Exponents = _exponents.Now & Behind(digits, digitsBefore, 1),
        };
    }

    // Bit n: what bit n - count was, over the edge of blocks.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<ulong> Behind(Vector512<ulong> now, Vector512<ulong> before, int count) => (now << count) | (before >>> (BlockMasks.Size - count));

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

    // Ends of digits that stand alone between quotes, or between a quote and what may separate them from a text: "4111", "4111 and", "and 4111", "and 4111-".
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly Vector512<ulong> QuotedDigits(Vector512<ulong> digits, Vector512<ulong> digitsBefore)
    {
        var quotes = _quotes.Now;
        var spaces = _spaces.Now;
        var joiners = _joiners.Now;
        var joinersBefore = _joiners.Before;
        var goesOn = digitsBefore >>> 63;
        var starts = Vector512.AndNot(digits, (digits << 1) | goesOn);

        // Adding the first digit's bit carries to the place behind the last one.
        var behindQuote = (digits + (starts & Behind(quotes, _quotes.Before, 1))) & (quotes | spaces);
        var behindJoiner = (digits + (starts & Behind(joiners, joinersBefore, 1))) & quotes;

        // Digits that came over from the block before: whatever stood in front of them.
        var across = (digits + goesOn) & (quotes | spaces) & (Vector512<ulong>.Zero - goesOn);
        var beforeEdge = quotes & Behind(joiners, joinersBefore, 1) & Behind(digits, digitsBefore, 2);
        return behindQuote | behindJoiner | across | beforeEdge;
    }
}
