using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Portal.Gateway.Masking.Scanning;

/// <summary>Finds names in ASCII text: <see cref="WordFingerprints"/> says where one may begin, and only there phrases are compared.</summary>
internal sealed class WordFilter
{
    private const int Bits = 5;
    private const int LowBits = (1 << Bits) - 1;
    private const ulong LowerCase = 0x2020_2020_2020_2020;

    // By the first two bytes, whatever their case; and which three bytes any phrase begins with, which is the cheaper question.
    private readonly Head[][] _heads = new Head[1 << (2 * Bits)][];
    private readonly ulong[] _known = new ulong[(1 << (3 * Bits)) / 64];
    private readonly GluedStems _stems = new();

    /// <summary>Prepares phrases.</summary>
    public WordFilter(IReadOnlyList<WordPattern> patterns)
    {
        Fingerprints = new WordFingerprints(patterns, GluedStems.Patterns);
        Array.Fill(_heads, []);
        foreach (var same in patterns.GroupBy(static pattern => (pattern.Head, pattern.HeadMask)))
        {
            foreach (var key in same.SelectMany(KeysOf).Distinct())
            {
                _heads[key] = [.. _heads[key], new Head(same.Key.Head, same.Key.HeadMask, [.. same])];
            }
        }

        foreach (var pattern in patterns)
        {
            Add(pattern);
        }
    }

    /// <summary>Represents phrases whose first words begin alike.</summary>
    private readonly record struct Head(ulong Value, ulong Mask, WordPattern[] Patterns);

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
            var start = (int)(((bytes & LowBits) << Bits) | (bytes >> 8 & LowBits));
            var known = (start << Bits) | (int)(bytes >> 16 & LowBits);
            if ((_known[known >> 6] >> known & 1) != 0 && AnyHead(_heads[start], bytes | LowerCase))
            {
                left |= 1UL << place;
            }
        }

        return left;
    }

    /// <summary>Leaves of some places of a block those at which a stem begins that a name may be glued to.</summary>
    public ulong SiftStems(ref byte block, ulong places) => _stems.Sift(ref block, places);

    private static bool AnyHead(Head[] heads, ulong bytes)
    {
        foreach (ref readonly var head in heads.AsSpan())
        {
            if ((bytes & head.Mask) == head.Value)
            {
                return true;
            }
        }

        return false;
    }

    private Findings At(ReadOnlySpan<byte> text, int position)
    {
        Span<byte> rest = stackalloc byte[sizeof(ulong)];
        rest.Clear();
        text.Slice(position, Math.Min(sizeof(ulong), text.Length - position)).CopyTo(rest);
        var bytes = BinaryPrimitives.ReadUInt64LittleEndian(rest) | LowerCase;
        var findings = Findings.None;
        foreach (ref readonly var head in _heads[KeyOf(rest[0], rest[1])].AsSpan())
        {
            for (var index = 0; (bytes & head.Mask) == head.Value && index < head.Patterns.Length; index++)
            {
                findings |= head.Patterns[index].BeginsAt(text, position) ? head.Patterns[index].Says : Findings.None;
            }
        }

        return findings;
    }

    private void Add(WordPattern pattern)
    {
        foreach (var key in KeysOf(pattern))
        {
            foreach (var third in Values(pattern.BytesAt(2)))
            {
                var place = (key << Bits) | (third & LowBits);
                _known[place >> 6] |= 1UL << place;
            }
        }
    }

    private static int KeyOf(byte first, byte second) => ((first & LowBits) << Bits) | (second & LowBits);

    private static IEnumerable<int> KeysOf(WordPattern pattern)
    {
        var seconds = Values(pattern.BytesAt(1));
        return Values(pattern.BytesAt(0)).SelectMany(first => seconds.Select(second => KeyOf(first, second))).Distinct();
    }

    private static List<byte> Values(bool[] set) => [.. Enumerable.Range(0, set.Length).Where(value => set[value]).Select(value => (byte)value)];
}
