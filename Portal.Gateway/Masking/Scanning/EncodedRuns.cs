using System.Numerics;
using Portal.Gateway.Masking.Decoders;

namespace Portal.Gateway.Masking.Scanning;

/// <summary>Looks at runs of letters, digits and signs that may be text in Base64 or hexadecimal.</summary>
internal struct EncodedRuns
{
    private const int ShortestRun = 16;
    private const int LeastPairs = 12;
    private const int Pair = 3;

    private int _pairsEnd;

    /// <summary>Whether one of the runs of a block may be an encoded text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="position">Where the block begins.</param>
    /// <param name="sixteenths">The sixteenth byte of a run each.</param>
    /// <param name="pairs">Where pairs of hexadecimal digits follow each other.</param>
    public bool Look(ReadOnlySpan<byte> text, int position, ulong sixteenths, ulong pairs)
    {
        for (; sixteenths != 0; sixteenths &= sixteenths - 1)
        {
            var start = position + BitOperations.TrailingZeroCount(sixteenths) - ShortestRun + 1;
            if (!IsNumber(text, start) && EncodedTexts.MayBeEncoded(text, start))
            {
                return true;
            }
        }

        for (; pairs != 0; pairs &= pairs - 1)
        {
            var start = position + BitOperations.TrailingZeroCount(pairs);
            if (start >= _pairsEnd && AreMany(text, start))
            {
                return true;
            }
        }

        return false;
    }

    // Too few digits for hexadecimal, and nothing else; most long runs are that.
    private static bool IsNumber(ReadOnlySpan<byte> text, int start)
    {
        var length = DigitRun.LengthAt(text, start);
        return length is >= ShortestRun and < EncodedTexts.ShortestHex
            && (
                start + length == text.Length
                || text[start + length] is (byte)',' or (byte)'"' or (byte)'}' or (byte)']' or (byte)' ' or (byte)'.' or (byte)':'
            );
    }

    // 34 31 31 or 34:31:31, to both sides of a place.
    private bool AreMany(ReadOnlySpan<byte> text, int position)
    {
        var start = position;
        var sign = text[position + 2];
        while (start >= Math.Max(Pair, _pairsEnd) && IsPair(text, start - Pair) && text[start - 1] == sign)
        {
            start -= Pair;
        }

        var end = position;
        while (IsPair(text, end))
        {
            end += Pair;
            if (end > text.Length || text[end - 1] != sign)
            {
                break;
            }
        }

        _pairsEnd = end;
        return sign is (byte)' ' or (byte)':' && (end - start) / Pair >= LeastPairs;
    }

    private static bool IsPair(ReadOnlySpan<byte> text, int position) =>
        position + 2 <= text.Length
        && char.IsAsciiHexDigit((char)text[position])
        && char.IsAsciiHexDigit((char)text[position + 1]);
}
