using System.Numerics;
using Portal.Gateway.Masking.Detectors;

namespace Portal.Gateway.Masking.Scanning;

/// <summary>Looks at digits with nothing but joiners between them, where there are enough for a card number.</summary>
internal struct NumberChains
{
    // More than this far apart no two digits belong to one number, not even one a digit a line.
    private const int LongestChain = CardNetworks.MaxLength * (DigitGroups.MostJoiners + 1);

    private const int LeastWritten = 12;
    private int _end;

    /// <summary>Returns what the chains of a block may be.</summary>
    /// <param name="text">The text.</param>
    /// <param name="position">Where the block begins.</param>
    /// <param name="masks">The block.</param>
    /// <param name="ends">Where twelve digits and joiners in a row end.</param>
    public Findings Look(ReadOnlySpan<byte> text, int position, in BlockMasks masks, ulong ends)
    {
        var findings = Findings.None;
        while (ends != 0)
        {
            var end = BitOperations.TrailingZeroCount(ends);
            var start = FirstDigit(text, StartOf(text, position, masks, end), position + end);
            if (start >= 0)
            {
                findings |= PlainNumbers.TryLook(text, start, out _end, out var found) ? found : DigitGroups.Look(text, start, out _end);
            }

            // What the chain covered is done with; where there was none, the next digit counts.
            var done = Math.Max(_end - position, end + 1);
            ends = done >= BlockMasks.Size ? 0 : ends & (ulong.MaxValue << done);
        }

        return findings;
    }

    /// <summary>Whether the number before one of some exponents is an integer that may be a card number: <c>6.304E15</c>.</summary>
    public static bool AnyExponent(ReadOnlySpan<byte> text, int position, ulong places)
    {
        for (; places != 0; places &= places - 1)
        {
            var at = position + BitOperations.TrailingZeroCount(places);
            if (at + 1 < text.Length && (char.IsAsciiDigit((char)text[at + 1]) || (text[at + 1] is (byte)'+' or (byte)'-' && at + 2 < text.Length && char.IsAsciiDigit((char)text[at + 2]))) && IsWholeNumber(text, at))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsWholeNumber(ReadOnlySpan<byte> text, int exponent)
    {
        var start = exponent;
        while (start > 0 && exponent - start <= 2 * CardNetworks.MaxLength && (char.IsAsciiDigit((char)text[start - 1]) || text[start - 1] == '.'))
        {
            start--;
        }

        // Of numbers in text only long ones count, see ExponentNumbers; others must be values of their own, and not part of an identifier in hexadecimal.
        var isNumber = start == 0 || text[start - 1] is (byte)':' or (byte)',' or (byte)'[' or (byte)' ' or (byte)'-' or (byte)'\n' or (byte)'\r' or (byte)'\t';
        if (!isNumber && (exponent - start <= LeastWritten || char.IsAsciiLetterOrDigit((char)text[start - 1])))
        {
            return false;
        }

        var end = exponent + 2;
        while (end < text.Length && char.IsAsciiDigit((char)text[end]))
        {
            end++;
        }

        Span<byte> digits = stackalloc byte[2 * CardNetworks.MaxLength];
        var count = NumberDigits.Of(text[start..end], digits);
        return count >= CardNetworks.MinLength;
    }

    // Where the row of digits and joiners begins, or the chain before it ends.
    private readonly int StartOf(ReadOnlySpan<byte> text, int position, in BlockMasks masks, int end)
    {
        var gaps = ~(masks.Digits | masks.Joiners) & ((1UL << end) - 1);
        var start = position + BlockMasks.Size - BitOperations.LeadingZeroCount(gaps);
        if (gaps == 0)
        {
            var least = Math.Max(0, position - LongestChain);
            for (start = position; start > least && ByteClasses.IsDigitOrJoiner(text[start - 1]); start--)
            {
            }
        }

        return Math.Max(start, _end);
    }

    private static int FirstDigit(ReadOnlySpan<byte> text, int start, int last)
    {
        for (; start <= last && start < text.Length; start++)
        {
            if (char.IsAsciiDigit((char)text[start]))
            {
                return start;
            }
        }

        return -1;
    }
}
