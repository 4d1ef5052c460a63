using System.Buffers;
using Portal.Gateway.Masking.Words;

namespace Portal.Gateway.Masking.Decoders;

/// <summary>
/// Tells a table's header from prose, code and markup with a delimiter in it: its cells are short labels. What would be a value, an assignment, a tag or
/// the end of a sentence is in no label.
/// </summary>
internal static class TableHeader
{
    /// <summary>Holds what makes a column worth looking at.</summary>
    public const Senses Wanted = Senses.Secret | Senses.Pan | Senses.Card;

    private const int LongestLabel = 64;
    private const int MostWords = 6;
    private const int LongestNumber = 2;
    private const int FewWords = 2;

    private static readonly SearchValues<byte> NoLabel = SearchValues.Create("=<>{}:"u8);
    private static readonly SearchValues<byte> Leads = SearchValues.Create("=>["u8);

    /// <summary>Reads a line as a header.</summary>
    /// <param name="text">The text.</param>
    /// <param name="cells">The line's cells. What leads up to the first, as in <c>body=name,cvv</c>, is cut off.</param>
    /// <param name="mayBeProse">Whether the delimiter is one that sentences have too.</param>
    /// <param name="meanings">Receives what they say of their columns.</param>
    /// <returns>Whether they are labels, and one of them matters.</returns>
    public static bool TryRead(ReadOnlySpan<byte> text, Span<Range> cells, bool mayBeProse, Span<Senses> meanings)
    {
        cells[0] = WithoutLead(text, cells[0]);
        var any = false;
        var labels = 0;
        for (var column = 0; column < cells.Length; column++)
        {
            var cell = text[cells[column]];
            if (!IsLabel(cell) || (mayBeProse && WordsOf(cell) > MostWords))
            {
                return false;
            }

            labels += cell.IsEmpty ? 0 : 1;
            meanings[column] = NameSenses.Of(cell);
            any |= meanings[column].HasAny(Wanted);
        }

        // A comma at the end of a line of prose or code leaves one label and nothing behind it.
        return any && (labels > 1 || text[cells[0]].IsEmpty) && !(mayBeProse && EndsSentence(text[cells[^1]]));
    }

    /// <summary>The number of words in a label: what blanks separate.</summary>
    public static int WordsOf(ReadOnlySpan<byte> label)
    {
        var words = 0;
        for (var position = 0; position < label.Length; position++)
        {
            words += label[position] != ' ' && (position == 0 || label[position - 1] == ' ') ? 1 : 0;
        }

        return words;
    }

    // body=name,cvv and <![CDATA[name,cvv: the table is the value of something.
    private static Range WithoutLead(ReadOnlySpan<byte> text, Range cell)
    {
        var (start, length) = cell.GetOffsetAndLength(text.Length);
        var lead = text[cell].LastIndexOfAny(Leads);
        return lead < 0 ? cell : TableCells.Trim(text, start + lead + 1, start + length);
    }

    private static bool IsLabel(ReadOnlySpan<byte> cell) =>
        cell.Length <= LongestLabel && !cell.ContainsAny(NoLabel) && !HoldsNumber(cell);

    // "Track 2" names a thing, "519" and "June 2026" hold a value.
    private static bool HoldsNumber(ReadOnlySpan<byte> cell)
    {
        var digits = 0;
        var isWord = true;
        var any = false;
        for (var position = 0; position <= cell.Length; position++)
        {
            var value = position < cell.Length ? cell[position] : (byte)' ';
            if (char.IsAsciiDigit((char)value))
            {
                digits++;
            }
            else if (char.IsAsciiLetter((char)value) || value >= 0x80 || value == '_')
            {
                isWord = false;
                any = true;
            }
            else
            {
                if (isWord && (digits > LongestNumber || (digits > 0 && !any)))
                {
                    return true;
                }

                digits = 0;
                isWord = true;
            }
        }

        return false;
    }

    private static bool EndsSentence(ReadOnlySpan<byte> cell) =>
        cell is [.., (byte)'.' or (byte)'!' or (byte)'?'] && WordsOf(cell) > FewWords;
}
