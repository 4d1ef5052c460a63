using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Portal.Gateway.Masking.Scanning;

/// <summary>
/// Says for sixty-four places at once where some phrase may begin, by the four bytes there (the idea is Teddy's, of Hyperscan). Phrases
/// are dealt into six buckets, stems of glued names into two; a table for each of the four places says which buckets a byte fits, and
/// where a bucket is left over all four, one may begin.
/// </summary>
internal sealed class WordFingerprints
{
    /// <summary>Bytes that are looked at behind a block: sixteen from its last one on, see <see cref="WordFilter"/>.</summary>
    public const int Ahead = (2 * sizeof(ulong)) - 1;

    private const int Places = 4;
    private const int WordBuckets = 6;
    private const int StemBuckets = 2;
    private const byte WordBits = (1 << WordBuckets) - 1;
    private const int Alphabet = 128;

    private readonly byte[] _tables = new byte[Places * Alphabet];

    // The same tables by half bytes, for hardware that cannot look up more than sixteen: they say yes to more.
    private readonly byte[] _low = new byte[Places * 16];
    private readonly byte[] _high = new byte[Places * 16];

    /// <summary>Makes the tables.</summary>
    /// <param name="patterns">Phrases, which begin where words do.</param>
    /// <param name="stems">Stems, which begin anywhere.</param>
    public WordFingerprints(IEnumerable<WordPattern> patterns, IEnumerable<WordPattern> stems)
    {
        _ = Fill(stems, StemBuckets, WordBuckets);
        Estimate = Fill(patterns, WordBuckets, 0);
    }

    /// <summary>Gets the share of words in text at which it says yes: an estimate, of how well phrases are dealt.</summary>
    public double Estimate { get; }

    /// <summary>Returns the places of a block where a phrase may begin, if a word does.</summary>
    /// <param name="block">The first byte of the block, which <see cref="Ahead"/> more follow.</param>
    /// <param name="stems">Receives the places where a stem may begin.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong Match(ref byte block, out ulong stems) =>
        Avx512Vbmi.IsSupported ? ByTable(ref block, out stems) : ByHalves(ref block, out stems);

    /// <summary>Matches with tables of all of ASCII.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong ByTable(ref byte block, out ulong stems)
    {
        ref var tables = ref _tables[0];
        var fits =
            Fits(ref tables, ref block)
            & Fits(ref Unsafe.Add(ref tables, Alphabet), ref Unsafe.Add(ref block, 1))
            & Fits(ref Unsafe.Add(ref tables, 2 * Alphabet), ref Unsafe.Add(ref block, 2))
            & Fits(ref Unsafe.Add(ref tables, 3 * Alphabet), ref Unsafe.Add(ref block, 3));
        stems = (fits | (fits + fits)).ExtractMostSignificantBits();
        return ~Vector512.Equals(fits & Vector512.Create(WordBits), Vector512<byte>.Zero).ExtractMostSignificantBits();
    }

    /// <summary>Matches with tables by half bytes.</summary>
    public ulong ByHalves(ref byte block, out ulong stems)
    {
        var words = 0UL;
        stems = 0;
        for (var part = 0; part < BlockMasks.Size; part += Vector128<byte>.Count)
        {
            var fits = Vector128<byte>.AllBitsSet;
            for (var place = 0; place < Places; place++)
            {
                var bytes = Vector128.LoadUnsafe(ref Unsafe.Add(ref block, part + place));
                fits &=
                    Vector128.Shuffle(Vector128.LoadUnsafe(ref _low[place * 16]), bytes & Vector128.Create((byte)0x0F))
                    & Vector128.Shuffle(Vector128.LoadUnsafe(ref _high[place * 16]), bytes >>> 4);
            }

            var others = Vector128.Equals(fits & Vector128.Create(WordBits), Vector128<byte>.Zero);
            words |= (ulong)(~others).ExtractMostSignificantBits() << part;
            stems |= (ulong)(fits | (fits + fits)).ExtractMostSignificantBits() << part;
        }

        return words;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<byte> Fits(ref byte table, ref byte bytes) =>
        Avx512Vbmi.PermuteVar64x8x2(
            Vector512.LoadUnsafe(ref table),
            Vector512.LoadUnsafe(ref bytes),
            Vector512.LoadUnsafe(ref Unsafe.Add(ref table, BlockMasks.Size))
        );

    private double Fill(IEnumerable<WordPattern> patterns, int count, int firstBit)
    {
        var buckets = FingerprintBuckets.Deal(patterns.Select(static pattern => Fingerprint.Of(pattern, Places)), count);
        for (var bucket = 0; bucket < count; bucket++)
        {
            if (buckets[bucket] is { } fingerprint)
            {
                Fill(fingerprint, (byte)(1 << (firstBit + bucket)));
            }
        }

        return buckets.Sum(static bucket => bucket?.Cost ?? 0);
    }

    private void Fill(Fingerprint bucket, byte bit)
    {
        for (var place = 0; place < Places; place++)
        {
            for (var value = 0; value < Alphabet; value++)
            {
                if (bucket.Has(place, (byte)value))
                {
                    _tables[(place * Alphabet) + value] |= bit;
                    _low[(place * 16) + (value & 15)] |= bit;
                    _high[(place * 16) + (value >> 4)] |= bit;
                }
            }
        }
    }
}
