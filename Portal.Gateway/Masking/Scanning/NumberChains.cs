using System.Numerics;
using Portal.Gateway.Masking.Detectors;

namespace Portal.Gateway.Masking.Scanning;

/// <summary>Looks at digits with nothing but signs between them, where there are enough for a card number.</summary>
/// <param name="isJson">Whether the text is JSON without escapes.</param>
internal struct NumberChains(bool isJson)
{
    // More than this far apart no two digits belong to one number, not even one a digit a line.
    private const int LongestChain = CardNetworks.MaxLength * (DigitGroups.MostJoiners + 1);

    private const int LeastWritten = 12;
    private const int LongestInteger = 7;
    private int _end;
    private int _tagEnd;

    /// <summary>Returns what the chains of a block may be.</summary>
    /// <param name="text">The text.</param>
    /// <param name="position">Where the block begins.</param>
    /// <param name="masks">The block.</param>
    /// <param name="ends">Where twelve digits and signs between them in a row end.</param>
    public Findings Look(ReadOnlySpan<byte> text, int position, in BlockMasks masks, ulong ends)
    {
        var findings = Findings.None;
        while (ends != 0)
        {
            var end = BitOperations.TrailingZeroCount(ends);
            var others = ~masks.Chained;
            var before = others & ((1UL << end) - 1);
            var behind = others >> end;
            if (before != 0 && behind != 0)
            {
                // Most are names and signs around a date or a price.
                var row =
                    (ulong.MaxValue >> BitOperations.LeadingZeroCount(before))
                    ^ (ulong.MaxValue >> (64 - end - BitOperations.TrailingZeroCount(behind)));
                if (BitOperations.PopCount(masks.Digits & row) < CardNetworks.MinLength)
                {
                    ends &= ~row;
                    continue;
                }
            }

            var start = FirstDigit(text, Math.Max(StartOf(text, position, before), _end), position + end);
            findings |=
                start < 0 ? Findings.None
                : TryPlain(text, start, out _end, out var found) ? found
                : DigitGroups.Look(text, start, isJson, out _end);

            // What the chain covered is done with; where there was none, the next digit counts.
            var done = Math.Max(_end - position, end + 1);
            ends = done >= BlockMasks.Size ? 0 : ends & (ulong.MaxValue << done);
        }

        return findings;
    }

    /// <summary>Looks at digits around a tag, which may be one number: <c>4111 &lt;b&gt;1111</c>.</summary>
    /// <param name="text">The text.</param>
    /// <param name="tag">Where it begins.</param>
    public Findings LookAround(ReadOnlySpan<byte> text, int tag)
    {
        var findings = Findings.None;
        var start = tag < _tagEnd ? -1 : FirstDigit(text, StartOf(text, tag, before: 0), tag);
        while (start >= 0)
        {
            findings |= DigitGroups.Look(text, start, isJson, out _tagEnd);
            start = FirstDigit(text, _tagEnd, tag);
        }

        return findings;
    }

    /// <summary>Returns what numbers with an exponent may be: <c>6.304E15</c>.</summary>
    public static Findings LookAtExponents(ReadOnlySpan<byte> text, int position, ulong places)
    {
        var findings = Findings.None;
        for (; places != 0; places &= places - 1)
        {
            var at = position + BitOperations.TrailingZeroCount(places);
            var digit = at + 1 < text.Length && text[at + 1] is (byte)'+' or (byte)'-' ? at + 2 : at + 1;
            if (digit < text.Length && char.IsAsciiDigit((char)text[digit]) && IsWholeNumber(text, at, digit))
            {
                // With a small letter it is a program's float unless its name says card.
                findings |= text[at] == 'E' ? Findings.Number : Findings.LongNumber;
            }
        }

        return findings;
    }

    private static bool IsWholeNumber(ReadOnlySpan<byte> text, int exponent, int end)
    {
        var start = exponent;
        while (
            start > 0
            && exponent - start <= 2 * CardNetworks.MaxLength
            && (char.IsAsciiDigit((char)text[start - 1]) || text[start - 1] == '.')
        )
        {
            start--;
        }

        // Of numbers in text only long ones count, see ExponentNumbers; others must be JSON values.
        var isValue = start == 0 || ":,[ \n\r\t"u8.Contains(text[start - 1]);
        if (!isValue && (exponent - start <= LeastWritten || char.IsAsciiLetterOrDigit((char)text[start - 1])))
        {
            return false;
        }

        while (end < text.Length && char.IsAsciiDigit((char)text[end]))
        {
            end++;
        }

        Span<byte> digits = stackalloc byte[2 * CardNetworks.MaxLength];
        var count = NumberDigits.Of(text[start..end], digits);
        return count is >= CardNetworks.MinLength and <= CardNetworks.MaxLength
            && CardNetworks.Evaluate(digits[..count]) != CardEvidence.None;
    }

    // Decides at once about what most long numbers are: one run of digits, or a decimal fraction, between quotes, commas and colons.
    private readonly bool TryPlain(ReadOnlySpan<byte> text, int start, out int end, out Findings findings)
    {
        findings = Findings.LongNumber;
        end = start;
        if (start < 2 || start + DigitRun.Longest > text.Length || !Begins(text, start))
        {
            return false;
        }

        var gaps = ~(ulong)DigitRun.MaskAt(text, start);
        var length = BitOperations.TrailingZeroCount(gaps);
        if (length >= DigitRun.Longest)
        {
            return false;
        }

        end = start + length;
        if (text[end] == '.' && length <= LongestInteger)
        {
            var fraction = BitOperations.TrailingZeroCount(gaps >> (length + 1));
            end += fraction + 1;
            return fraction is > 0 and <= CardNetworks.MaxLength
                && length != fraction
                && end < start + DigitRun.Longest
                && Ends(text[end]);
        }

        var run = text[start..end];
        if (
            length is < CardNetworks.MinLength or > CardNetworks.MaxLength
            || !Ends(text[end])
            || MayHoldAnother(text, start, end)
        )
        {
            return false;
        }

        findings |= DigitGroups.Weigh(run) | (TrackMarks.HoldsTag(run, goesOn: false) ? Findings.Number : Findings.None);
        return true;
    }

    // Behind zeros or its length, as a value has not.
    private readonly bool MayHoldAnother(ReadOnlySpan<byte> text, int start, int end)
    {
        var isValue = isJson && text[end] == (text[start - 1] == ':' ? ',' : text[start - 1]);
        return text[start] == '0' || (text[start] == '1' && !isValue);
    }

    private static bool Begins(ReadOnlySpan<byte> text, int start) =>
        text[start - 1] == '"' || (text[start - 1] == ':' && text[start - 2] == '"');

    private static bool Ends(byte value) => value is (byte)'"' or (byte)',';

    // Where the row of digits and signs begins.
    private static int StartOf(ReadOnlySpan<byte> text, int position, ulong before)
    {
        if (before != 0)
        {
            return position + BlockMasks.Size - BitOperations.LeadingZeroCount(before);
        }

        var start = position;
        for (var least = Math.Max(0, position - LongestChain); start > least && ByteClasses.IsChained(text[start - 1]); start--)
        { }

        return start;
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
