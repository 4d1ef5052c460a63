using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text.Json;

namespace Portal.Gateway.Masking;

/// <summary>Finds where JSON strings end.</summary>
internal static class JsonStrings
{
    /// <summary>The place of the quote that ends a string.</summary>
    /// <param name="json">The text.</param>
    /// <param name="start">Behind the quote with which the string begins.</param>
    /// <param name="isEscaped">Whether there are escapes in it.</param>
    /// <exception cref="JsonException">There is none.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int EndOf(ReadOnlySpan<byte> json, int start, out bool isEscaped)
    {
        // Most strings are short and hold no escape: one load tells.
        if (start + Vector256<byte>.Count <= json.Length)
        {
            var ends = EndsAt(json, start);
            var end = start + BitOperations.TrailingZeroCount(ends);
            if (ends != 0 && json[end] == '"')
            {
                isEscaped = false;
                return end;
            }
        }

        // Its own variable, so that the caller's need not be in memory.
        var place = Seek(json, start, out var hasEscapes);
        isEscaped = hasEscapes;
        return place;
    }

    private static int Seek(ReadOnlySpan<byte> json, int position, out bool isEscaped)
    {
        isEscaped = false;
        while (position < json.Length)
        {
            if (position + Vector256<byte>.Count <= json.Length && EndsAt(json, position) is var ends)
            {
                position += ends == 0 ? Vector256<byte>.Count : BitOperations.TrailingZeroCount(ends);
                if (ends == 0)
                {
                    continue;
                }
            }

            switch (json[position])
            {
                case (byte)'"':
                    return position;
                case (byte)'\\':
                    isEscaped = true;
                    position += 2;
                    break;
                default:
                    position++;
                    break;
            }
        }

        throw new JsonException("A string does not end.");
    }

    // Quotes and backslashes of the next bytes, as bits.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint EndsAt(ReadOnlySpan<byte> json, int position)
    {
        var bytes = Vector256.LoadUnsafe(ref Unsafe.Add(ref MemoryMarshal.GetReference(json), position));
        return (
            Vector256.Equals(bytes, Vector256.Create((byte)'"')) | Vector256.Equals(bytes, Vector256.Create((byte)'\\'))
        ).ExtractMostSignificantBits();
    }
}
