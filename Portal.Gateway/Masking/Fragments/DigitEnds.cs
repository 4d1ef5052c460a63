using Portal.Gateway.Masking.Detectors;

namespace Portal.Gateway.Masking.Fragments;

/// <summary>Finds the digits with which a text begins or ends, in one run or in groups. The text stands in JSON as it is,
/// with line ends escaped.</summary>
internal static class DigitEnds
{
    /// <summary>Whether a text with this first or last byte may begin or end with digits.</summary>
    public static bool MayBe(ReadOnlySpan<byte> text) =>
        text
            is [(>= (byte)'0' and <= (byte)'9') or (byte)' ' or (byte)'-' or (byte)'\\', ..]
                or [.., (>= (byte)'0' and <= (byte)'9') or (byte)' ' or (byte)'-']
                or [.., (byte)'\\', (byte)'n' or (byte)'r' or (byte)'t'];

    /// <summary>Finds the digits at the beginning; both ends are 0 where there are none.</summary>
    public static (int Start, int End) Leading(ReadOnlySpan<byte> text)
    {
        var start = 0;
        while (start < text.Length && EdgeBehind(text[start..]) is > 0 and var edge)
        {
            start += edge;
        }

        var (end, position, digits) = (start, start, 0);
        while (
            position < text.Length && RunBehind(text[position..]) is > 0 and var run && (digits += run) <= CardNetworks.MaxLength
        )
        {
            position += run;
            end = MayFollow(text[position..]) ? position : end;
            position += position < text.Length && IsSeparator(text[position]) ? 1 : text.Length;
        }

        return start < end && !IsDate(text[start..]) ? (start, end) : default;
    }

    /// <summary>Finds the digits at the end, with nothing but a blank or a sign that leads to a value in front; both ends are
    /// 0 where there are none.</summary>
    public static (int Start, int End) Trailing(ReadOnlySpan<byte> text)
    {
        var end = TrimEnd(text);
        var (start, position, digits) = (end, end, 0);
        while (position > 0 && RunBefore(text[..position]) is > 0 and var run && (digits += run) <= CardNetworks.MaxLength)
        {
            position -= run;
            start = MayPrecede(text[..position]) ? position : start;
            position -= position > 0 && IsSeparator(text[position - 1]) ? 1 : position;
        }

        return start < end && !IsDate(text[start..end]) ? (start, end) : default;
    }

    /// <summary>Whether nothing stands behind the digits at the beginning.</summary>
    public static bool AreAll(ReadOnlySpan<byte> text, int end) => end > 0 && TrimEnd(text) == end;

    /// <summary>Counts the digits.</summary>
    public static int Count(ReadOnlySpan<byte> text) => Copy(text, default);

    /// <summary>Copies the digits that fit, and says how many there are.</summary>
    public static int Copy(ReadOnlySpan<byte> text, Span<byte> digits)
    {
        var count = 0;
        foreach (var value in text)
        {
            if (char.IsAsciiDigit((char)value))
            {
                if (count < digits.Length)
                {
                    digits[count] = value;
                }

                count++;
            }
        }

        return count;
    }

    private static bool IsSeparator(byte value) => value is (byte)' ' or (byte)'-';

    private static int TrimEnd(ReadOnlySpan<byte> text)
    {
        var end = text.Length;
        while (EdgeBefore(text[..end]) is > 0 and var edge)
        {
            end -= edge;
        }

        return end;
    }

    // How long the blank, dash or line end is that stands there.
    private static int EdgeBehind(ReadOnlySpan<byte> text) =>
        text switch
        {
            [(byte)' ' or (byte)'-', ..] => 1,
            [(byte)'\\', (byte)'n' or (byte)'r' or (byte)'t', ..] => 2,
            _ => 0,
        };

    private static int EdgeBefore(ReadOnlySpan<byte> text) =>
        text switch
        {
            [.., (byte)' ' or (byte)'-'] => 1,
            [.., (byte)'\\', (byte)'n' or (byte)'r' or (byte)'t'] => 2,
            _ => 0,
        };

    // Of more digits than a number has, as many as are too many.
    private static int RunBehind(ReadOnlySpan<byte> text)
    {
        text = text[..Math.Min(text.Length, CardNetworks.MaxLength + 1)];
        var length = text.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        return length < 0 ? text.Length : length;
    }

    private static int RunBefore(ReadOnlySpan<byte> text)
    {
        text = text[Math.Max(0, text.Length - CardNetworks.MaxLength - 1)..];
        return text.Length - text.LastIndexOfAnyExceptInRange((byte)'0', (byte)'9') - 1;
    }

    // Digits behind a letter, a dash or a point belong to an identifier, a date or an amount.
    private static bool MayPrecede(ReadOnlySpan<byte> before) =>
        before is [] or [.., (byte)' ' or (byte)':' or (byte)'=' or (byte)'"' or (byte)'('] || EdgeBefore(before) == 2;

    private static bool MayFollow(ReadOnlySpan<byte> rest) =>
        rest is [] or [(byte)' ' or (byte)'\\', ..]
        || (".,;:-)!"u8.Contains(rest[0]) && (rest.Length == 1 || !char.IsAsciiLetterOrDigit((char)rest[1])));

    // 2026-11-22: what texts of a log begin with.
    private static bool IsDate(ReadOnlySpan<byte> text) =>
        text
            is [
                (byte)'1'
                or (byte)'2',
                (byte)'9'
                or (byte)'0',
                _,
                _,
                (byte)'-'
                or (byte)'.'
                or (byte)'/',
                _,
                _,
                (byte)'-'
                or (byte)'.'
                or (byte)'/',
                ..,
            ];
}
