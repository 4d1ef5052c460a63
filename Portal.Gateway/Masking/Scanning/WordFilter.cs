using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Portal.Gateway.Masking.Words;

namespace Portal.Gateway.Masking.Scanning;

/// <summary>Finds names in ASCII text: <see cref="WordFingerprints"/> says where one may begin, and only there phrases are compared.</summary>
internal sealed class WordFilter
{
    private const int Bits = 5;
    private const int LowBits = (1 << Bits) - 1;
    private const ulong LowerCase = 0x2020_2020_2020_2020;

    // By the first two bytes, whatever their case; and which three bytes any phrase begins with, which is the cheaper question.
    private readonly WordPattern[][] _byStart = new WordPattern[1 << (2 * Bits)][];
    private readonly (ulong Value, ulong Mask)[][] _heads;
    private readonly (ulong Value, ulong Mask)[] _stems;
    private readonly ulong[] _known = new ulong[(1 << (3 * Bits)) / 64];
    private readonly ulong[] _knownStems = new ulong[(1 << (3 * Bits)) / 64];

    /// <summary>Prepares phrases.</summary>
    public WordFilter(IReadOnlyList<WordPattern> patterns)
    {
        var stems = GluedWords.StemList.Select(static stem => new WordPattern(stem, Findings.None)).ToArray();
        Fingerprints = new WordFingerprints(patterns, stems);
        Array.Fill(_byStart, []);
        foreach (var pattern in patterns)
        {
            foreach (var key in KeysOf(pattern))
            {
                _byStart[key] = [.. _byStart[key], pattern];
            }

            Add(_known, pattern);
        }

        foreach (var stem in stems)
        {
            Add(_knownStems, stem);
        }

        _stems = [.. stems.Select(static stem => (stem.Head, stem.HeadMask))];
        _heads = Array.ConvertAll(_byStart, static known =>
            known.Select(static one => (one.Head, one.HeadMask)).Distinct().ToArray()
        );
    }

    /// <summary>Gets where phrases and stems may begin.</summary>
    public WordFingerprints Fingerprints { get; }

    /// <summary>Returns what the phrases say that begin at some places of a block, and the words that stems stand in.</summary>
    public Findings At(ReadOnlySpan<byte> text, int position, ulong words, ulong stems)
    {
        var findings = Findings.None;
        for (; words != 0; words &= words - 1)
        {
            findings |= At(text, position + BitOperations.TrailingZeroCount(words));
        }

        for (; stems != 0; stems &= stems - 1)
        {
            findings |= GluedNames.At(text, position + BitOperations.TrailingZeroCount(stems));
        }

        return findings;
    }

    /// <summary>Leaves of some places of a block those at which the first eight letters of a phrase's first word begin.</summary>
    /// <param name="block">The first byte of the block, which <see cref="WordFingerprints.Ahead"/> more follow.</param>
    /// <param name="places">The places.</param>
    public ulong Sift(ref byte block, ulong places)
    {
        var left = 0UL;
        for (; places != 0; places &= places - 1)
        {
            var place = BitOperations.TrailingZeroCount(places);
            var bytes = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref block, place));
            if (IsKnown(_known, bytes, out var start) && AnyHead(_heads[start], bytes | LowerCase))
            {
                left |= 1UL << place;
            }
        }

        return left;
    }

    /// <summary>Leaves of some places of a block those at which a stem begins.</summary>
    public ulong SiftStems(ref byte block, ulong places)
    {
        var left = 0UL;
        for (; places != 0; places &= places - 1)
        {
            var place = BitOperations.TrailingZeroCount(places);
            var bytes = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref block, place));
            if (IsKnown(_knownStems, bytes, out _) && AnyHead(_stems, bytes | LowerCase))
            {
                left |= 1UL << place;
            }
        }

        return left;
    }

    private static bool IsKnown(ulong[] known, ulong bytes, out int start)
    {
        start = (int)(((bytes & LowBits) << Bits) | (bytes >> 8 & LowBits));
        var all = (start << Bits) | (int)(bytes >> 16 & LowBits);
        return (known[all >> 6] >> all & 1) != 0;
    }

    private static bool AnyHead((ulong Value, ulong Mask)[] heads, ulong bytes)
    {
        foreach (var (value, mask) in heads)
        {
            if ((bytes & mask) == value)
            {
                return true;
            }
        }

        return false;
    }

    private Findings At(ReadOnlySpan<byte> text, int position)
    {
        var findings = Findings.None;
        if (position + 1 < text.Length)
        {
            foreach (var pattern in _byStart[KeyOf(text[position], text[position + 1])])
            {
                findings |= pattern.BeginsAt(text, position) ? pattern.Says : Findings.None;
            }
        }

        return findings;
    }

    private static void Add(ulong[] known, WordPattern pattern)
    {
        foreach (var key in KeysOf(pattern))
        {
            foreach (var third in Values(pattern.BytesAt(2)))
            {
                var place = (key << Bits) | (third & LowBits);
                known[place >> 6] |= 1UL << place;
            }
        }
    }

    private static int KeyOf(byte first, byte second) => ((first & LowBits) << Bits) | (second & LowBits);

    private static IEnumerable<int> KeysOf(WordPattern pattern)
    {
        var seconds = Values(pattern.BytesAt(1));
        return Values(pattern.BytesAt(0)).SelectMany(first => seconds.Select(second => KeyOf(first, second))).Distinct();
    }

    private static List<byte> Values(bool[] set) =>
        [.. Enumerable.Range(0, set.Length).Where(value => set[value]).Select(value => (byte)value)];
}
