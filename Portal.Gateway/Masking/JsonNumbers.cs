using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Portal.Gateway.Masking;

/// <summary>Finds where JSON numbers end.</summary>
internal static class JsonNumbers
{
    /// <summary>How many bytes of a text, from its first on, are of a number.</summary>
    /// <param name="json">A text that begins with one.</param>
    public static int LengthOf(ReadOnlySpan<byte> json)
    {
        // One load tells of nearly all.
        if (json.Length >= Vector256<byte>.Count)
        {
            var bytes = Vector256.LoadUnsafe(ref MemoryMarshal.GetReference(json));
            var digits = Vector256.LessThanOrEqual(bytes - Vector256.Create((byte)'0'), Vector256.Create((byte)9));
            var signs =
                Vector256.Equals(bytes, Vector256.Create((byte)'.'))
                | Vector256.Equals(bytes, Vector256.Create((byte)'-'))
                | Vector256.Equals(bytes, Vector256.Create((byte)'+'));
            var exponents = Vector256.Equals(bytes | Vector256.Create((byte)0x20), Vector256.Create((byte)'e'));
            var others = ~(digits | signs | exponents).ExtractMostSignificantBits();
            if (others != 0)
            {
                return BitOperations.TrailingZeroCount(others);
            }
        }

        var length = 1;
        while (
            length < json.Length
            && json[length] is (>= (byte)'0' and <= (byte)'9') or (byte)'.' or (byte)'-' or (byte)'+' or (byte)'e' or (byte)'E'
        )
        {
            length++;
        }

        return length;
    }
}
