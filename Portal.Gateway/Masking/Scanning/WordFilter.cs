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

    // By the first three bytes, whatever their case; and which three there are, which is the cheaper question.
    private readonly Head[][] _heads = new Head[1 << (3 * Bits)][];
    private readonly ulong[] _known = new ulong[(1 << (3 * Bits)) / 64];
    private readonly GluedStems _stems = new();

    /// <summary>Prepares phrases.</summary>
    public WordFilter(IReadOnlyList<WordPattern> patterns)
    {
        Fingerprints = new WordFingerprints(patterns, GluedStems.Patterns);
        Array.Fill(_heads, []);
        foreach (var same in patterns.GroupBy(static one => (one.Head, one.HeadMask, one.EndsWord, one.Second)))
        {
            foreach (var key in same.SelectMany(KeysOf).Distinct())
            {
                _heads[key] =
                [
                    .. _heads[key],
                    new Head(same.Key.Head, same.Key.HeadMask, same.Key.EndsWord, same.Key.Second, [.. same]),
                ];
                _known[key >> 6] |= 1UL << key;
            }
        }
    }

    /// <summary>Represents phrases whose first words begin alike.</summary>
    private readonly record struct Head(ulong Value, ulong Mask, bool EndsWord, char Second, WordPattern[] Patterns)
    {
        public bool Begins(ulong bytes, ulong rest) => ((bytes | LowerCase) & Mask) == Value && GoesOn(bytes, rest);

        // The word ends, or the next one begins directly behind it or behind one sign.
        private bool GoesOn(ulong bytes, ulong rest)
        {
            var end = 64 - BitOperations.LeadingZeroCount(Mask);
            var next = (char)(byte)(end == 64 ? rest : bytes >> end);
            if (Second == 0)
            {
                return !EndsWord || !char.IsAsciiLetterLower(next);
            }

            next = char.IsAsciiLetterOrDigit(next) ? next : (char)(byte)(end >= 56 ? rest >> (end - 56) : bytes >> (end + 8));
            return (next | 0x20) == Second || !char.IsAsciiLetterOrDigit(next);
        }
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
            var known = KeyOf(bytes);
            if (
                (_known[known >> 6] >> known & 1) != 0
                && AnyHead(_heads[known], bytes, Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref block, place + sizeof(ulong))))
            )
            {
                left |= 1UL << place;
            }
        }

        return left;
    }

    /// <summary>Leaves of some places of a block those at which a stem begins that a name may be glued to.</summary>
    public ulong SiftStems(ref byte block, ulong places) => _stems.Sift(ref block, places);

    private static bool AnyHead(Head[] heads, ulong bytes, ulong rest)
    {
        foreach (ref readonly var head in heads.AsSpan())
        {
            if (head.Begins(bytes, rest))
            {
                return true;
            }
        }

        return false;
    }

    private Findings At(ReadOnlySpan<byte> text, int position)
    {
        if (text.Length - position < 2 * sizeof(ulong))
        {
            Span<byte> end = stackalloc byte[2 * sizeof(ulong)];
            end.Clear();
            text[position..].CopyTo(end);
            return At(text, position, end);
        }

        return At(text, position, text[position..]);
    }

    private Findings At(ReadOnlySpan<byte> text, int position, ReadOnlySpan<byte> start)
    {
        var bytes = BinaryPrimitives.ReadUInt64LittleEndian(start);
        var rest = BinaryPrimitives.ReadUInt64LittleEndian(start[sizeof(ulong)..]);
        var findings = Findings.None;
        foreach (ref readonly var head in _heads[KeyOf(bytes)].AsSpan())
        {
            foreach (var pattern in head.Begins(bytes, rest) ? head.Patterns : [])
            {
                findings |=
                    (findings & pattern.Says) != pattern.Says && pattern.BeginsAt(text, position) ? pattern.Says : Findings.None;
            }
        }

        return findings;
    }

    private static int KeyOf(ulong bytes) =>
        (int)(((bytes & LowBits) << (2 * Bits)) | ((bytes >> 8 & LowBits) << Bits) | (bytes >> 16 & LowBits));

    private static IEnumerable<int> KeysOf(WordPattern pattern) =>
        from first in Values(pattern.BytesAt(0))
        from second in Values(pattern.BytesAt(1))
        from third in Values(pattern.BytesAt(2))
        select KeyOf(first | ((ulong)second << 8) | ((ulong)third << 16));

    private static List<byte> Values(bool[] set) =>
        [.. Enumerable.Range(0, set.Length).Where(value => set[value]).Select(value => (byte)value)];
}
