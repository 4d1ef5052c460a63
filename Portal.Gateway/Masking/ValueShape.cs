using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Portal.Gateway.Masking;

/// <summary>Represents what a short text consists of, told by one load: most values are a word or digits, and need no closer look.</summary>
internal readonly struct ValueShape
{
    private const int Longest = 31;

    private readonly uint _digits;
    private readonly uint _letters;
    private readonly uint _all;

    private ValueShape(uint digits, uint letters, uint all) => (_digits, _letters, _all) = (digits, letters, all);

    /// <summary>Whether the text was short enough to tell; otherwise it is nothing.</summary>
    public bool IsKnown => _all != 0;

    /// <summary>Whether it is digits of ASCII alone.</summary>
    public bool IsDigits => _all != 0 && _digits == _all;

    /// <summary>Whether it is letters of ASCII alone.</summary>
    public bool IsWord => _all != 0 && _letters == _all;

    /// <summary>Whether three digits follow each other.</summary>
    public bool HasNumber => (_digits & (_digits >> 1) & (_digits >> 2)) != 0;

    /// <summary>Looks at a part of a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="start">Where the part begins.</param>
    /// <param name="length">How long it is.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ValueShape Of(ReadOnlySpan<byte> text, int start, int length)
    {
        if (length > Longest || start + Vector256<byte>.Count > text.Length)
        {
            return default;
        }

        var bytes = Vector256.LoadUnsafe(ref Unsafe.Add(ref MemoryMarshal.GetReference(text), start));
        var all = (1u << length) - 1;
        return new ValueShape(InRange(bytes, '0', '9') & all, InRange(bytes | Vector256.Create((byte)0x20), 'a', 'z') & all, all);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint InRange(Vector256<byte> bytes, char first, char last) =>
        Vector256
            .LessThanOrEqual(bytes - Vector256.Create((byte)first), Vector256.Create((byte)(last - first)))
            .ExtractMostSignificantBits();
}
