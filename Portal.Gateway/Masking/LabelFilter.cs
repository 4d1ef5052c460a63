using System.Numerics;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using System.Text;

namespace Portal.Gateway.Masking;

/// <summary>
/// Says quickly whether a text may hold a label: looks for the first three letters of each at sixteen places at a time (the algorithm known as Teddy: two
/// table look-ups a letter give the set of labels it may belong to), and compares only where all three agree.
/// </summary>
internal sealed class LabelFilter
{
    private const int Letters = 3;
    private const int Buckets = 8;

    private readonly byte[][] _stems;
    private readonly int[][] _byBucket;
    private readonly Vector128<byte>[] _low = new Vector128<byte>[Letters];
    private readonly Vector128<byte>[] _high = new Vector128<byte>[Letters];

    /// <summary>Prepares the tables.</summary>
    /// <param name="stems">Lower case ASCII, three letters and more each.</param>
    public LabelFilter(IEnumerable<string> stems)
    {
        _stems = [.. stems.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(Encoding.ASCII.GetBytes)];
        var buckets = new List<int>[Buckets];
        Span<byte> low = stackalloc byte[Letters * 16];
        Span<byte> high = stackalloc byte[Letters * 16];
        for (var index = 0; index < _stems.Length; index++)
        {
            // Stems that begin alike share a bucket.
            var bucket = index * Buckets / _stems.Length;
            (buckets[bucket] ??= []).Add(index);
            for (var letter = 0; letter < Letters; letter++)
            {
                foreach (var value in Cases(_stems[index][letter]))
                {
                    low[(letter * 16) + (value & 15)] |= (byte)(1 << bucket);
                    high[(letter * 16) + (value >> 4)] |= (byte)(1 << bucket);
                }
            }
        }

        _byBucket = [.. buckets.Select(bucket => bucket?.ToArray() ?? [])];
        for (var letter = 0; letter < Letters; letter++)
        {
            _low[letter] = Vector128.Create<byte>(low.Slice(letter * 16, 16));
            _high[letter] = Vector128.Create<byte>(high.Slice(letter * 16, 16));
        }
    }

    /// <summary>Whether any stem stands in a text, whatever its case.</summary>
    public bool IsIn(ReadOnlySpan<byte> text)
    {
        var position = 0;
        if (Ssse3.IsSupported || System.Runtime.Intrinsics.Arm.AdvSimd.Arm64.IsSupported)
        {
            for (; position + 16 + Letters - 1 <= text.Length; position += 16)
            {
                var found = Look(text, position, 0) & Look(text, position, 1) & Look(text, position, 2);
                if (found != Vector128<byte>.Zero && Verify(text, position, found))
                {
                    return true;
                }
            }
        }

        for (; position + Letters <= text.Length; position++)
        {
            if (Matches(text, position, 0, _stems.Length))
            {
                return true;
            }
        }

        return false;
    }

    private static byte[] Cases(byte value) => char.IsAsciiLetterLower((char)value) ? [value, (byte)(value & ~0x20)] : [value];

    private Vector128<byte> Look(ReadOnlySpan<byte> text, int position, int letter)
    {
        var bytes = Vector128.Create(text[(position + letter)..]);
        var nibble = Vector128.Create((byte)0x0F);
        return Vector128.Shuffle(_low[letter], bytes & nibble) & Vector128.Shuffle(_high[letter], Vector128.ShiftRightLogical(bytes.AsUInt16(), 4).AsByte() & nibble);
    }

    private bool Verify(ReadOnlySpan<byte> text, int position, Vector128<byte> found)
    {
        var places = ~Vector128.Equals(found, Vector128<byte>.Zero).ExtractMostSignificantBits() & 0xFFFF;
        while (places != 0)
        {
            var place = BitOperations.TrailingZeroCount(places);
            places &= places - 1;
            var buckets = (uint)found[place];
            while (buckets != 0)
            {
                var bucket = _byBucket[BitOperations.TrailingZeroCount(buckets)];
                buckets &= buckets - 1;
                if (Matches(text, position + place, bucket[0], bucket[^1] + 1))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private bool Matches(ReadOnlySpan<byte> text, int position, int from, int to)
    {
        var rest = text[position..];
        for (var index = from; index < to; index++)
        {
            var stem = _stems[index];
            if (rest.Length >= stem.Length && Ascii.EqualsIgnoreCase(rest[..stem.Length], stem) && IsWord(text, position, stem.Length))
            {
                return true;
            }
        }

        return false;
    }

    // Short stems are parts of many words: "shipping", "accident". They count where a word begins and ends, or a hump.
    private static bool IsWord(ReadOnlySpan<byte> text, int position, int length)
    {
        if (length > 4)
        {
            return true;
        }

        var begins = position == 0 || !char.IsAsciiLetter((char)text[position - 1]) || (char.IsAsciiLetterLower((char)text[position - 1]) && char.IsAsciiLetterUpper((char)text[position]));
        var end = position + length;
        var ends = end >= text.Length || !char.IsAsciiLetterLower((char)text[end]) || char.IsAsciiLetterUpper((char)text[end - 1]) != char.IsAsciiLetterUpper((char)text[Math.Min(end, text.Length - 1)]);
        return begins && ends;
    }
}
