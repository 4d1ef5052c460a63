using System.Text;
using Portal.Gateway.Masking.Views;
using Portal.Gateway.Masking.Words;

namespace Portal.Gateway.Masking.Decoders;

/// <summary>Rows of a table whose columns are lined up with spaces: a row with an empty cell, or with single blanks, is told by where its words stand.</summary>
internal static class AlignedColumns
{
    /// <summary>Bytes of the longest line, so that many lines below a long one take no longer than their length allows.</summary>
    public const int LongestLine = 1024;

    /// <summary>Reads a row.</summary>
    /// <param name="text">The text.</param>
    /// <param name="headerStart">Where the header's line begins.</param>
    /// <param name="labels">The header's cells.</param>
    /// <param name="header">What they say.</param>
    /// <param name="rowStart">Where the row's line begins.</param>
    /// <param name="cells">The row's cells.</param>
    /// <param name="found">Receives those under a telling header.</param>
    /// <returns>Whether it is a row.</returns>
    public static bool TryRow(
        ReadOnlySpan<byte> text,
        int headerStart,
        ReadOnlySpan<Range> labels,
        ReadOnlySpan<Senses> header,
        int rowStart,
        ReadOnlySpan<Range> cells,
        ref List<Tables.Cell>? found
    )
    {
        if (cells.Length == labels.Length)
        {
            for (var column = 0; column < cells.Length; column++)
            {
                Report(text, labels[column], header[column], cells[column], ref found);
            }

            return true;
        }

        if (cells.Length < 2 || cells[^1].End.Value - rowStart > LongestLine)
        {
            return false;
        }

        Span<(int Start, int End)> columns = stackalloc (int, int)[labels.Length];
        Span<(int Start, int End)> places = stackalloc (int, int)[cells.Length];
        Places(text, headerStart, labels, columns);
        Places(text, rowStart, cells, places);
        for (var column = 0; column < labels.Length; column++)
        {
            for (var index = 0; header[column].HasAny(TableHeader.Wanted) && index < cells.Length; index++)
            {
                if (places[index].Start < columns[column].End && places[index].End > columns[column].Start)
                {
                    Add(text, cells[index], header[column], ref found);
                }
            }
        }

        return true;
    }

    /// <summary>Reads a row of words with single blanks between some: each must stand right below its label, on one side.</summary>
    /// <param name="text">The text.</param>
    /// <param name="headerStart">Where the header's line begins.</param>
    /// <param name="labels">The header's words.</param>
    /// <param name="header">What they say.</param>
    /// <param name="rowStart">Where the row's line begins.</param>
    /// <param name="words">The row's words, as many.</param>
    /// <param name="found">Receives those under a telling word.</param>
    /// <returns>Whether it is a row.</returns>
    public static bool TryWords(
        ReadOnlySpan<byte> text,
        int headerStart,
        ReadOnlySpan<Range> labels,
        ReadOnlySpan<Senses> header,
        int rowStart,
        ReadOnlySpan<Range> words,
        ref List<Tables.Cell>? found
    )
    {
        if (words[^1].End.Value - rowStart > LongestLine)
        {
            return false;
        }

        var hasGap = text[words[0].Start.Value..words[^1].End.Value].IndexOf("  "u8) >= 0;
        if (!hasGap && text[labels[0].Start.Value..labels[^1].End.Value].ContainsAnyInRange((byte)'a', (byte)'z'))
        {
            return false;
        }

        Span<(int Start, int End)> columns = stackalloc (int, int)[labels.Length];
        Span<(int Start, int End)> places = stackalloc (int, int)[labels.Length];
        Places(text, headerStart, labels, columns);
        Places(text, rowStart, words, places);
        for (var column = 0; column < labels.Length; column++)
        {
            if (columns[column].Start != places[column].Start && columns[column].End != places[column].End)
            {
                return false;
            }
        }

        for (var column = 0; column < labels.Length; column++)
        {
            Add(text, words[column], header[column], ref found);
        }

        return true;
    }

    /// <summary>Cuts at blanks.</summary>
    /// <param name="text">The text.</param>
    /// <param name="cell">A part of it.</param>
    /// <param name="words">Receives the words; more than that are left out.</param>
    /// <returns>How many there are.</returns>
    public static int Words(ReadOnlySpan<byte> text, Range cell, Span<Range> words)
    {
        var (position, length) = cell.GetOffsetAndLength(text.Length);
        var end = position + length;
        var count = 0;
        while (count < words.Length)
        {
            while (position < end && text[position] == ' ')
            {
                position++;
            }

            if (position == end)
            {
                break;
            }

            var blank = text[position..end].IndexOf((byte)' ');
            words[count] = position..(blank < 0 ? end : position + blank);
            position = words[count++].End.Value;
        }

        return count;
    }

    // "CVV QTY" over "519 204": single blanks between two columns, as both have as many words.
    private static void Report(ReadOnlySpan<byte> text, Range label, Senses meaning, Range cell, ref List<Tables.Cell>? found)
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
        _ = Words(text, label, names);
        _ = Words(text, cell, values);
        for (var word = 0; word < words; word++)
        {
            Add(text, values[word], NameSenses.Of(text[names[word]]), ref found);
        }
    }

    private static bool IsPhrase(ReadOnlySpan<byte> label)
    {
        using var view = TextView.Of(label);
        Span<char> joined = stackalloc char[view.Length];
        var length = 0;
        foreach (var character in view.Characters)
        {
            joined[length] = character;
            length += char.IsLetterOrDigit(character) ? 1 : 0;
        }

        return WordTable.SensesOf(joined[..length]).HasAny(~Senses.Value);
    }

    // In characters from the start of the line.
    private static void Places(
        ReadOnlySpan<byte> text,
        int lineStart,
        ReadOnlySpan<Range> cells,
        Span<(int Start, int End)> places
    )
    {
        var position = lineStart;
        var column = 0;
        for (var index = 0; index < cells.Length; index++)
        {
            column += Characters(text[position..cells[index].Start.Value]);
            position = cells[index].Start.Value;
            places[index] = (column, column + Characters(text[cells[index]]));
        }
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

    private static void Add(ReadOnlySpan<byte> text, Range cell, Senses meaning, ref List<Tables.Cell>? found)
    {
        var (start, length) = cell.GetOffsetAndLength(text.Length);
        if (length > 0 && meaning.HasAny(TableHeader.Wanted) && !TableCells.HoldsWords(text[cell]))
        {
            (found ??= []).Add(new Tables.Cell(start, length, meaning));
        }
    }
}
