using System.Buffers;
using System.Buffers.Text;
using System.Net;
using System.Net.Sockets;
using Portal.Gateway.Masking.Context;

namespace Portal.Gateway.Masking.Detectors;

/// <summary>Represents what looks like a card number and is not: parts of hashes, UUIDs and IBANs, fractions, telephone numbers.</summary>
internal static class PanVetoes
{
    private static readonly SearchValues<byte> DigitsAndDash = SearchValues.Create("0123456789-"u8);

    private const int LongestAddress = 39;

    /// <summary>Whether groups of a chain are to be left alone.</summary>
    public static bool Apply(ReadOnlySpan<byte> text, in DigitChain chain, int first, int last)
    {
        var groups = chain.Groups;
        var start = chain.StartOf(groups[first].First);
        var end = chain.EndOf(groups[last].First + groups[last].Count - 1);
        return DecimalNumbers.Hold(text, groups, first, last, start, end) || IsPhone(text, chain, first, last, start) || IsInsideToken(text, start, end) || Iban.IsAround(text, start, end)
            || BinaryText.IsAround(text, start, end) || IsInsideAddress(text, start, end);
    }

    /// <summary>Whether digits are what is left of a number that is masked already.</summary>
    public static bool IsTruncated(ReadOnlySpan<byte> text, int start, int end) =>
        (start > 0 && text[start - 1] == '*') || (end < text.Length && text[end] == '*');

    /// <summary>Whether digits stand within a UUID or within hexadecimal digits as long as a digest's.</summary>
    public static bool IsInsideToken(ReadOnlySpan<byte> text, int start, int end)
    {
        if (text[start..end].ContainsAnyExcept(DigitsAndDash))
        {
            return false;
        }

        var around = HexToken.Around(text, start, end, withDashes: true);
        var (first, length) = around.GetOffsetAndLength(text.Length);
        return IsUuidAround(text, first, first + length, start, end) || HexToken.IsDigest(text.Slice(first, length)) || HexToken.IsAddress(text, start, end);
    }

    /// <summary>Whether groups that begin within a chain are of a number that its label names as another kind: the end of an ICCID.</summary>
    public static bool IsNamedOtherwise(ReadOnlySpan<byte> text, in DigitChain chain, ReadOnlySpan<byte> digits, bool isPart) =>
        isPart && Surroundings.LabelBefore(text, chain.StartOf(0)).IsOtherNumber(digits);

    // RFC 4291, 2.2: eight groups of hexadecimal digits with colons, or fewer around two colons.
    private static bool IsInsideAddress(ReadOnlySpan<byte> text, int start, int end)
    {
        var first = start;
        while (first > 0 && start - first < LongestAddress && (char.IsAsciiHexDigit((char)text[first - 1]) || text[first - 1] == ':'))
        {
            first--;
        }

        var last = end;
        while (last < text.Length && last - end < LongestAddress && (char.IsAsciiHexDigit((char)text[last]) || text[last] == ':'))
        {
            last++;
        }

        var token = text[first..last];
        return last - first > end - start && (first == 0 || !char.IsAsciiLetterOrDigit((char)text[first - 1])) && token.Count((byte)':') is >= 2 and <= 7 && token.Length <= LongestAddress
            && IPAddress.TryParse(token, out var address) && address.AddressFamily == AddressFamily.InterNetworkV6;
    }

    private static bool IsUuidAround(ReadOnlySpan<byte> text, int first, int last, int start, int end)
    {
        const int length = 36;
        for (var from = Math.Max(first, end - length); from <= start && from + length <= last; from++)
        {
            var candidate = text.Slice(from, length);
            if ((from == first || !char.IsAsciiLetterOrDigit((char)text[from - 1])) && Utf8Parser.TryParse(candidate, out Guid _, out var consumed) && consumed == length)
            {
                return true;
            }
        }

        return false;
    }

    // E.164: a plus sign and at most fifteen digits.
    private static bool IsPhone(ReadOnlySpan<byte> text, in DigitChain chain, int first, int last, int start)
    {
        var groups = chain.Groups;
        var count = groups[last].First + groups[last].Count - groups[first].First;
        var chainStart = chain.StartOf(groups[0].First);
        return count <= 15 && ((start > 0 && text[start - 1] == '+') || (chainStart > 0 && text[chainStart - 1] == '+' && groups[first].First < 4));
    }
}
