using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Portal.Gateway.Masking.Detectors;

/// <summary>The check digit of card numbers (ISO/IEC 7812-1, annex B).</summary>
internal static class Luhn
{
    // Of sixteen digits the first, the third and so on are doubled.
    private static readonly Vector128<byte> Doubled = Vector128.Create((ushort)0x00FF).AsByte();

    /// <summary>Whether ASCII digits pass.</summary>
    public static bool Passes(ReadOnlySpan<byte> digits) =>
        digits.Length == Vector128<byte>.Count ? PassSixteen(digits) : Sum(digits) % 10 == 0;

    private static int Sum(ReadOnlySpan<byte> digits)
    {
        var sum = 0;
        var doubled = false;
        for (var index = digits.Length - 1; index >= 0; index--)
        {
            var digit = digits[index] - '0';
            if (doubled)
            {
                digit = digit > 4 ? (digit * 2) - 9 : digit * 2;
            }

            sum += digit;
            doubled = !doubled;
        }

        return sum;
    }

    // Most numbers: all sixteen at once. The product's upper byte is the sum of all bytes, at most 144.
    private static bool PassSixteen(ReadOnlySpan<byte> digits)
    {
        var values = Vector128.LoadUnsafe(ref MemoryMarshal.GetReference(digits)) - Vector128.Create((byte)'0');
        values += values & Doubled;
        values -= Vector128.GreaterThan(values, Vector128.Create((byte)9)) & Vector128.Create((byte)9);
        var halves = values.AsUInt64();
        return ((halves[0] + halves[1]) * 0x0101010101010101 >> 56) % 10 == 0;
    }
}
