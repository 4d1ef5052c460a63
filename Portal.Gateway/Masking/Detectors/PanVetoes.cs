using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Portal.Gateway.Masking.Context;

namespace Portal.Gateway.Masking.Detectors;

/// <summary>What looks like a card number and is not: parts of hashes, UUIDs and IBANs, fractions, telephone numbers.</summary>
internal static class PanVetoes
{
    private static readonly SearchValues<byte> DigitsAndDash = SearchValues.Create("0123456789-"u8);

    private const int LongestAddress = 39;
    private const int ShortestIban = 15;
    private const int LongestIban = 34;

    // With a wide space behind every fourth character.
    private const int BytesOfIban = 2 * LongestIban;
    private const int LongestInteger = 10;
    private const int LongestLine = 256;
    private const int LongestBinLabel = 20;

    // Shorter ones are groups of a card number, or cents.
    private const int ShortestFraction = 5;

    // What a fraction without an integer in front of it stands behind.
    private static readonly SearchValues<byte> BeforeFractions = SearchValues.Create(" \t\r\n-+([{,;:=|"u8);

    /// <summary>Whether groups of a chain are to be left alone.</summary>
    public static bool Apply(ReadOnlySpan<byte> text, in DigitChain chain, int first, int last)
    {
        var groups = chain.Groups;
        var start = chain.StartOf(groups[first].First);
        var end = chain.EndOf(groups[last].First + groups[last].Count - 1);
        return IsDecimal(text, groups, first, last, start, end) || IsPhone(text, chain, first, last, start) || IsInsideToken(text, start, end) || IsInsideIban(text, start, end)
            || BinaryText.IsAround(text, start, end) || IsInsideAddress(text, start, end);
    }

    /// <summary>Whether digits are what is left of a number that is masked already.</summary>
    public static bool IsTruncated(ReadOnlySpan<byte> text, int start, int end) =>
        (start > 0 && text[start - 1] == '*') || (end < text.Length && text[end] == '*');

    /// <summary>Whether digits are the fraction of a decimal number.</summary>
    public static bool IsFraction(ReadOnlySpan<byte> text, int start)
    {
        if (start < 1 || text[start - 1] != '.')
        {
            return false;
        }

        var integer = start - 1;
        while (integer > 0 && char.IsAsciiDigit((char)text[integer - 1]))
        {
            integer--;
        }

        // 0.5433…, 48.2081…, 1760000000.1234…, -.5425…; not 4111.1111.1111.1111 and not the end of a sentence.
        return (start - 1 - integer) switch
        {
            0 => integer == 0 || BeforeFractions.Contains(text[integer - 1]),
            <= LongestInteger => integer == 0 || text[integer - 1] != '.',
            _ => false,
        };
    }

    /// <summary>
    /// Whether digits are the fraction of a decimal number with a comma: behind a single zero where no other comma says that it separates columns, or behind an
    /// integer in a line whose columns are separated by semicolons.
    /// </summary>
    public static bool IsFractionByComma(ReadOnlySpan<byte> text, int start, int end)
    {
        if (start < 2 || text[start - 1] != ',' || !char.IsAsciiDigit((char)text[start - 2]) || (end < text.Length && text[end] == ','))
        {
            return false;
        }

        var integer = start - 1;
        while (integer > 0 && start - integer <= LongestInteger && char.IsAsciiDigit((char)text[integer - 1]))
        {
            integer--;
        }

        var before = text[Math.Max(0, integer - LongestLine)..integer];
        return before is [.., (byte)';'] || (start - 1 - integer == 1 && text[integer] == '0' && !before.Contains((byte)',') && (before.IsEmpty || before[^1] is not ((byte)'"' or (byte)'\'')));
    }

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

    /// <summary>Whether groups are the first digits of cards, of six or eight each, not one number: <c>BIN range 45321323-45338024</c>.</summary>
    public static bool AreBins(ReadOnlySpan<byte> text, in DigitChain chain)
    {
        foreach (ref readonly var group in chain.Groups)
        {
            if (group.Count is not (6 or 8))
            {
                return false;
            }
        }

        return SaysBins(text[..chain.StartOf(0)]);
    }

    // One of the last two words.
    private static bool SaysBins(ReadOnlySpan<byte> before)
    {
        Span<byte> lower = stackalloc byte[LongestBinLabel];
        before = before[Math.Max(0, before.Length - LongestBinLabel)..];
        _ = Ascii.ToLower(before, lower, out var length);
        var words = 0;
        foreach (var range in lower[..length].SplitAny(" :\n\t=\"'()-_"u8))
        {
            words = lower[range] is [] ? words : lower[range] is [(byte)'b' or (byte)'i', (byte)'i', (byte)'n'] or [(byte)'b' or (byte)'i', (byte)'i', (byte)'n', (byte)'s'] ? 1 : words == 0 ? 0 : words + 1;
        }

        return words is 1 or 2;
    }

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

    private static bool IsDecimal(ReadOnlySpan<byte> text, ReadOnlySpan<DigitChain.Group> groups, int first, int last, int start, int end)
    {
        if (first == last)
        {
            return IsFractionByComma(text, start, end) || IsFraction(text, start) && !(first >= 2 && groups[first - 1].Separator == CodePointKind.Dot);
        }

        // Two groups with one full stop between them are a decimal number unless they are halves of a card's.
        return (last == first + 1 && groups[last].Separator == CodePointKind.Dot && groups[first].Count != groups[last].Count) || HoldsDecimal(text, groups, first, last, start);
    }

    // 0.6228648528833874 3: what begins as a fraction, or ends as the integer in front of one.
    private static bool HoldsDecimal(ReadOnlySpan<byte> text, ReadOnlySpan<DigitChain.Group> groups, int first, int last, int start)
    {
        if (groups[first].Count >= ShortestFraction && groups[first + 1].Separator != CodePointKind.Dot && IsFraction(text, start))
        {
            return true;
        }

        for (var index = first + 1; index <= last + 1 && index < groups.Length; index++)
        {
            if (IsPointOfDecimal(groups, index))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsPointOfDecimal(ReadOnlySpan<DigitChain.Group> groups, int index) =>
        groups[index].Separator == CodePointKind.Dot && groups[index].Count >= ShortestFraction && groups[index - 1].Count != groups[index].Count
        && (index < 2 || groups[index - 1].Separator != CodePointKind.Dot) && (index + 1 == groups.Length || groups[index + 1].Separator != CodePointKind.Dot);

    // E.164: a plus sign and at most fifteen digits.
    private static bool IsPhone(ReadOnlySpan<byte> text, in DigitChain chain, int first, int last, int start)
    {
        var groups = chain.Groups;
        var count = groups[last].First + groups[last].Count - groups[first].First;
        var chainStart = chain.StartOf(groups[0].First);
        return count <= 15 && ((start > 0 && text[start - 1] == '+') || (chainStart > 0 && text[chainStart - 1] == '+' && groups[first].First < 4));
    }

    // ISO 13616: two letters, two check digits, and modulo 97 over the whole.
    private static bool IsInsideIban(ReadOnlySpan<byte> text, int start, int end)
    {
        for (var from = start; from >= Math.Max(0, start - BytesOfIban); from--)
        {
            if (from + 4 <= text.Length && AreCountry(text[from], text[from + 1])
                && (from == 0 || !char.IsAsciiLetterOrDigit((char)text[from - 1]) || text[..from].EndsWith("IBAN"u8))
                && char.IsAsciiDigit((char)text[from + 2]) && char.IsAsciiDigit((char)text[from + 3]) && IbanEnd(text, from) >= end)
            {
                return true;
            }
        }

        return false;
    }

    private static bool AreCountry(byte first, byte second) =>
        (char.IsAsciiLetterUpper((char)first) && char.IsAsciiLetterUpper((char)second)) || (char.IsAsciiLetterLower((char)first) && char.IsAsciiLetterLower((char)second));

    // The end of the IBAN that begins here; -1 when none does.
    private static int IbanEnd(ReadOnlySpan<byte> text, int from)
    {
        Span<byte> characters = stackalloc byte[LongestIban];
        var count = 0;
        var end = -1;
        for (var position = from; position < text.Length; position++)
        {
            var value = text[position];
            if (CodePoints.At(text, position) is { Kind: CodePointKind.Space or CodePointKind.Dash or CodePointKind.Ignorable } gap)
            {
                position += gap.Length - 1;
                continue;
            }

            if (!char.IsAsciiLetterOrDigit((char)value) || count == LongestIban)
            {
                break;
            }

            characters[count++] = value;
            var isWhole = position + 1 == text.Length || !char.IsAsciiLetterOrDigit((char)text[position + 1]);
            if (isWhole && count >= ShortestIban && Remainder(characters[..count]) == 1)
            {
                end = position + 1;
            }
        }

        return end;
    }

    private static int Remainder(ReadOnlySpan<byte> iban)
    {
        var remainder = 0;
        for (var index = 0; index < iban.Length; index++)
        {
            var character = (char)iban[(index + 4) % iban.Length];
            remainder = char.IsAsciiDigit(character)
                ? ((remainder * 10) + CharUnicodeInfo.GetDecimalDigitValue(character)) % 97
                : ((remainder * 100) + char.ToUpperInvariant(character) - 'A' + 10) % 97;
        }

        return remainder;
    }
}
