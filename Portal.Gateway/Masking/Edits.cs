using System.Runtime.InteropServices;
using Portal.Gateway.Masking.Detectors;

namespace Portal.Gateway.Masking;

/// <summary>Puts replacements into a text; every byte outside them stays as it is.</summary>
internal static class Edits
{
    /// <summary>Applies edits, which do not overlap, in any order.</summary>
    public static byte[] Apply(ReadOnlySpan<byte> text, List<Edit> edits, MaskingProfile profile) =>
        profile.MasksAll && KeepLength(edits) ? Overwrite(text, edits) : Rebuild(text, edits, profile);

    private static bool KeepLength(List<Edit> edits)
    {
        foreach (ref readonly var edit in CollectionsMarshal.AsSpan(edits))
        {
            if (edit.Replacement.Length != edit.Length && !ReferenceEquals(edit.Replacement, PanReplacement.Truncated))
            {
                return false;
            }
        }

        return true;
    }

    private static byte[] Overwrite(ReadOnlySpan<byte> text, List<Edit> edits)
    {
        var output = GC.AllocateUninitializedArray<byte>(text.Length);
        text.CopyTo(output);
        foreach (ref readonly var edit in CollectionsMarshal.AsSpan(edits))
        {
            var value = output.AsSpan(edit.Start, edit.Length);
            if (ReferenceEquals(edit.Replacement, PanReplacement.Truncated))
            {
                PanReplacement.Truncate(value);
            }
            else
            {
                edit.Replacement.CopyTo(value);
            }
        }

        return output;
    }

    private static byte[] Rebuild(ReadOnlySpan<byte> text, List<Edit> edits, MaskingProfile profile)
    {
        if (!AreInOrder(edits))
        {
            edits.Sort(static (left, right) => left.Start.CompareTo(right.Start));
        }

        var output = new MaskedText(text.Length);
        var position = 0;
        foreach (ref readonly var edit in CollectionsMarshal.AsSpan(edits))
        {
            output.Add(text[position..edit.Start]);
            output.Add(text.Slice(edit.Start, edit.Length), profile.Render(edit));
            position = edit.End;
        }

        output.Add(text[position..]);
        return output.ToArrayAndReturn();
    }

    /// <summary>
    /// Brings edits that several detectors found in one text into order and leaves out those that lie within or across another: of two, the one
    /// that begins first, then the longer one stays, stretched to cover the other.
    /// </summary>
    public static void Resolve(List<Edit> edits)
    {
        if (edits.Count < 2 || AreInOrder(edits))
        {
            return;
        }

        edits.Sort(
            static (left, right) =>
                left.Start != right.Start ? left.Start.CompareTo(right.Start) : right.Length.CompareTo(left.Length)
        );
        var kept = 0;
        for (var index = 0; index < edits.Count; )
        {
            edits[kept++] = Union(edits, ref index);
        }

        edits.RemoveRange(kept, edits.Count - kept);
    }

    // The edit at an index with all that lie within or across it; the index then is the next one's.
    private static Edit Union(List<Edit> edits, ref int index)
    {
        var first = edits[index++];
        var end = first.End;
        var count = first.Count;
        List<CardNumber>? cards = null;
        for (; index < edits.Count && edits[index].Start < end; index++)
        {
            var next = edits[index];
            if (next.End <= end)
            {
                continue;
            }

            // Both must go; what stands for the first stands for both.
            end = next.End;
            count += next.Count;
            next.AddCards(cards ??= [.. first.Detail?.Cards ?? []]);
        }

        return cards is null
            ? first
            : first with
            {
                Length = end - first.Start,
                Detail = (first.Detail ?? new EditDetail()) with { Count = count, Cards = [.. cards] },
            };
    }

    // One behind the other: as a single pass over a text finds them.
    private static bool AreInOrder(List<Edit> edits)
    {
        var end = 0;
        foreach (ref readonly var edit in CollectionsMarshal.AsSpan(edits))
        {
            if (edit.Start < end)
            {
                return false;
            }

            end = edit.End;
        }

        return true;
    }
}
