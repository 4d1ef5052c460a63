using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Portal.Gateway.Masking.Scanning;

/// <summary>Counts digits that follow each other, many at a time.</summary>
internal static class DigitRun
{
    /// <summary>Most that are counted.</summary>
    public const int Longest = 32;

    /// <summary>The digits of the next bytes as bits; places behind the end of the text are none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint MaskAt(ReadOnlySpan<byte> text, int position) =>
        position + Longest <= text.Length
            ? MaskOf(Vector256.LoadUnsafe(ref Unsafe.Add(ref MemoryMarshal.GetReference(text), position)))
            : MaskNearEnd(text[position..]);

    /// <summary>How many digits begin at a position, up to <see cref="Longest"/>.</summary>
    public static int LengthAt(ReadOnlySpan<byte> text, int position) =>
        BitOperations.TrailingZeroCount(~(ulong)MaskAt(text, position));

    private static uint MaskNearEnd(ReadOnlySpan<byte> text)
    {
        var mask = 0u;
        for (var index = 0; index < text.Length; index++)
        {
            mask |= char.IsAsciiDigit((char)text[index]) ? 1u << index : 0;
        }

        return mask;
    }

    private static uint MaskOf(Vector256<byte> bytes) =>
        Vector256.LessThanOrEqual(bytes - Vector256.Create((byte)'0'), Vector256.Create((byte)9)).ExtractMostSignificantBits();
}
