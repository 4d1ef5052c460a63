using System.Buffers;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Portal.Gateway.Masking.Views;

/// <summary>Knows the bytes that are nothing but themselves, and writes what a view keeps of them many at a time.</summary>
internal static class PlainBytes
{
    private static readonly SearchValues<byte> Values = SearchValues.Create(MakeValues());

    /// <summary>Gets how many bytes at the start are plain: ASCII, begins no escape, no line end but the line feed.</summary>
    public static int CountOf(ReadOnlySpan<byte> text)
    {
        var count = text.IndexOfAnyExcept(Values);
        return count < 0 ? text.Length : count;
    }

    /// <summary>Writes consecutive numbers.</summary>
    public static void Number(Span<int> target, int first)
    {
        var vectors = MemoryMarshal.Cast<int, Vector<int>>(target);
        var next = Vector.CreateSequence(first, 1);
        foreach (ref var vector in vectors)
        {
            vector = next;
            next += new Vector<int>(Vector<int>.Count);
        }

        for (var index = vectors.Length * Vector<int>.Count; index < target.Length; index++)
        {
            target[index] = first + index;
        }
    }

    /// <summary>Writes a flag for each byte: whether it is an upper case letter.</summary>
    public static void MarkUpper(ReadOnlySpan<byte> text, Span<byte> flags)
    {
        var sources = MemoryMarshal.Cast<byte, Vector<byte>>(text);
        var targets = MemoryMarshal.Cast<byte, Vector<byte>>(flags);
        for (var index = 0; index < sources.Length; index++)
        {
            var isUpper = Vector.LessThan(sources[index] - new Vector<byte>((byte)'A'), new Vector<byte>(26));
            targets[index] = isUpper & new Vector<byte>((byte)ViewFlags.Upper);
        }

        for (var index = sources.Length * Vector<byte>.Count; index < text.Length; index++)
        {
            flags[index] = char.IsAsciiLetterUpper((char)text[index]) ? (byte)ViewFlags.Upper : (byte)0;
        }
    }

    private static byte[] MakeValues()
    {
        var values = new List<byte>();
        for (byte value = 0; value < 0x80; value++)
        {
            if (value is not ((byte)'%' or (byte)'&' or (byte)'\\' or (byte)'=' or (byte)'\r' or 0x0B or 0x0C))
            {
                values.Add(value);
            }
        }

        return [.. values];
    }
}
