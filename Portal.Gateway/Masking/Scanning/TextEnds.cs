using Portal.Gateway.Masking.Detectors;

namespace Portal.Gateway.Masking.Scanning;

/// <summary>
/// The digits with which a text begins or ends: those of a card number that goes on in the text before or behind. In one run, or in groups of four and
/// six as on cards. The text may stand in JSON as it is, with line ends escaped.
/// </summary>
internal static class TextEnds
{
    // A blank, a dash or a line end behind the last digit; in front of the first a few dots too.
    private const int MostEdges = 3;

    /// <summary>Finds the digits at the end.</summary>
    /// <param name="text">The text, or its last bytes behind a quote.</param>
    /// <returns>Where they begin and end; as long as nothing where there are none.</returns>
    public static (int Start, int End) Trailing(ReadOnlySpan<byte> text)
    {
        var end = text.Length - EdgeBefore(text, text.Length);
        var start = RunBefore(text, end);
        if (start == end)
        {
            return default;
        }

        while (start > 1 && IsSeparator(text[start - 1]) && RunBefore(text, start - 1) is var before && start - 1 - before is 4 or 6)
        {
            start = before;
        }

        return end - start < CardNetworks.MaxLength + MostEdges && MayPrecede(text, start) ? (start, end) : default;
    }

    /// <summary>Finds the digits at the beginning.</summary>
    /// <param name="text">The text; a quote ends it.</param>
    /// <returns>Where they begin and end; as long as nothing where there are none.</returns>
    public static (int Start, int End) Leading(ReadOnlySpan<byte> text)
    {
        var start = 0;
        while (start < MostEdges && start < text.Length && text[start] is (byte)' ' or (byte)'.' or (byte)'-' or (byte)'\n' or (byte)'\r' or (byte)'\t')
        {
            start++;
        }

        var end = RunBehind(text, start);
        if (end == start)
        {
            return default;
        }

        var last = end - start;
        while (last <= 6 && end < text.Length && IsSeparator(text[end]) && RunBehind(text, end + 1) is var next && next > end + 1 && (last is 4 or 6 || end == start + last))
        {
            last = next - end - 1;
            end = next;
        }

        return end - start < CardNetworks.MaxLength + MostEdges && MayFollow(text[end..]) ? (start, end) : default;
    }

    /// <summary>Copies the digits of a part.</summary>
    /// <returns>How many there are; more than fit are not copied.</returns>
    public static int Copy(ReadOnlySpan<byte> part, Span<byte> digits)
    {
        var count = 0;
        foreach (var value in part)
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

    /// <summary>How many digits a part has.</summary>
    public static int Count(ReadOnlySpan<byte> part) => Copy(part, default);

    /// <summary>Whether a byte separates groups of digits.</summary>
    public static bool IsSeparator(byte value) => value is (byte)' ' or (byte)'-';

    private static int RunBefore(ReadOnlySpan<byte> text, int end)
    {
        var start = end;
        while (start > 0 && end - start < CardNetworks.MaxLength && char.IsAsciiDigit((char)text[start - 1]))
        {
            start--;
        }

        return start;
    }

    private static int RunBehind(ReadOnlySpan<byte> text, int start)
    {
        var end = start;
        while (end < text.Length && end - start < CardNetworks.MaxLength && char.IsAsciiDigit((char)text[end]))
        {
            end++;
        }

        return end;
    }

    // How long the blank, dash or line end is that stands in front of a position.
    private static int EdgeBefore(ReadOnlySpan<byte> text, int end) => text[..end] switch
    {
        [.., (byte)' ' or (byte)'-' or (byte)'\n' or (byte)'\r' or (byte)'\t'] => 1,
        [.., (byte)'\\', (byte)'n' or (byte)'r' or (byte)'t'] => 2,
        _ => 0,
    };

    // Digits behind a letter, a dash or a decimal point belong to an identifier, a date or an amount.
    private static bool MayPrecede(ReadOnlySpan<byte> text, int start) =>
        start == 0 || text[start - 1] is (byte)' ' or (byte)':' or (byte)'=' or (byte)'"' or (byte)'\n' or (byte)'\r' or (byte)'\t' || (EdgeBefore(text, start) == 2);

    private static bool MayFollow(ReadOnlySpan<byte> rest) => rest switch
    {
        [] or [(byte)' ' or (byte)'"' or (byte)';' or (byte)'\\' or (byte)'\n' or (byte)'\r' or (byte)'\t', ..] => true,
        [(byte)'.' or (byte)',' or (byte)'-'] or [(byte)'.' or (byte)',' or (byte)'-', (byte)' ' or (byte)'"' or (byte)'\\' or (byte)'\n' or (byte)'\r', ..] => true,
        _ => false,
    };
}
