using Portal.Gateway.Masking.Decoders;
using Portal.Gateway.Masking.Detectors;
using Portal.Gateway.Masking.Numbers;
using Portal.Gateway.Masking.Views;
using Portal.Gateway.Masking.Words;

namespace Portal.Gateway.Masking;

/// <summary>Masks cells by what their header says, and leaves alone what a header calls something else.</summary>
internal static class TableEdits
{
    /// <summary>Adds edits for cells under a telling header.</summary>
    /// <param name="text">The text.</param>
    /// <param name="edits">What others found in it; receives the edits, and loses those that a header refutes.</param>
    public static void Find(in ScannedText scanned, ref List<Edit>? edits)
    {
        var text = scanned.Bytes;
        List<Tables.Cell>? cells = null;
        List<Tables.Cell>? others = null;
        Tables.Read(text, ref cells, ref others);
        if (others is not null && edits is not null)
        {
            others.Sort(static (left, right) => left.Start.CompareTo(right.Start));
            Withdraw(scanned, others, edits);
        }

        foreach (var cell in cells ?? [])
        {
            foreach (var edit in FindIn(scanned, cell) ?? [])
            {
                (edits ??= []).Add(edit with { Start = edit.Start + cell.Start, Reasons = UnderHeader(edit.Reasons) });
            }
        }
    }

    private static List<Edit>? FindIn(in ScannedText scanned, Tables.Cell cell)
    {
        var value = scanned.Bytes.Slice(cell.Start, cell.Length);
        var field = new FieldContext(cell.Meaning);
        List<Edit>? found = null;
        if (!FieldValue.Find(value, field, scanned.Scan, ref found))
        {
            using var view = TextView.Of(value);
            PanScan.Find(new ScannedText(value, view, [], field, scanned.Scan), ref found);
        }

        return found;
    }

    // Words outside a cell, such as the table's name, are about other cells: what is no card number by itself and under its own name is none.
    private static void Withdraw(in ScannedText scanned, List<Tables.Cell> cells, List<Edit> edits)
    {
        var kept = 0;
        for (var index = 0; index < edits.Count; index++)
        {
            var edit = edits[index];
            if (edit.Kind != MaskingKind.Pan || CellAround(cells, edit) is not { } cell || FindIn(scanned, cell) is not null)
            {
                edits[kept++] = edit;
            }
        }

        edits.RemoveRange(kept, edits.Count - kept);
    }

    private static Tables.Cell? CellAround(List<Tables.Cell> cells, in Edit edit)
    {
        var low = 0;
        var high = cells.Count - 1;
        while (low <= high)
        {
            var middle = (low + high) / 2;
            var cell = cells[middle];
            if (edit.Start < cell.Start)
            {
                high = middle - 1;
            }
            else if (edit.Start >= cell.Start + cell.Length)
            {
                low = middle + 1;
            }
            else
            {
                return edit.End <= cell.Start + cell.Length ? cell : null;
            }
        }

        return null;
    }

    // What a name says of a field, a header says of a column.
    private static MaskingReasons UnderHeader(MaskingReasons reasons) =>
        new(UnderHeader(reasons.First), UnderHeader(reasons.Second), UnderHeader(reasons.Third));

    private static MaskingReason UnderHeader(MaskingReason reason) =>
        reason switch
        {
            MaskingReason.FieldSaysCardNumber => MaskingReason.HeaderSaysCardNumber,
            MaskingReason.FieldSaysCode => MaskingReason.HeaderSaysCode,
            _ => reason,
        };
}
