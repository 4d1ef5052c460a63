using System.Buffers;
using Portal.Gateway.Masking.Words;

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
    internal readonly record struct Cell(int Start, int Length, Senses Meaning);

    /// <summary>Columns that are looked at.</summary>
    public const int MaxColumns = 64;

    private static ReadOnlySpan<byte> BoxLead => [0xE2, 0x94];

    private static ReadOnlySpan<byte> DoubleBoxLead => [0xE2, 0x95];

    /// <summary>Adds every cell under a telling header.</summary>
    /// <param name="text">The text.</param>
    /// <param name="found">Receives the cells.</param>
    /// <param name="others">Receives those, in order, that their names call something else where words around speak of cards all the same.</param>
    public static void Read(ReadOnlySpan<byte> text, ref List<Cell>? found, ref List<Cell>? others)
    {
        if (text.Contains((byte)'\n'))
        {
            ReadLines(text, ref found, ref others);
            if (text.IndexOf(BoxLead) >= 0 || text.IndexOf(DoubleBoxLead) >= 0)
            {
                ReadBox(text, ref found, ref others);
            }
        }

        if (text.IndexOf("<td"u8) >= 0 || text.IndexOf("<TD"u8) >= 0)
        {
            ReadHtml(text, ref found, ref others);
        }

        SqlInserts.Read(text, ref found, ref others);
    }

    private static void ReadLines(ReadOnlySpan<byte> text, ref List<Cell>? found, ref List<Cell>? others)
    {
        Span<Senses> header = stackalloc Senses[MaxColumns];
        Span<Range> cells = stackalloc Range[MaxColumns];
        Span<Range> labels = stackalloc Range[MaxColumns];
        new TableLines(text, header, cells, labels).Read(ref found, ref others);
    }

    // Box-drawing characters (U+2500 to U+257F): lines along as dashes, everything else as bars, so that it is a table like others of the same length.
    private static void ReadBox(ReadOnlySpan<byte> text, ref List<Cell>? found, ref List<Cell>? others)
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
                    var isAcross =
                        copy[position + 1] == 0x94
                            ? copy[position + 2] is 0x80 or 0x81 or (>= 0x84 and <= 0x85) or (>= 0x88 and <= 0x89)
                            : copy[position + 2] is 0x8C or 0x8D or 0x90;
                    (isAcross ? "---"u8 : "|  "u8).CopyTo(copy[position..]);
                }
            }

            ReadLines(copy, ref found, ref others);
        }
        finally
        {
            plain.AsSpan(0, text.Length).Clear();
            ArrayPool<byte>.Shared.Return(plain);
        }
    }

    // Rows are lines and cells end with bars, other tags and the source's line ends are blanks: a table like others of the same length.
    private static void ReadHtml(ReadOnlySpan<byte> text, ref List<Cell>? found, ref List<Cell>? others)
    {
        var plain = ArrayPool<byte>.Shared.Rent(text.Length);
        try
        {
            var copy = plain.AsSpan(0, text.Length);
            text.CopyTo(copy);
            for (var position = 0; position < copy.Length; position++)
            {
                if (copy[position] == '<' && copy[position..].IndexOf((byte)'>') is > 0 and var end)
                {
                    var sign = SignOf(copy.Slice(position + 1, end - 1));
                    copy.Slice(position, end + 1).Fill((byte)' ');
                    copy[position] = sign;
                    position += end;
                }
                else if (copy[position] is (byte)'\n' or (byte)'\r')
                {
                    copy[position] = (byte)' ';
                }
            }

            ReadLines(copy, ref found, ref others);
        }
        finally
        {
            plain.AsSpan(0, text.Length).Clear();
            ArrayPool<byte>.Shared.Return(plain);
        }
    }

    private static byte SignOf(ReadOnlySpan<byte> tag) =>
        tag switch
        {
            [(byte)'/', (byte)'t' or (byte)'T', (byte)'d' or (byte)'D' or (byte)'h' or (byte)'H', ..] => (byte)'|',
            [(byte)'t' or (byte)'T', (byte)'r' or (byte)'R', ..] => (byte)'\n',
            _ => (byte)' ',
        };
}
