using System.Numerics;
using System.Runtime.CompilerServices;
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
    private const ulong LowerCase = 0x2020_2020_2020_2020;

    private readonly Stem[] _stems = [.. GluedWords.StemList.Select(static stem => new Stem(stem))];

    // Which three letters a stem begins with.
    private readonly uint[] _known = new uint[1 << (2 * Bits)];

    /// <summary>Prepares all stems.</summary>
    public GluedStems()
    {
        foreach (var stem in GluedWords.StemList)
        {
            _known[((stem[0] & LowBits) << Bits) | (stem[1] & LowBits)] |= 1u << (stem[2] & LowBits);
        }
    }

    /// <summary>Gets the stems to be found.</summary>
    public static IEnumerable<WordPattern> Patterns => GluedWords.StemList.Select(static stem => new WordPattern(stem, Findings.None));

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
            if ((_known[start] >> (int)(bytes >> 16 & LowBits) & 1) != 0 && Any(bytes))
            {
                left |= 1UL << place;
            }
        }

        return left;
    }

    private bool Any(ulong bytes)
    {
        foreach (var stem in _stems)
        {
            if (((bytes | LowerCase) & stem.Mask) == stem.Value && stem.MayGoOn(bytes))
            {
                return true;
            }
        }

        return false;
    }

    private sealed class Stem
    {
        private readonly int _shift;
        private readonly bool[]? _next;

        public Stem(string stem)
        {
            for (var place = Math.Min(stem.Length, sizeof(ulong)) - 1; place >= 0; place--)
            {
                Value = (Value << 8) | stem[place] | 0x20u;
                Mask = (Mask << 8) | 0xFF;
            }

            _shift = 8 * stem.Length;
            if (stem.Length + 2 <= sizeof(ulong))
            {
                _next = new bool[1 << (2 * Bits)];
                Fill(stem, _next);
            }
        }

        public ulong Value { get; }

        public ulong Mask { get; }

        // Two small letters behind it, or two capitals behind a capital: the word goes on, if it is one.
        public bool MayGoOn(ulong bytes)
        {
            if (_next is null)
            {
                return true;
            }

            var (last, first, second) = ((char)(byte)(bytes >> (_shift - 8)), (char)(byte)(bytes >> _shift), (char)(byte)(bytes >> (_shift + 8)));
            var goesOn = (char.IsAsciiLetterLower(first) && char.IsAsciiLetterLower(second))
                || (char.IsAsciiLetterUpper(last) && char.IsAsciiLetterUpper(first) && char.IsAsciiLetterUpper(second));
            return !goesOn || _next[((first & LowBits) << Bits) | (second & LowBits)];
        }

        private static void Fill(string stem, bool[] next)
        {
            var parts = WordTable.Words.Where(static word => word.Length >= ShortestPart && char.IsAsciiLetter(word[0])).ToArray();
            foreach (var tail in WordTable.Words.SelectMany(word => TailsOf(word, stem)).Distinct().ToArray())
            {
                IEnumerable<string> pairs = tail.Length >= 2 ? [tail] : [.. parts.Select(part => tail + part), $"{tail}x"];
                foreach (var pair in pairs.Where(static pair => pair.Length >= 2 && char.IsAscii(pair[0]) && char.IsAscii(pair[1])))
                {
                    next[((pair[0] & LowBits) << Bits) | (pair[1] & LowBits)] = true;
                }
            }
        }

        // What stands behind the stem in a word of the table, wherever it is in it.
        private static IEnumerable<string> TailsOf(string word, string stem)
        {
            for (var at = word.IndexOf(stem, StringComparison.Ordinal); at >= 0; at = word.IndexOf(stem, at + 1, StringComparison.Ordinal))
            {
                yield return word[(at + stem.Length)..];
            }
        }
    }
}
