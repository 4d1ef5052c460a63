using System.Buffers;
using System.Text;

namespace Portal.Gateway.Masking.Views;

/// <summary>
/// Reads escapes of one byte, <c>%E2</c>, <c>=E2</c> and <c>\xE2</c>, and the characters that several of them are in UTF-8.
/// </summary>
internal static class ByteEscape
{
    private const int LongestSequence = 4;

    /// <summary>Gets the value of two hexadecimal digits; negative where others stand.</summary>
    public static int Value(char high, char low) =>
        char.IsAsciiHexDigit(high) && char.IsAsciiHexDigit(low) ? (Digit(high) << 4) | Digit(low) : -1;

    /// <summary>Gets the value of a hexadecimal digit.</summary>
    public static int Digit(char digit) => digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10;

    /// <summary>Reads the escape at the end of a text as ASCII, or with those before it as a character of UTF-8.</summary>
    /// <param name="text">A text that ends with an escape.</param>
    /// <param name="width">How many characters an escape of its form has.</param>
    /// <param name="escape">Receives the character; no length where it is not whole, or none at all.</param>
    /// <returns>Whether the bytes are those of UTF-8, as far as they go.</returns>
    public static bool Read(ReadOnlySpan<char> text, int width, out Escape escape)
    {
        var mark = text.Slice(text.Length - width, width - 2);
        Span<byte> bytes = stackalloc byte[LongestSequence];
        for (var count = 1; count <= LongestSequence && text.Length >= count * width; count++)
        {
            var single = text.Slice(text.Length - (count * width), width);
            var value = single.StartsWith(mark) ? Value(single[^2], single[^1]) : -1;
            if (value < 0)
            {
                break;
            }

            bytes[^count] = (byte)value;
            if (value is < 0x80 or >= 0xC0)
            {
                return Decode(bytes[^count..], width, out escape);
            }
        }

        escape = default;
        return false;
    }

    private static bool Decode(ReadOnlySpan<byte> bytes, int width, out Escape escape)
    {
        var status = Rune.DecodeFromUtf8(bytes, out var rune, out var consumed);
        var isWhole = status == OperationStatus.Done && consumed == bytes.Length;
        escape = isWhole ? new(bytes.Length * width, rune.Value) : default;
        return isWhole || status == OperationStatus.NeedMoreData;
    }
}
