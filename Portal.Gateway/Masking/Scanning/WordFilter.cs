using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Portal.Gateway.Masking.Scanning;

/// <summary>Finds phrases in ASCII text: <see cref="WordPrints"/> says where one may begin, and only there phrases are compared.</summary>
internal sealed class WordFilter
{
    private const int Bits = 5;
    private const int LowBits = (1 << Bits) - 1;
    private const ulong LowerCase = 0x2020_2020_2020_2020;

    private readonly WordPrints _prints;

    // By the first two bytes, whatever their case; and which three bytes any phrase begins with, which is the cheaper question.
    private readonly WordPattern[][] _byStart;
    private readonly (ulong Value, ulong Mask)[][] _heads;
    private readonly ulong[] _known = new ulong[(1 << (3 * Bits)) / 64];

    /// <summary>Prepares phrases.</summary>
    /// <param name="phrases">Lower case ASCII; one space between two words.</param>
    /// <param name="areStems">Whether words that only begin with a phrase count too.</param>
    public WordFilter(IEnumerable<string> phrases, bool areStems)
    {
        WordPattern[] patterns = [.. phrases.Distinct(StringComparer.Ordinal).Select(phrase => new WordPattern(phrase, areStems))];
        _prints = new WordPrints(patterns);
        _byStart = new WordPattern[KeyOf(0xFF, 0xFF) + 1][];
        Array.Fill(_byStart, []);
        foreach (var pattern in patterns)
        {
            foreach (var key in KeysOf(pattern))
            {
                _byStart[key] = [.. _byStart[key], pattern];
                foreach (var third in Values(pattern.BytesAt(2)))
                {
                    var known = (key << Bits) | (third & LowBits);
                    _known[known >> 6] |= 1UL << known;
                }
            }
        }

        _heads = Array.ConvertAll(_byStart, known => known.Select(pattern => (pattern.Head, pattern.HeadMask)).Distinct().ToArray());
    }

    /// <summary>Where phrases may begin; see <see cref="WordPrints"/>.</summary>
    public WordPrints Prints => _prints;

    /// <summary>Whether one of the phrases is anywhere in a text.</summary>
    public bool IsIn(ReadOnlySpan<byte> text)
    {
        ref var start = ref MemoryMarshal.GetReference(text);
        var position = 0;
        var last = 0UL;
        for (; position + BlockMasks.Size + WordPrints.Ahead <= text.Length; position += BlockMasks.Size)
        {
            if (IsInBlock(text, position, ref Unsafe.Add(ref start, position), ref last))
            {
                return true;
            }
        }

        return IsInTail(text, position, last);
    }

    /// <summary>Whether one of the phrases begins at one of some places of a block.</summary>
    public bool AnyAt(ReadOnlySpan<byte> text, int position, ulong places)
    {
        for (; places != 0; places &= places - 1)
        {
            if (BeginsAt(text, position + BitOperations.TrailingZeroCount(places)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Leaves of some places of a block those at which the first word of a phrase, or the first eight letters of it, begins.</summary>
    /// <param name="block">The first byte of the block, which <see cref="WordPrints.Ahead"/> more follow.</param>
    /// <param name="places">The places.</param>
    public ulong Sift(ref byte block, ulong places)
    {
        var left = 0UL;
        for (; places != 0; places &= places - 1)
        {
            var place = BitOperations.TrailingZeroCount(places);
            var bytes = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref block, place));
            var start = ((bytes & LowBits) << Bits) | (bytes >> 8 & LowBits);
            var known = (start << Bits) | (bytes >> 16 & LowBits);
            if ((_known[known >> 6] >> (int)known & 1) != 0 && AnyHead(_heads[start], bytes | LowerCase))
            {
                left |= 1UL << place;
            }
        }

        return left;
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

    private bool IsInTail(ReadOnlySpan<byte> text, int position, ulong last)
    {
        Span<byte> tail = stackalloc byte[(2 * BlockMasks.Size) + WordPrints.Ahead];
        tail.Clear();
        text[position..].CopyTo(tail);
        var isIn = IsInBlock(text, position, ref tail[0], ref last) || IsInBlock(text, position + BlockMasks.Size, ref tail[BlockMasks.Size], ref last);
        tail.Clear();
        return isIn;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool IsInBlock(ReadOnlySpan<byte> text, int position, ref byte block, ref ulong last)
    {
        var masks = BlockMasks.Of(ref block);
        var words = masks.Letters | masks.Digits;
        var starts = (words & ~((words << 1) | (last >> 63))) | masks.Uppers;
        last = words;
        return (starts & _prints.Match(ref block)) is not 0 and var places && Sift(ref block, places) is not 0 and var known && AnyAt(text, position, known);
    }

    private bool BeginsAt(ReadOnlySpan<byte> text, int position)
    {
        if (position + 1 >= text.Length)
        {
            return false;
        }

        foreach (var pattern in _byStart[KeyOf(text[position], text[position + 1])])
        {
            if (pattern.BeginsAt(text, position))
            {
                return true;
            }
        }

        return false;
    }

    private static int KeyOf(byte first, byte second) => ((first & LowBits) << Bits) | (second & LowBits);

    private static IEnumerable<int> KeysOf(WordPattern pattern)
    {
        var seconds = Values(pattern.BytesAt(1));
        return Values(pattern.BytesAt(0)).SelectMany(first => seconds.Select(second => KeyOf(first, second))).Distinct();
    }

    private static List<byte> Values(bool[] set) => [.. Enumerable.Range(0, set.Length).Where(value => set[value]).Select(value => (byte)value)];
}
