using System.Text;
using Portal.Gateway.Masking.Detectors;
using Portal.Gateway.Masking.Words;

namespace Portal.Gateway.Masking.Decoders;

/// <summary>INSERT INTO t (a, b) VALUES (1, 2), (3, 4): the names in front say what each value is.</summary>
internal static class SqlInserts
{
    private const int LongestNames = 4096;

    /// <summary>Adds every value under a telling name.</summary>
    /// <param name="text">The text.</param>
    /// <param name="found">Receives the values.</param>
    /// <param name="others">Receives the values under other names, in order.</param>
    public static void Read(ReadOnlySpan<byte> text, ref List<Tables.Cell>? found, ref List<Tables.Cell>? others)
    {
        Span<Senses> header = stackalloc Senses[Tables.MaxColumns];
        Span<Range> cells = stackalloc Range[Tables.MaxColumns];
        var position = 0;
        while (IndexOfValues(text, position) is >= 0 and var values)
        {
            position = values + "values".Length;
            if (NamesBefore(text, values) is not { } names)
            {
                continue;
            }

            var columns = Split(text, names, cells);
            Meanings(text, cells[..columns], header);
            while (NextTuple(text, ref position) is { } tuple)
            {
                Report(text, header[..columns], cells[..Split(text, tuple, cells)], ref found, ref others);
            }
        }
    }

    /// <summary>COPY t (id, cvv) FROM stdin: lines of a dump follow.</summary>
    /// <param name="line">The line.</param>
    /// <param name="columns">The names in it.</param>
    /// <param name="delimiter">What separates the cells of its rows.</param>
    public static bool IsCopy(ReadOnlySpan<byte> line, out Range columns, out byte delimiter)
    {
        columns = default;
        delimiter = 0;
        if (
            line.Length < 8
            || !Ascii.EqualsIgnoreCase(line[..5], "copy "u8)
            || line.IndexOf((byte)'(') is not (>= 0 and var open)
            || line[open..].IndexOf((byte)')') is not (>= 0 and var length)
        )
        {
            return false;
        }

        var behind = line[(open + length + 1)..].TrimStart((byte)' ');
        if (behind.Length < 10 || !Ascii.EqualsIgnoreCase(behind[..10], "from stdin"u8))
        {
            return false;
        }

        columns = (open + 1)..(open + length);
        delimiter = behind.IndexOf("csv"u8) >= 0 || behind.IndexOf("CSV"u8) >= 0 ? (byte)',' : (byte)'\t';
        return true;
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

    // The inside of the brackets right in front.
    private static Range? NamesBefore(ReadOnlySpan<byte> text, int values)
    {
        var before = text[Math.Max(0, values - LongestNames)..values].TrimEnd(" \t\r\n"u8);
        var open = before is [.., (byte)')'] ? before.LastIndexOf((byte)'(') : -1;
        var start = Math.Max(0, values - LongestNames) + open + 1;
        return open < 0 ? null : start..(start + before.Length - open - 2);
    }

    private static void Meanings(ReadOnlySpan<byte> text, ReadOnlySpan<Range> cells, Span<Senses> header)
    {
        for (var column = 0; column < cells.Length; column++)
        {
            header[column] = NameSenses.Of(text[cells[column]]);
        }
    }

    private static void Report(
        ReadOnlySpan<byte> text,
        ReadOnlySpan<Senses> header,
        ReadOnlySpan<Range> cells,
        ref List<Tables.Cell>? found,
        ref List<Tables.Cell>? others
    )
    {
        for (var column = 0; column < cells.Length && column < header.Length; column++)
        {
            var (start, length) = cells[column].GetOffsetAndLength(text.Length);
            var meaning = header[column];
            if (length > 0 && meaning.HasAny(TableHeader.Wanted))
            {
                (found ??= []).Add(new Tables.Cell(start, length, meaning));
            }
            else if (length >= CardNetworks.MinLength && !meaning.HasAny(Senses.Value))
            {
                (others ??= []).Add(new Tables.Cell(start, length, meaning));
            }
        }
    }

    // Commas within quotes and brackets separate nothing.
    private static int Split(ReadOnlySpan<byte> text, Range list, Span<Range> cells)
    {
        var (start, length) = list.GetOffsetAndLength(text.Length);
        var end = start + length;
        var count = 0;
        var reader = new SqlReader(text[..end], start);
        while (count < cells.Length)
        {
            var comma = reader.Next((byte)',');
            cells[count++] = TableCells.Trim(text, start, comma);
            if (comma >= end)
            {
                break;
            }

            start = comma + 1;
        }

        return count;
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
        var end = new SqlReader(text, start).Next((byte)')');
        position = Math.Min(text.Length, end + 1);
        return end < text.Length ? start..end : null;
    }

    /// <summary>Looks for signs outside quotes and inner brackets.</summary>
    private ref struct SqlReader(ReadOnlySpan<byte> text, int position)
    {
        private readonly ReadOnlySpan<byte> _text = text;
        private int _position = position;

        /// <summary>Where the next such sign stands; the text's end when there is none.</summary>
        public int Next(byte wanted)
        {
            var depth = 0;
            var quote = (byte)0;
            for (; _position < _text.Length; _position++)
            {
                var value = _text[_position];
                if (quote != 0)
                {
                    // Backslashes escape in some dialects only: one in front of what could follow a value is not meant so.
                    _position +=
                        value == '\\'
                        && _position + 2 < _text.Length
                        && _text[_position + 1] == quote
                        && _text[_position + 2] is not ((byte)',' or (byte)')')
                            ? 1
                            : 0;
                    quote = _text[_position] == quote && value == quote ? (byte)0 : quote;
                }
                else if (value is (byte)'\'' or (byte)'"')
                {
                    quote = value;
                }
                else if (depth == 0 && value == wanted)
                {
                    return _position++;
                }
                else
                {
                    depth += value switch
                    {
                        (byte)'(' => 1,
                        (byte)')' => -1,
                        _ => 0,
                    };
                }
            }

            return _position;
        }
    }
}
