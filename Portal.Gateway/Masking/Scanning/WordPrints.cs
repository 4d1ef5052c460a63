using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Portal.Gateway.Masking.Scanning;

/// <summary>
/// Says for sixty-four places at once where some phrase may begin, by the four bytes there (the idea is Teddy's, of Hyperscan). Phrases are dealt into
/// eight buckets; a table for each of the four places says which buckets a byte fits, and where a bucket is left over all four, a phrase may begin.
/// </summary>
internal sealed class WordPrints
{
    /// <summary>Bytes that are looked at behind a block: eight from its last one on, see <see cref="WordFilter"/>.</summary>
    public const int Ahead = sizeof(ulong) - 1;

    private const int Places = 4;
    private const int Buckets = 8;
    private const int Alphabet = 128;

    // How common letters are at random places of text, in per mille: only for dealing, any numbers are right.
    private static readonly double[] Frequency = MakeFrequency();

    private readonly byte[] _tables = new byte[Places * Alphabet];

    // The same tables by half bytes, for hardware that cannot look up more than sixteen: they say yes to more.
    private readonly byte[] _low = new byte[Places * 16];
    private readonly byte[] _high = new byte[Places * 16];

    /// <summary>Makes the tables.</summary>
    public WordPrints(IEnumerable<WordPattern> patterns)
    {
        var buckets = new bool[Buckets][][];
        foreach (var print in patterns.Select(pattern => Enumerable.Range(0, Places).Select(pattern.BytesAt).ToArray()).OrderByDescending(Cost))
        {
            var best = Enumerable.Range(0, Buckets).MinBy(bucket => buckets[bucket] is { } sets ? Cost(Union(sets, print)) - Cost(sets) : Cost(print));
            buckets[best] = buckets[best] is { } known ? Union(known, print) : print;
        }

        for (var bucket = 0; bucket < Buckets; bucket++)
        {
            Fill(buckets[bucket], (byte)(1 << bucket));
        }
    }

    /// <summary>Share of places in text where it says yes to nothing: an estimate, for tests of how well phrases are dealt.</summary>
    public double Estimate { get; private set; }

    /// <summary>The places of a block where a phrase may begin.</summary>
    /// <param name="block">The first byte of the block, which <see cref="Ahead"/> more follow.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong Match(ref byte block) => Avx512Vbmi.IsSupported ? ByTable(ref block) : ByHalves(ref block);

    /// <summary>With tables of all of ASCII.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong ByTable(ref byte block)
    {
        ref var tables = ref _tables[0];
        var fits = Fits(ref tables, ref block) & Fits(ref Unsafe.Add(ref tables, Alphabet), ref Unsafe.Add(ref block, 1))
            & Fits(ref Unsafe.Add(ref tables, 2 * Alphabet), ref Unsafe.Add(ref block, 2)) & Fits(ref Unsafe.Add(ref tables, 3 * Alphabet), ref Unsafe.Add(ref block, 3));
        return ~Vector512.Equals(fits, Vector512<byte>.Zero).ExtractMostSignificantBits();
    }

    /// <summary>With tables by half bytes.</summary>
    public ulong ByHalves(ref byte block)
    {
        var matches = 0UL;
        for (var part = 0; part < BlockMasks.Size; part += Vector128<byte>.Count)
        {
            var fits = Vector128<byte>.AllBitsSet;
            for (var place = 0; place < Places; place++)
            {
                var bytes = Vector128.LoadUnsafe(ref Unsafe.Add(ref block, part + place));
                fits &= Vector128.Shuffle(Vector128.LoadUnsafe(ref _low[place * 16]), bytes & Vector128.Create((byte)0x0F))
                    & Vector128.Shuffle(Vector128.LoadUnsafe(ref _high[place * 16]), bytes >>> 4);
            }

            matches |= (ulong)(~Vector128.Equals(fits, Vector128<byte>.Zero)).ExtractMostSignificantBits() << part;
        }

        return matches;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<byte> Fits(ref byte table, ref byte bytes) =>
        Avx512Vbmi.PermuteVar64x8x2(Vector512.LoadUnsafe(ref table), Vector512.LoadUnsafe(ref bytes), Vector512.LoadUnsafe(ref Unsafe.Add(ref table, BlockMasks.Size)));

    private static bool[][] Union(bool[][] left, bool[][] right) => [.. left.Zip(right, (one, other) => one.Zip(other, (first, second) => first | second).ToArray())];

    private static double Cost(bool[][] sets) => sets.Aggregate(1.0, (cost, set) => cost * set.Select((isIn, value) => isIn ? Frequency[value] : 0).Sum());

    private static double[] MakeFrequency()
    {
        var frequency = new double[Alphabet];
        Array.Fill(frequency, 0.002);
        frequency[' '] = 0.15;
        int[] perMille = [82, 15, 28, 43, 127, 22, 20, 61, 70, 2, 8, 40, 24, 67, 75, 19, 1, 60, 63, 91, 28, 10, 24, 2, 20, 1];
        for (var letter = 0; letter < perMille.Length; letter++)
        {
            frequency['a' + letter] = perMille[letter] / 1000.0 * 0.75;
        }

        return frequency;
    }

    private void Fill(bool[][]? sets, byte bucket)
    {
        if (sets is null)
        {
            return;
        }

        Estimate += Cost(sets);
        for (var place = 0; place < Places; place++)
        {
            for (var value = 0; value < Alphabet; value++)
            {
                if (sets[place][value])
                {
                    _tables[(place * Alphabet) + value] |= bucket;
                    _low[(place * 16) + (value & 15)] |= bucket;
                    _high[(place * 16) + (value >> 4)] |= bucket;
                }
            }
        }
    }
}
