using System.Buffers;

namespace Portal.Gateway.Masking.Decoders;

/// <summary>Cuts a line of a table into cells.</summary>
internal static class TableCells
{
    private static readonly SearchValues<byte> RuleSigns = SearchValues.Create("-+|=: \r\t"u8);
    private static readonly SearchValues<byte> Leads = SearchValues.Create("=:>["u8);
    private static readonly SearchValues<byte> Wrapping = SearchValues.Create(" \"'\t\r`"u8);

    /// <summary>The sign that separates a line's cells: whichever it has of these, the less common in prose first; two spaces are a gap. 0 for none.</summary>
    /// <param name="line">The line, without indent.</param>
    public static byte DelimiterOf(ReadOnlySpan<byte> line)
    {
        foreach (var candidate in "\t|;,^~"u8)
        {
            if (line.Contains(candidate))
            {
                return candidate;
            }
        }

        return line.IndexOf("  "u8) >= 0 ? (byte)' ' : (byte)0;
    }

    /// <summary>|---|:--:| and +----+----+ between a header and its lines.</summary>
    public static bool IsRule(ReadOnlySpan<byte> line) => line.Length > 0 && !line.ContainsAnyExcept(RuleSigns);

    /// <summary>The line without what stands around its cells: indent, trailing blanks, the outer bars.</summary>
    /// <param name="text">The text.</param>
    /// <param name="line">The line.</param>
    /// <param name="delimiter">What separates its cells; 0 while that is not known.</param>
    public static Range Inside(ReadOnlySpan<byte> text, Range line, byte delimiter)
    {
        var (start, length) = line.GetOffsetAndLength(text.Length);
        var end = start + length;
        var inner = text[start..end];
        start += length - inner.TrimStart(delimiter == '\t' ? " "u8 : " \t"u8).Length;
        end = Math.Max(start, end - (length - inner.TrimEnd(delimiter == '\t' ? " \r"u8 : " \t\r"u8).Length));
        if (delimiter != '|')
        {
            return start..end;
        }

        // INFO body=| name | cvv |: what leads up to the first bar is no cell.
        var closes = end > start && text[end - 1] == '|';
        var first = text[start..end].IndexOf((byte)'|');
        start =
            closes && first > 0 && text.Slice(start, first).TrimEnd((byte)' ') is [.., var lead] && Leads.Contains(lead)
                ? start + first
                : start;
        return (start < end && text[start] == '|' ? start + 1 : start)..(closes && end - 1 > start ? end - 1 : end);
    }

    /// <summary>Cuts a line.</summary>
    /// <param name="text">The text.</param>
    /// <param name="line">What is inside the line.</param>
    /// <param name="delimiter">What separates its cells.</param>
    /// <param name="cells">Receives the cells without what wraps them; more than that are left out.</param>
    /// <returns>How many there are.</returns>
    public static int Split(ReadOnlySpan<byte> text, Range line, byte delimiter, Span<Range> cells)
    {
        var (position, length) = line.GetOffsetAndLength(text.Length);
        var end = position + length;
        var count = 0;
        while (position <= end && count < cells.Length)
        {
            var cellEnd = CellEnd(text[..end], position, delimiter);
            cells[count++] = Trim(text, position, cellEnd);
            position = cellEnd + 1;
            while (delimiter == ' ' && position < end && text[position] == ' ')
            {
                position++;
            }
        }

        return count;
    }

    /// <summary>A cell without quotes, emphasis and white space around it.</summary>
    public static Range Trim(ReadOnlySpan<byte> text, int start, int end)
    {
        while (start < end && Wrapping.Contains(text[start]))
        {
            start++;
        }

        while (end > start && Wrapping.Contains(text[end - 1]))
        {
            end--;
        }

        // Emphasis stands on both sides; on one it is what a number was replaced by.
        while (end - start > 1 && text[start] == '*' && text[end - 1] == '*')
        {
            start++;
            end--;
        }

        return start..end;
    }

    /// <summary>"status 402", "1250 bytes": a word beside a number, as in a line of prose that happens to have as many commas.</summary>
    public static bool HoldsWords(ReadOnlySpan<byte> cell)
    {
        var blank = cell.IndexOf((byte)' ');
        while (blank >= 0)
        {
            if (IsWord(cell[..blank]))
            {
                return true;
            }

            cell = cell[(blank + 1)..];
            blank = cell.IndexOf((byte)' ');
            if (blank < 0)
            {
                return IsWord(cell);
            }
        }

        return false;
    }

    private static bool IsWord(ReadOnlySpan<byte> word) =>
        word.Length > 1 && !word.ContainsAnyExceptInRange((byte)'A', (byte)'z');

    private static int CellEnd(ReadOnlySpan<byte> text, int position, byte delimiter)
    {
        if (delimiter != ' ' && QuotedEnd(text, position, delimiter) is > 0 and var quoted)
        {
            return quoted;
        }

        for (; position < text.Length; position++)
        {
            if (
                text[position] == delimiter
                && (delimiter != ' ' || (position + 1 < text.Length && text[position + 1] == ' '))
                && !(delimiter == '|' && position > 0 && text[position - 1] == '\\')
            )
            {
                return position;
            }
        }

        return text.Length;
    }

    // RFC 4180: what stands in quotes may hold the delimiter; a quote in it is doubled. Where the cell ends, 0 when it is not quoted as a whole.
    private static int QuotedEnd(ReadOnlySpan<byte> text, int position, byte delimiter)
    {
        while (position < text.Length && text[position] == ' ')
        {
            position++;
        }

        if (position == text.Length || text[position] is not ((byte)'"' or (byte)'\''))
        {
            return 0;
        }

        var quote = text[position++];
        while (text[position..].IndexOf(quote) is >= 0 and var length)
        {
            position += length + 1;
            if (position < text.Length && text[position] == quote)
            {
                position++;
                continue;
            }

            while (position < text.Length && text[position] is (byte)' ' or (byte)'\r')
            {
                position++;
            }

            return position == text.Length || text[position] == delimiter ? position : 0;
        }

        return 0;
    }
}
