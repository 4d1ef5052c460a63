using System.Buffers;

namespace Portal.Gateway.Masking;

/// <summary>Puts replacements into a text; every byte outside them stays as it is.</summary>
internal static class Edits
{
    /// <summary>Applies edits, which do not overlap, in any order.</summary>
    public static byte[] Apply(ReadOnlySpan<byte> text, List<Edit> edits)
    {
        edits.Sort(static (left, right) => left.Start.CompareTo(right.Start));
        var output = new ArrayBufferWriter<byte>(text.Length);
        var position = 0;
        foreach (var edit in edits)
        {
            output.Write(text[position..edit.Start]);
            output.Write(edit.Replacement);
            position = edit.Start + edit.Length;
        }

        output.Write(text[position..]);
        return output.WrittenSpan.ToArray();
    }
}
