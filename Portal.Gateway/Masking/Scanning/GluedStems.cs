using System.Numerics;
using System.Runtime.CompilerServices;
using System.Text;
using Portal.Gateway.Masking.Words;

namespace Portal.Gateway.Masking.Scanning;

/// <summary>
/// Tells stems that a name may be glued to from those in other words: behind one the table's words go on, or another one of them
/// begins. So "verified" and "discarded" are passed over, which <see cref="GluedNames"/> would take longer for.
/// </summary>
internal sealed class GluedStems
{
    private const int Bits = 5;
    private const int LowBits = (1 << Bits) - 1;
    private const int ShortestPart = 2;
    private const int Next = 3;

    // Digits count as the end: a name may have some behind each of its words.
    private const char End = '\0';
    private const ulong LowerCase = 0x2020_2020_2020_2020;

    private static char[] Letters => [.. Enumerable.Range('a', 26).Select(static letter => (char)letter)];

    // What may follow a part: another, of which three letters matter, or an x.
    private static readonly string[] Followers =
    [
        .. WordTable
            .Parts.Where(static part => part.Length >= ShortestPart && Ascii.IsValid(part))
            .SelectMany(static part => part.Length >= Next ? [part[..Next]] : Letters.Append(End).Select(next => $"{part}{next}"))
            .Concat(Letters.Append(End).SelectMany(static second => Letters.Append(End).Select(third => $"x{second}{third}")))
            .Distinct(),
    ];

    // By the first two letters; and which third ones there are.
    private readonly Stem[][] _stems = new Stem[1 << (2 * Bits)][];
    private readonly uint[] _known = new uint[1 << (2 * Bits)];

    /// <summary>Prepares all stems.</summary>
    public GluedStems()
    {
        Array.Fill(_stems, []);
        foreach (var stem in GluedWords.StemList)
        {
            var start = ((stem[0] & LowBits) << Bits) | (stem[1] & LowBits);
            _stems[start] = [.. _stems[start], new Stem(stem)];
            _known[start] |= 1u << (stem[2] & LowBits);
        }
    }

    /// <summary>Gets the stems to be found.</summary>
    public static IEnumerable<WordPattern> Patterns =>
        GluedWords.StemList.Select(static stem => new WordPattern(stem, Findings.None, isWhole: false));

    /// <summary>Leaves of some places of a block those at which a stem begins that a name may be glued to.</summary>
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
            if (
                (_known[start] >> (int)(bytes >> 16 & LowBits) & 1) != 0
                && Any(_stems[start], bytes, Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref block, place + sizeof(ulong))))
            )
            {
                left |= 1UL << place;
            }
        }

        return left;
    }

    private static bool Any(Stem[] stems, ulong bytes, ulong rest)
    {
        foreach (var stem in stems)
        {
            if (((bytes | LowerCase) & stem.Mask) == stem.Value && stem.MayGoOn(bytes, rest))
            {
                return true;
            }
        }

        return false;
    }

    private sealed class Stem
    {
        private readonly int _shift;
        private readonly ulong[]? _next;

        // Rests of words that say nothing.
        private readonly (ulong Value, ulong Mask, int Shift)[] _harmless = [];

        public Stem(string stem)
        {
            for (var place = Math.Min(stem.Length, sizeof(ulong)) - 1; place >= 0; place--)
            {
                Value = (Value << 8) | stem[place] | 0x20u;
                Mask = (Mask << 8) | 0xFF;
            }

            _shift = 8 * stem.Length;
            if (stem.Length + Next <= sizeof(ulong))
            {
                _next = NextOf(stem);
                _harmless = [.. HarmlessOf(stem)];
            }
        }

        public ulong Value { get; }

        public ulong Mask { get; }

        // Two small letters behind it, or two capitals behind a capital: the word goes on, if it is one.
        public bool MayGoOn(ulong bytes, ulong more)
        {
            if (_next is null)
            {
                return true;
            }

            var last = (char)(byte)(bytes >> (_shift - 8));
            var rest = bytes >> _shift;
            var isUpper =
                char.IsAsciiLetterUpper(last)
                && char.IsAsciiLetterUpper((char)(byte)rest)
                && char.IsAsciiLetterUpper((char)(byte)(rest >> 8));
            if (!isUpper && !(char.IsAsciiLetterLower((char)(byte)rest) && char.IsAsciiLetterLower((char)(byte)(rest >> 8))))
            {
                return true;
            }

            var third = (char)(byte)(rest >> 16);
            var isEnd = isUpper ? !char.IsAsciiLetter(third) : !char.IsAsciiLetterLower(third);
            var place = PlaceOf((char)(byte)rest, (char)(byte)(rest >> 8), isEnd ? End : third);
            return (_next[place >> 6] >> place & 1) != 0 && !IsHarmless(rest | (more << (64 - _shift)), more >> _shift);
        }

        // "verified" and no letter behind it.
        private bool IsHarmless(ulong rest, ulong more)
        {
            foreach (var (value, mask, shift) in _harmless)
            {
                if (
                    ((rest | LowerCase) & mask) == value
                    && !char.IsAsciiLetterOrDigit((char)(byte)(shift == 64 ? more : rest >> shift))
                )
                {
                    return true;
                }
            }

            return false;
        }

        private static IEnumerable<(ulong Value, ulong Mask, int Shift)> HarmlessOf(string stem) =>
            WordTable
                .Parts.Where(static word =>
                    Ascii.IsValid(word) && WordTable.TryFind(word, out var entry) && ScanWords.FindingsOf(entry) == Findings.None
                )
                .SelectMany(word => TailsOf(word, stem))
                .Where(tail => tail.Length is >= ShortestPart and <= sizeof(ulong) && GluedNames.Of(stem + tail) == Findings.None)
                .Distinct()
                .Select(static tail =>
                    (
                        tail.Reverse().Aggregate(0UL, static (value, letter) => (value << 8) | letter | 0x20u),
                        ulong.MaxValue >> (64 - (8 * tail.Length)),
                        8 * tail.Length
                    )
                );

        private static int PlaceOf(char first, char second, char third) =>
            ((first & LowBits) << (2 * Bits)) | ((second & LowBits) << Bits) | (third & LowBits);

        // What may stand behind it: the rest of a word of the table, and the beginning of the next, or the word's end.
        private static ulong[] NextOf(string stem)
        {
            var next = new ulong[1 << (3 * Bits - 6)];
            foreach (var tail in WordTable.Parts.SelectMany(word => TailsOf(word, stem)).Distinct().ToArray())
            {
                IEnumerable<string> beginnings =
                    tail.Length >= Next ? [tail] : [.. Followers.Select(part => tail + part), $"{tail}{End}{End}{End}"];
                foreach (var text in beginnings)
                {
                    var place = PlaceOf(text[0], text[1], text[2]);
                    next[place >> 6] |= 1UL << place;
                }
            }

            return next;
        }

        // What stands behind the stem in a word of the table, wherever it is in it.
        private static IEnumerable<string> TailsOf(string word, string stem)
        {
            for (
                var at = word.IndexOf(stem, StringComparison.Ordinal);
                at >= 0;
                at = word.IndexOf(stem, at + 1, StringComparison.Ordinal)
            )
            {
                yield return word[(at + stem.Length)..];
            }
        }
    }
}
