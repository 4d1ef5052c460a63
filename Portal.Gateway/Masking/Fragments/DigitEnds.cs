using Portal.Gateway.Masking.Detectors;

namespace Portal.Gateway.Masking.Fragments;

/// <summary>
/// Finds the digits with which a text begins or ends, in one run or in groups. The text stands in JSON as it is, with line ends escaped. Nothing is found
/// where both ends are 0.
/// </summary>
internal static class DigitEnds
{
    // A blank, a dash or a line end around the digits.
    private const int MostEdges = 4;
    private const int LeastInGroup = 4;

    /// <summary>Whether a text with this first or last byte may begin or end with digits.</summary>
    public static bool MayBe(ReadOnlySpan<byte> text) =>
        text is [(>= (byte)'0' and <= (byte)'9') or (byte)' ' or (byte)'-' or (byte)'\\', ..]
        or [.., (>= (byte)'0' and <= (byte)'9') or (byte)' ' or (byte)'-']
        or [.., (byte)'\\', (byte)'n' or (byte)'r' or (byte)'t'];

    /// <summary>Finds the digits of a text that holds nothing else; groups but the last have four at least, so that a date is none.</summary>
    public static (int Start, int End) Whole(ReadOnlySpan<byte> text)
    {
        var start = TrimStart(text);
        var end = TrimEnd(text, start);
        for (var position = start; position < end;)
        {
            var run = RunBehind(text[..end], position);
            if (run == end)
            {
                return run > position ? (start, end) : default;
            }

            if (run - position < LeastInGroup || !IsSeparator(text[run]))
            {
                return default;
            }

            position = run + 1;
        }

        return default;
    }

    /// <summary>Finds the digits at the end, with nothing but a blank or a sign that leads to a value in front.</summary>
    public static (int Start, int End) Trailing(ReadOnlySpan<byte> text)
    {
        var end = TrimEnd(text, 0);
        var start = end;
        var position = end;
        for (var digits = 0; position > 0; position--)
        {
            var run = RunBefore(text, position);
            digits += position - run;
            if (run == position || digits > CardNetworks.MaxLength)
            {
                break;
            }

            start = MayPrecede(text[..run]) ? run : start;
            position = run;
            if (run == 0 || !IsSeparator(text[run - 1]))
            {
                break;
            }
        }

        return start < end && !IsDate(text[start..end]) ? (start, end) : default;
    }

    /// <summary>Finds the digits at the beginning.</summary>
    public static (int Start, int End) Leading(ReadOnlySpan<byte> text)
    {
        var start = TrimStart(text);
        var end = start;
        var position = start;
        for (var digits = 0; position < text.Length; position++)
        {
            var run = RunBehind(text, position);
            digits += run - position;
            if (run == position || digits > CardNetworks.MaxLength)
            {
                break;
            }

            end = MayFollow(text[run..]) ? run : end;
            position = run;
            if (run == text.Length || !IsSeparator(text[run]))
            {
                break;
            }
        }

        return start < end && !IsDate(text[start..]) ? (start, end) : default;
    }

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

    private static int TrimStart(ReadOnlySpan<byte> text)
    {
        var start = 0;
        for (var edges = 0; edges < MostEdges; edges++)
        {
            start += text[start..] switch
            {
                [(byte)' ' or (byte)'-', ..] => 1,
                [(byte)'\\', (byte)'n' or (byte)'r' or (byte)'t', ..] => 2,
                _ => 0,
            };
        }

        return start;
    }

    private static int TrimEnd(ReadOnlySpan<byte> text, int start)
    {
        var end = text.Length;
        for (var edges = 0; edges < MostEdges; edges++)
        {
            end -= text[start..end] switch
            {
                [.., (byte)' ' or (byte)'-'] => 1,
                [.., (byte)'\\', (byte)'n' or (byte)'r' or (byte)'t'] => 2,
                _ => 0,
            };
        }

        return end;
    }

    private static int RunBehind(ReadOnlySpan<byte> text, int start)
    {
        var rest = text.Slice(start, Math.Min(text.Length - start, CardNetworks.MaxLength + 1));
        var length = rest.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        return start + (length < 0 ? rest.Length : length);
    }

    private static int RunBefore(ReadOnlySpan<byte> text, int end)
    {
        var from = Math.Max(0, end - CardNetworks.MaxLength - 1);
        return from + text[from..end].LastIndexOfAnyExceptInRange((byte)'0', (byte)'9') + 1;
    }

    // Digits behind a letter, a dash or a point belong to an identifier, a date or an amount.
    private static bool MayPrecede(ReadOnlySpan<byte> before) => before is [] or
        [.., (byte)' ' or (byte)':' or (byte)'=' or (byte)'"' or (byte)'('] or [.., (byte)'\\', (byte)'n' or (byte)'r' or (byte)'t'];

    private static bool MayFollow(ReadOnlySpan<byte> rest) => rest is [] or [(byte)' ' or (byte)'\\', ..] || (rest[0] is
        (byte)'.' or (byte)',' or (byte)';' or (byte)':' or (byte)'-' or (byte)')' or (byte)'!' && !(rest.Length > 1 && char.IsAsciiLetterOrDigit((char)rest[1])));

    // 2026-11-22: what texts of a log begin with.
    private static bool IsDate(ReadOnlySpan<byte> text) =>
        text is [(byte)'1' or (byte)'2', (byte)'9' or (byte)'0', _, _, (byte)'-' or (byte)'.' or (byte)'/', _, _, (byte)'-' or (byte)'.' or (byte)'/', ..];
}
