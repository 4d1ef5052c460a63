using System.Buffers;

namespace Portal.Gateway.Masking;

/// <summary>Puts replacements into a text; every byte outside them stays as it is.</summary>
internal static class Edits
{
    /// <summary>Applies edits, which do not overlap, in any order.</summary>
    public static byte[] Apply(ReadOnlySpan<byte> text, List<Edit> edits, MaskingProfile profile)
    {
        edits.Sort(static (left, right) => left.Start.CompareTo(right.Start));
        var output = new ArrayBufferWriter<byte>(text.Length);
        var position = 0;
        foreach (var edit in edits)
        {
            output.Write(text[position..edit.Start]);
            output.Write(profile.Render(edit));
            position = edit.End;
        }

        output.Write(text[position..]);
        return output.WrittenSpan.ToArray();
    }

    /// <summary>
    /// Brings edits that several detectors found in one text into order and leaves out those that lie within or across another: of two, the one
    /// that begins first, then the longer one stays, stretched to cover the other.
    /// </summary>
    public static void Resolve(List<Edit> edits)
    {
        if (edits.Count < 2)
        {
            return;
        }

        edits.Sort(static (left, right) => left.Start != right.Start ? left.Start.CompareTo(right.Start) : right.Length.CompareTo(left.Length));
        var kept = 0;
        for (var index = 1; index < edits.Count; index++)
        {
            var last = edits[kept];
            var next = edits[index];
            if (next.Start >= last.End)
            {
                edits[++kept] = next;
            }
            else if (next.End > last.End)
            {
                // Both must go; what stands for the first stands for both.
                edits[kept] = last with { Length = next.End - last.Start, Count = last.Count + next.Count, Cards = Cards(last, next) };
            }
        }

        edits.RemoveRange(kept + 1, edits.Count - kept - 1);
    }

    // Beside the first one's own.
    private static CardNumber[] Cards(in Edit last, in Edit next)
    {
        var cards = new List<CardNumber>(last.Cards ?? []);
        next.AddCards(cards);
        return [.. cards];
    }
}
