using System.Buffers;
using System.Text;
using Portal.Gateway.Masking.Context;

namespace Portal.Gateway.Masking.Decoders;

/// <summary>
/// Tables in text: comma, semicolon, tab or bar separated lines, Markdown, columns lined up with spaces, and the value lists of SQL inserts. The
/// header says what its column holds.
/// </summary>
internal static class Tables
{
    /// <summary>A cell under a header that means something.</summary>
    /// <param name="Start">First byte of the cell in the text.</param>
    /// <param name="Length">Its length without quotes and white space.</param>
    /// <param name="Meaning">What the header says.</param>
    internal readonly record struct Cell(int Start, int Length, FieldMeaning Meaning);

    private static readonly SearchValues<byte> RuleSigns = SearchValues.Create("-+|=: \r"u8);

    private static ReadOnlySpan<byte> BoxLead => [0xE2, 0x94];

    private static ReadOnlySpan<byte> DoubleBoxLead => [0xE2, 0x95];

    private const int MaxColumns = 64;
    private const int MaxLinesOfACell = 8;
    private const FieldMeaning Wanted = FieldMeaning.Secret | FieldMeaning.Pan | FieldMeaning.Card;

    /// <summary>Adds every cell under a telling header.</summary>
    public static void Read(ReadOnlySpan<byte> text, ref List<Cell>? found)
    {
        if (text.Contains((byte)'\n'))
        {
            ReadLines(text, ref found);
            if (text.IndexOf(BoxLead) >= 0 || text.IndexOf(DoubleBoxLead) >= 0)
            {
                ReadBox(text, ref found);
            }
        }

        ReadInserts(text, ref found);
    }

    // Box-drawing characters (U+2500 to U+257F): lines along as dashes, everything else as bars, so that it is a table like others of the same length.
    private static void ReadBox(ReadOnlySpan<byte> text, ref List<Cell>? found)
    {
        var plain = ArrayPool<byte>.Shared.Rent(text.Length);
        try
        {
            var copy = plain.AsSpan(0, text.Length);
            text.CopyTo(copy);
            for (var position = 0; position + 2 < copy.Length; position++)
            {
                if (copy[position] == 0xE2 && copy[position + 1] is 0x94 or 0x95 && copy[position + 2] is >= 0x80 and <= 0xBF)
                {
                    var isAcross = copy[position + 1] == 0x94 ? copy[position + 2] is 0x80 or 0x81 or (>= 0x84 and <= 0x85) or (>= 0x88 and <= 0x89) : copy[position + 2] is 0x8C or 0x8D or 0x90;
                    (isAcross ? "---"u8 : "|  "u8).CopyTo(copy[position..]);
                }
            }

            ReadLines(copy, ref found);
        }
        finally
        {
            plain.AsSpan(0, text.Length).Clear();
            ArrayPool<byte>.Shared.Return(plain);
        }
    }

    private static void ReadLines(ReadOnlySpan<byte> text, ref List<Cell>? found)
    {
        Span<FieldMeaning> header = stackalloc FieldMeaning[MaxColumns];
        Span<Range> cells = stackalloc Range[MaxColumns];
        var columns = 0;
        var delimiter = (byte)0;
        var isHeader = false;
        var position = 0;
        while (position < text.Length)
        {
            var lineEnd = LineEnd(text, position);
            if (columns > 1 && RecordEnd(text, position, lineEnd) is var recordEnd && recordEnd > lineEnd && Split(text, position..recordEnd, delimiter, cells) == columns)
            {
                lineEnd = recordEnd;
            }

            var line = position..lineEnd;
            position = lineEnd + 1;
            if (isHeader && IsBlank(text[line]))
            {
                continue;
            }

            isHeader = false;
            if (columns > 0)
            {
                var count = Split(text, line, delimiter, cells);
                if (count > 1 || IsRule(text[line]))
                {
                    Report(text, header[..columns], cells[..count], ref found);
                    continue;
                }

                columns = 0;
            }

            delimiter = DelimiterOf(text[line]);
            if (delimiter != 0)
            {
                var count = Split(text, line, delimiter, cells);
                columns = count > 1 && Meanings(text, cells[..count], header) ? count : 0;
                isHeader = columns > 0;
            }
        }
    }

    private static bool IsBlank(ReadOnlySpan<byte> line) => !line.ContainsAnyExcept(" \t\r"u8);

    private static int LineEnd(ReadOnlySpan<byte> text, int from)
    {
        var length = text[from..].IndexOf((byte)'\n');
        return length < 0 ? text.Length : from + length;
    }

    // RFC 4180, 2.6: a quoted cell may hold line ends.
    private static int RecordEnd(ReadOnlySpan<byte> text, int start, int lineEnd)
    {
        var end = lineEnd;
        for (var line = 0; line < MaxLinesOfACell && end < text.Length && text[start..end].Count((byte)'"') % 2 == 1; line++)
        {
            end = LineEnd(text, end + 1);
        }

        return text[start..end].Count((byte)'"') % 2 == 0 ? end : lineEnd;
    }

    private static void Report(ReadOnlySpan<byte> text, ReadOnlySpan<FieldMeaning> header, ReadOnlySpan<Range> cells, ref List<Cell>? found)
    {
        for (var column = 0; column < cells.Length && column < header.Length; column++)
        {
            var (start, length) = cells[column].GetOffsetAndLength(text.Length);
            if (length > 0 && header[column].HasAny(Wanted))
            {
                (found ??= []).Add(new Cell(start, length, header[column]));
            }
        }
    }

    private static bool Meanings(ReadOnlySpan<byte> text, ReadOnlySpan<Range> cells, Span<FieldMeaning> header)
    {
        var any = false;
        for (var column = 0; column < cells.Length; column++)
        {
            header[column] = FieldNames.MeaningOf(text[cells[column]]);
            any |= header[column].HasAny(Wanted);
        }

        return any;
    }

    // The sign that separates a header's cells: whichever a line has of these, the less common in prose first; two spaces are a gap.
    private static byte DelimiterOf(ReadOnlySpan<byte> line)
    {
        foreach (var candidate in "\t|;,"u8)
        {
            if (line.Contains(candidate))
            {
                return candidate;
            }
        }

        return line.IndexOf("  "u8) >= 0 ? (byte)' ' : (byte)0;
    }

    // |---|:--:| and +----+----+ between a header and its lines.
    private static bool IsRule(ReadOnlySpan<byte> line) => line.Length > 0 && !line.ContainsAnyExcept(RuleSigns);

    private static int Split(ReadOnlySpan<byte> text, Range line, byte delimiter, Span<Range> cells)
    {
        var (position, length) = line.GetOffsetAndLength(text.Length);
        var end = position + length;
        if (delimiter == '|' && position < end && text[position] == '|')
        {
            position++;
        }

        var count = 0;
        while (position <= end && count < cells.Length)
        {
            var cellEnd = CellEnd(text, position, end, delimiter);
            cells[count++] = Trim(text, position, cellEnd);
            position = cellEnd + 1;
            while (delimiter == ' ' && position < end && text[position] == ' ')
            {
                position++;
            }
        }

        return count;
    }

    private static int CellEnd(ReadOnlySpan<byte> text, int position, int end, byte delimiter)
    {
        var quoted = false;
        for (; position < end; position++)
        {
            if (text[position] == '"')
            {
                quoted = !quoted;
            }
            else if (!quoted && text[position] == delimiter && (delimiter != ' ' || (position + 1 < end && text[position + 1] == ' ')))
            {
                return position;
            }
        }

        return end;
    }

    private static Range Trim(ReadOnlySpan<byte> text, int start, int end)
    {
        while (start < end && text[start] is (byte)' ' or (byte)'"' or (byte)'\'' or (byte)'\t' or (byte)'\r' or (byte)'`' or (byte)'*')
        {
            start++;
        }

        while (end > start && text[end - 1] is (byte)' ' or (byte)'"' or (byte)'\'' or (byte)'\t' or (byte)'\r' or (byte)'`' or (byte)'*')
        {
            end--;
        }

        return start..end;
    }

    // INSERT INTO t (a, b) VALUES (1, 2), (3, 4)
    private static void ReadInserts(ReadOnlySpan<byte> text, ref List<Cell>? found)
    {
        Span<FieldMeaning> header = stackalloc FieldMeaning[MaxColumns];
        Span<Range> cells = stackalloc Range[MaxColumns];
        var position = 0;
        while (IndexOfValues(text, position) is >= 0 and var values)
        {
            position = values + "values".Length;
            var close = text[..values].LastIndexOf((byte)')');
            var open = close < 0 ? -1 : text[..close].LastIndexOf((byte)'(');
            if (open < 0 || text[(close + 1)..values].ContainsAnyExcept(" \t\r\n"u8))
            {
                continue;
            }

            var columns = Split(text, (open + 1)..close, (byte)',', cells);
            if (!Meanings(text, cells[..columns], header))
            {
                continue;
            }

            while (NextTuple(text, ref position) is { } tuple)
            {
                Report(text, header[..columns], cells[..Split(text, tuple, (byte)',', cells)], ref found);
            }
        }
    }

    private static int IndexOfValues(ReadOnlySpan<byte> text, int from)
    {
        for (var position = from; position + 6 <= text.Length; position++)
        {
            var next = text[position..].IndexOfAny((byte)'v', (byte)'V');
            if (next < 0 || position + next + 6 > text.Length)
            {
                return -1;
            }

            position += next;
            if (Ascii.EqualsIgnoreCase(text.Slice(position, 6), "values"u8))
            {
                return position;
            }
        }

        return -1;
    }

    // The inside of the next pair of brackets, when only white space and a comma stand before it.
    private static Range? NextTuple(ReadOnlySpan<byte> text, ref int position)
    {
        while (position < text.Length && text[position] is (byte)' ' or (byte)',' or (byte)'\n' or (byte)'\r' or (byte)'\t')
        {
            position++;
        }

        if (position >= text.Length || text[position] != '(')
        {
            return null;
        }

        var start = ++position;
        var quote = (byte)0;
        for (; position < text.Length; position++)
        {
            var value = text[position];
            if (quote != 0)
            {
                quote = value == quote ? (byte)0 : quote;
            }
            else if (value is (byte)'\'' or (byte)'"')
            {
                quote = value;
            }
            else if (value == ')')
            {
                return start..position++;
            }
        }

        return null;
    }
}
