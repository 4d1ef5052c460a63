using System.Buffers;
using System.Buffers.Text;
using System.Net;
using System.Net.Sockets;
using Portal.Gateway.Masking.Decisions;
using Portal.Gateway.Masking.Detectors;

namespace Portal.Gateway.Masking.Numbers;

/// <summary>Tells what digits are a part of: a UUID, a digest, an address, an IBAN, bytes in Base64.</summary>
internal static class Containers
{
    private const int LongestAddress = 39;
    private const int UuidLength = 36;
    private const int ShortestBytes = 40;
    private static readonly SearchValues<byte> DigitsAndDash = SearchValues.Create("0123456789-"u8);

    /// <summary>Returns the features of what is around a place.</summary>
    /// <param name="text">The text.</param>
    /// <param name="start">First byte of the place.</param>
    /// <param name="end">First byte behind it.</param>
    public static FeatureSet Of(ReadOnlySpan<byte> text, int start, int end) =>
        default(FeatureSet)
            .With(PanFeature.InsideToken, IsInsideToken(text, start, end) || IsInsideBytes(text, start, end))
            .With(PanFeature.InsideIban, Iban.IsAround(text, start, end))
            .With(PanFeature.InsideAddress, IsInsideAddress(text, start, end))
            .With(PanFeature.InsideBinary, BinaryText.IsAround(text, start, end));

    /// <summary>Whether digits stand within a UUID or within hexadecimal digits as long as a digest's.</summary>
    public static bool IsInsideToken(ReadOnlySpan<byte> text, int start, int end)
    {
        if (text[start..end].ContainsAnyExcept(DigitsAndDash))
        {
            return false;
        }

        var around = HexToken.Around(text, start, end, withDashes: true);
        var (first, length) = around.GetOffsetAndLength(text.Length);
        return IsUuidAround(text, first, first + length, start, end)
            || HexToken.IsDigest(text.Slice(first, length))
            || HexToken.IsAddress(text, start, end);
    }

    // Bytes in hexadecimal: as many as a short text's and more, with letters on both sides.
    private static bool IsInsideBytes(ReadOnlySpan<byte> text, int start, int end)
    {
        var (first, length) = HexToken.Around(text, start, end, withDashes: false).GetOffsetAndLength(text.Length);
        return length >= ShortestBytes
            && text[first..start].ContainsAnyInRange((byte)'A', (byte)'f')
            && text[end..(first + length)].ContainsAnyInRange((byte)'A', (byte)'f');
    }

    /// <summary>Whether the first or the last of some groups is cut out of hexadecimal digits: <c>…-379524842764 831fa31c…</c>.</summary>
    public static bool AreCut(ReadOnlySpan<char> characters, int start, int end) =>
        IsHexBeside(characters[Math.Max(0, start - LongestAddress)..start], fromEnd: true)
        || IsHexBeside(characters[end..Math.Min(characters.Length, end + LongestAddress)], fromEnd: false);

    private static bool IsHexBeside(ReadOnlySpan<char> beside, bool fromEnd)
    {
        var letters = 0;
        var digits = 0;
        for (var index = 0; index < beside.Length; index++)
        {
            var value = beside[fromEnd ? beside.Length - 1 - index : index];
            if (!char.IsAsciiHexDigit(value) && value != '-')
            {
                return letters > 0 && digits > 0 && !char.IsAsciiLetter(value);
            }

            letters += char.IsAsciiLetter(value) ? 1 : 0;
            digits += char.IsAsciiDigit(value) ? 1 : 0;
            if (index == 0 && !char.IsAsciiLetter(value) && value != '-')
            {
                return false;
            }
        }

        return letters > 0 && digits > 0;
    }

    // RFC 4291, 2.2: eight groups of hexadecimal digits with colons, or fewer around two colons.
    private static bool IsInsideAddress(ReadOnlySpan<byte> text, int start, int end)
    {
        var first = start;
        while (
            first > 0 && start - first < LongestAddress && (char.IsAsciiHexDigit((char)text[first - 1]) || text[first - 1] == ':')
        )
        {
            first--;
        }

        var last = end;
        while (last < text.Length && last - end < LongestAddress && (char.IsAsciiHexDigit((char)text[last]) || text[last] == ':'))
        {
            last++;
        }

        var token = text[first..last];
        return last - first > end - start
            && token.Length <= LongestAddress
            && (first == 0 || !char.IsAsciiLetterOrDigit((char)text[first - 1]))
            && token.Count((byte)':') is >= 2 and <= 7
            && IPAddress.TryParse(token, out var address)
            && address.AddressFamily == AddressFamily.InterNetworkV6;
    }

    private static bool IsUuidAround(ReadOnlySpan<byte> text, int first, int last, int start, int end)
    {
        for (var from = Math.Max(first, end - UuidLength); from <= start && from + UuidLength <= last; from++)
        {
            var candidate = text.Slice(from, UuidLength);
            if (
                (from == first || !char.IsAsciiLetterOrDigit((char)text[from - 1]))
                && Utf8Parser.TryParse(candidate, out Guid _, out var consumed)
                && consumed == UuidLength
            )
            {
                return true;
            }
        }

        return false;
    }
}
