using Portal.Gateway.Masking.Words;

namespace Portal.Gateway.Masking.Decoders;

/// <summary>Reads a text line by line: a header, then the rows that have as many cells. The first line that does not fit ends the table and may be the next header.</summary>
internal ref struct TableLines
{
    private const int MaxLinesOfACell = 8;
    private const int LongestIndex = 9;
    private const int LongestHeaderOfWords = 128;

    private readonly ReadOnlySpan<byte> _text;
    private readonly Span<Senses> _header;
    private readonly Span<Range> _labels;
    private readonly Span<Range> _cells;
    private int _columns;
    private int _headerStart;
    private byte _delimiter;
    private bool _hasRows;
    private bool _isDrawn;
    private bool _isCompact;

    /// <summary>Begins to read.</summary>
    /// <param name="text">The text.</param>
    /// <param name="header">Room for what a header says.</param>
    /// <param name="cells">Room for a line's cells.</param>
    /// <param name="labels">Room for a header's cells.</param>
    public TableLines(ReadOnlySpan<byte> text, Span<Senses> header, Span<Range> cells, Span<Range> labels)
    {
        _text = text;
        _header = header;
        _cells = cells;
        _labels = labels;
    }

    private readonly bool MayBeProse => _delimiter is not ((byte)'|' or (byte)'\t');

    /// <summary>Adds every cell under a telling header.</summary>
    public void Read(ref List<Tables.Cell>? found, ref List<Tables.Cell>? others)
    {
        for (var position = 0; position < _text.Length; )
        {
            var end = LineEnd(position);
            end = _columns > 0 ? RecordEnd(position, end) : end;
            Look(position..end, ref found, ref others);
            position = end + 1;
        }
    }

    private void Look(Range line, ref List<Tables.Cell>? found, ref List<Tables.Cell>? others)
    {
        if (!_text[line].ContainsAnyExcept(" \t\r"u8))
        {
            // Nothing, or blank lines between a header and its rows.
            _columns = _hasRows ? 0 : _columns;
            return;
        }

        if (_columns > 0)
        {
            if (TableCells.IsRule(_text[line]))
            {
                _isDrawn = true;
                return;
            }

            if (TryRow(line, ref found, ref others))
            {
                _hasRows = true;
                return;
            }
        }

        ReadHeader(line);
    }

    private int LineEnd(int from)
    {
        var length = _text[from..].IndexOf((byte)'\n');
        return length < 0 ? _text.Length : from + length;
    }

    // RFC 4180, 2.6: a quoted cell may hold line ends.
    private readonly int RecordEnd(int start, int lineEnd)
    {
        var end = lineEnd;
        for (var line = 0; line < MaxLinesOfACell && end < _text.Length && _text[start..end].Count((byte)'"') % 2 == 1; line++)
        {
            var next = _text[(end + 1)..].IndexOf((byte)'\n');
            end = next < 0 ? _text.Length : end + 1 + next;
        }

        return
            end > lineEnd
            && _text[start..end].Count((byte)'"') % 2 == 0
            && TableCells.Split(_text, TableCells.Inside(_text, start..end, _delimiter), _delimiter, _cells) == _columns
            ? end
            : lineEnd;
    }

    private void ReadHeader(Range line)
    {
        _columns = 0;
        _hasRows = false;
        _isDrawn = false;
        var inside = TableCells.Inside(_text, line, 0);
        if (SqlInserts.IsCopy(_text[inside], out var columns, out _delimiter))
        {
            var start = inside.Start.Value;
            inside = (start + columns.Start.Value)..(start + columns.End.Value);
            TryHeader(line, inside, (byte)',');
            return;
        }

        _delimiter = TableCells.DelimiterOf(_text[inside]);
        if (_delimiter == ' ' && inside.End.Value - line.Start.Value > AlignedColumns.LongestLine)
        {
            return;
        }

        if (_delimiter != 0)
        {
            TryHeader(line, TableCells.Inside(_text, line, _delimiter), _delimiter);
        }
        else if (inside.End.Value - line.Start.Value <= LongestHeaderOfWords)
        {
            TryHeaderOfWords(line, inside);
        }
    }

    // NAME CVV QTY, with single blanks: rows show by where their words stand that it is a header.
    private void TryHeaderOfWords(Range line, Range inside)
    {
        var count = AlignedColumns.Words(_text, inside, _labels);
        if (count > 1 && TableHeader.TryRead(_text, _labels[..count], mayBeProse: true, _header))
        {
            _columns = count;
            _headerStart = line.Start.Value;
        }
    }

    private void TryHeader(Range line, Range inside, byte delimiter)
    {
        // Confluence: ||Name||CVV||
        var isDouble = delimiter == '|' && _text[inside] is [(byte)'|', _, ..];
        var count = TableCells.Split(_text, inside, delimiter, _labels);
        if (isDouble)
        {
            count = WithoutEmpty(count);
        }

        while (count > 1 && _text[_labels[count - 1]].IsEmpty)
        {
            count--;
        }

        if (count > (isDouble || _delimiter != delimiter ? 0 : 1) || (count == 1 && delimiter == ','))
        {
            _columns = TableHeader.TryRead(_text, _labels[..count], MayBeProse, _header) ? count : 0;
            _headerStart = line.Start.Value;
            _isCompact = MayBeProse && IsCompact(line);
            _isDrawn = _delimiter == '|' && _text[line].TrimEnd(" \t\r"u8) is [.., (byte)'|'];
        }
    }

    private readonly int WithoutEmpty(int count)
    {
        var kept = 0;
        for (var index = 0; index < count; index++)
        {
            if (!_text[_labels[index]].IsEmpty)
            {
                _labels[kept++] = _labels[index];
            }
        }

        return kept;
    }

    private bool TryRow(Range line, ref List<Tables.Cell>? found, ref List<Tables.Cell>? others)
    {
        if (_delimiter == 0)
        {
            var words = AlignedColumns.Words(_text, TableCells.Inside(_text, line, 0), _cells);
            return words == _columns
                && AlignedColumns.TryWords(
                    _text,
                    _headerStart,
                    _labels[.._columns],
                    _header,
                    line.Start.Value,
                    _cells[..words],
                    ref found
                );
        }

        var count = TableCells.Split(_text, TableCells.Inside(_text, line, _delimiter), _delimiter, _cells);
        if (_delimiter == ' ')
        {
            return AlignedColumns.TryRow(
                _text,
                _headerStart,
                _labels[.._columns],
                _header,
                line.Start.Value,
                _cells[..count],
                ref found
            );
        }

        while (count > _columns && _text[_cells[count - 1]].IsEmpty)
        {
            count--;
        }

        // The index that a data frame prints in front of each row has no header.
        var skipped = count == _columns + 1 && IsIndex(_text[_cells[0]]) ? 1 : 0;
        if (count - skipped != _columns && !IsRagged(line, count))
        {
            return false;
        }

        if (!IsNextHeader(count))
        {
            for (var column = 0; column < _columns && column + skipped < count; column++)
            {
                Report(_cells[column + skipped], _header[column], ref found, ref others);
            }
        }

        return true;
    }

    // A row that is drawn may leave out cells at its end or have a text behind it, and lines of data have more or fewer; a line of prose has a blank behind each comma.
    private readonly bool IsRagged(Range line, int count) =>
        count > 1 && (_delimiter == '|' ? _isDrawn : _isCompact && IsCompact(line));

    private readonly bool IsCompact(Range line) => _text[line].IndexOf([_delimiter, (byte)' ']) < 0;

    // Several tables below each other, with nothing in between.
    private readonly bool IsNextHeader(int count)
    {
        Span<Senses> meanings = stackalloc Senses[Tables.MaxColumns];
        if (count != _columns || !TableHeader.TryRead(_text, _cells[..count], MayBeProse, meanings))
        {
            return false;
        }

        var isNext = false;
        for (var column = 0; column < count; column++)
        {
            isNext |= meanings[column].HasAny(Senses.Secret | Senses.Pan);
        }

        if (isNext)
        {
            meanings.CopyTo(_header);
        }

        return isNext;
    }

    private static bool IsIndex(ReadOnlySpan<byte> cell) =>
        cell.Length is > 0 and <= LongestIndex && !cell.ContainsAnyExceptInRange((byte)'0', (byte)'9');

    private readonly void Report(Range cell, Senses meaning, ref List<Tables.Cell>? found, ref List<Tables.Cell>? others)
    {
        var (start, length) = cell.GetOffsetAndLength(_text.Length);
        if (length > 0 && meaning.HasAny(TableHeader.Wanted) && !(MayBeProse && TableCells.HoldsWords(_text[cell])))
        {
            (found ??= []).Add(new Tables.Cell(start, length, meaning));
        }
        else if (length >= Detectors.CardNetworks.MinLength && meaning.HasAny(Senses.OtherKind) && !meaning.HasAny(Senses.Value))
        {
            (others ??= []).Add(new Tables.Cell(start, length, meaning));
        }
    }
}
