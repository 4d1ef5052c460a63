using System.Numerics;
using Portal.Gateway.Masking.Detectors;

namespace Portal.Gateway.Masking.Scanning;

/// <summary>
/// Decides at once about what most long numbers are: one run of digits, or a decimal fraction, with a quote, a comma or a bracket behind it. Where anything
/// is unusual it leaves them to <see cref="DigitGroups"/>, which knows everything.
/// </summary>
internal static class PlainNumbers
{
    private const int LongestInteger = 7;
    private const int ShortestMistyped = 13;

    /// <summary>Looks at the digits that begin at a position.</summary>
    /// <param name="text">The text.</param>
    /// <param name="start">The first digit.</param>
    /// <param name="end">Behind the number, where it could be decided.</param>
    /// <param name="findings">What it may be.</param>
    /// <returns>Whether it could be decided.</returns>
    public static bool TryLook(ReadOnlySpan<byte> text, int start, out int end, out Findings findings)
    {
        findings = Findings.None;
        end = start;
        var gaps = ~(ulong)DigitRun.MaskAt(text, start);
        var length = BitOperations.TrailingZeroCount(gaps);
        if (length > CardNetworks.MaxLength || start + DigitRun.Longest > text.Length)
        {
            return false;
        }

        end = start + length;
        if (text[end] == '.')
        {
            // 0.5433…: PanVetoes leaves it alone. Another full stop in front or behind makes it something else.
            var fraction = BitOperations.TrailingZeroCount(gaps >> (length + 1));
            end += fraction + 1;
            return fraction is > 0 and <= CardNetworks.MaxLength && length <= LongestInteger && length != fraction && start + DigitRun.Longest > end && Ends(text[end]) && (start == 0 || text[start - 1] != '.');
        }

        if (!Ends(text[end]) || !Begins(text, start) || text[start] == '0')
        {
            return false;
        }

        findings = Weigh(text[start..end]);
        return true;
    }

    // Neither a digit nor a joiner, nor a letter or sign that would make the digits part of a track: what stands around values in JSON and lists.
    private static bool Ends(byte value) => value is (byte)'"' or (byte)',' or (byte)'}' or (byte)']' or (byte)'[' or (byte)'(' or (byte)')';

    // Behind a name, a bracket or a comma; a letter in front, signs between or not, may be a tag's.
    private static bool Begins(ReadOnlySpan<byte> text, int start)
    {
        for (var least = Math.Max(0, start - 2); start > least && text[start - 1] is (byte)' ' or (byte)':';)
        {
            start--;
        }

        return start == 0 || Ends(text[start - 1]);
    }

    private static Findings Weigh(ReadOnlySpan<byte> digits)
    {
        if (digits.Length < CardNetworks.MinLength)
        {
            return Findings.None;
        }

        return (CardNetworks.Evaluate(digits) switch
        {
            CardEvidence.Strong => Findings.Number,
            CardEvidence.Weak => digits.Length == 14 ? Findings.Number : Findings.LongNumber,
            _ => digits.Length >= ShortestMistyped ? Findings.LongNumber : Findings.None,
        }) | (TrackMarks.HoldsTag(digits, goesOn: false) ? Findings.Number : Findings.None);
    }
}
