using System.Text;
using Portal.Gateway.Masking.Context;

namespace Portal.Gateway.Masking.Decoders;

/// <summary>Rows of a table whose columns are lined up with spaces: a row with an empty cell, or with single blanks, is told by where its words stand.</summary>
internal static class AlignedColumns
{
    /// <summary>Reads a row.</summary>
    /// <param name="text">The text.</param>
    /// <param name="headerStart">Where the header's line begins.</param>
    /// <param name="labels">The header's cells.</param>
    /// <param name="header">What they say.</param>
    /// <param name="rowStart">Where the row's line begins.</param>
    /// <param name="cells">The row's cells.</param>
    /// <param name="found">Receives those under a telling header.</param>
    /// <returns>Whether it is a row.</returns>
    public static bool TryRow(ReadOnlySpan<byte> text, int headerStart, ReadOnlySpan<Range> labels, ReadOnlySpan<FieldMeaning> header, int rowStart, ReadOnlySpan<Range> cells, ref List<Tables.Cell>? found)
    {
        if (cells.Length == labels.Length)
        {
            for (var column = 0; column < cells.Length; column++)
            {
                Report(text, labels[column], header[column], cells[column], ref found);
            }

            return true;
        }

        if (cells.Length < 2)
        {
            return false;
        }

        for (var column = 0; column < labels.Length; column++)
        {
            if (header[column].HasAny(TableHeader.Wanted))
            {
                ReportBelow(text, Place(text, headerStart, labels[column]), header[column], rowStart, cells, ref found);
            }
        }

        return true;
    }

    // "CVV QTY" over "519 204": single blanks between two columns, as both have as many words.
    private static void Report(ReadOnlySpan<byte> text, Range label, FieldMeaning meaning, Range cell, ref List<Tables.Cell>? found)
    {
        var words = TableHeader.WordsOf(text[label]);
        if (!meaning.HasAny(TableHeader.Wanted))
        {
            return;
        }

        if (words < 2 || words != TableHeader.WordsOf(text[cell]) || IsPhrase(text[label]))
        {
            Add(text, cell, meaning, ref found);
            return;
        }

        Span<Range> names = stackalloc Range[words];
        Span<Range> values = stackalloc Range[words];
        Words(text, label, names);
        Words(text, cell, values);
        for (var word = 0; word < words; word++)
        {
            Add(text, values[word], FieldNames.MeaningOf(text[names[word]]), ref found);
        }
    }

    private static bool IsPhrase(ReadOnlySpan<byte> label)
    {
        Span<char> characters = stackalloc char[label.Length];
        return Encoding.UTF8.TryGetChars(label, characters, out var length) && FieldNames.MeaningOfPhrase(characters[..length]).HasAny(~FieldMeaning.Value);
    }

    private static void Words(ReadOnlySpan<byte> text, Range cell, Span<Range> words)
    {
        var (position, length) = cell.GetOffsetAndLength(text.Length);
        var end = position + length;
        for (var count = 0; count < words.Length; count++)
        {
            while (position < end && text[position] == ' ')
            {
                position++;
            }

            var blank = text[position..end].IndexOf((byte)' ');
            words[count] = position..(blank < 0 ? end : position + blank);
            position = words[count].End.Value;
        }
    }

    private static void ReportBelow(ReadOnlySpan<byte> text, (int Start, int End) column, FieldMeaning meaning, int rowStart, ReadOnlySpan<Range> cells, ref List<Tables.Cell>? found)
    {
        foreach (var cell in cells)
        {
            var (start, end) = Place(text, rowStart, cell);
            if (start < column.End && end > column.Start)
            {
                Add(text, cell, meaning, ref found);
            }
        }
    }

    // In characters from the start of the line.
    private static (int Start, int End) Place(ReadOnlySpan<byte> text, int lineStart, Range cell)
    {
        var start = Characters(text[lineStart..cell.Start.Value]);
        return (start, start + Characters(text[cell]));
    }

    private static int Characters(ReadOnlySpan<byte> text)
    {
        var count = 0;
        foreach (var value in text)
        {
            count += (value & 0xC0) == 0x80 ? 0 : 1;
        }

        return count;
    }

    private static void Add(ReadOnlySpan<byte> text, Range cell, FieldMeaning meaning, ref List<Tables.Cell>? found)
    {
        var (start, length) = cell.GetOffsetAndLength(text.Length);
        if (length > 0 && meaning.HasAny(TableHeader.Wanted) && !TableLines.HoldsWords(text[cell]))
        {
            (found ??= []).Add(new Tables.Cell(start, length, meaning));
        }
    }
}
