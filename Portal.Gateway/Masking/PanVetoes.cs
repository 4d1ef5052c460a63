using System.Buffers;

namespace Portal.Gateway.Masking;

/// <summary>What looks like a card number and is not: parts of hashes and UUIDs, fractions of decimal numbers.</summary>
internal static class PanVetoes
{
    private const int ShortestHash = 32;

    private static readonly SearchValues<byte> DigitsAndDash = SearchValues.Create("0123456789-"u8);

    /// <summary>Whether the digits from <paramref name="start"/> to <paramref name="end"/> are to be left alone.</summary>
    public static bool Apply(ReadOnlySpan<byte> text, int start, int end) => IsFraction(text, start) || IsInsideHash(text, start, end);

    private static bool IsFraction(ReadOnlySpan<byte> text, int start) =>
        start >= 2 && text[start - 1] == '.' && char.IsAsciiDigit((char)text[start - 2]);

    // Hexadecimal digits and dashes around the number, long enough for a hash or a UUID, with a letter among them.
    private static bool IsInsideHash(ReadOnlySpan<byte> text, int start, int end)
    {
        if (text[start..end].ContainsAnyExcept(DigitsAndDash))
        {
            return false;
        }

        var first = start;
        while (first > 0 && IsHexOrDash(text[first - 1]))
        {
            first--;
        }

        var last = end;
        while (last < text.Length && IsHexOrDash(text[last]))
        {
            last++;
        }

        var token = text[first..last];
        return token.Length >= ShortestHash && token.ContainsAnyInRange((byte)'A', (byte)'f');
    }

    private static bool IsHexOrDash(byte value) => char.IsAsciiHexDigit((char)value) || value == '-';
}
