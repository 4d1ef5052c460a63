namespace Portal.Gateway.Masking.Views;

/// <summary>
/// Reads quoted-printable (RFC 2045, 6.7) where it is meant: bytes that are no ASCII, the equals sign itself, and digits and
/// separators where others are quoted beside them. In <c>x=47954098</c>, <c>iban=DE02</c> and the tracks of a stripe nothing is.
/// </summary>
internal static class QuotedPrintable
{
    private const int Width = 3;

    // Groups of a number are shorter; a card's number in front of an equals sign is a track.
    private const int LongestGroup = 7;

    /// <summary>Reads the escape <c>=XX</c> at the end of a view.</summary>
    /// <param name="buffer">The view; ends with an equals sign and two hexadecimal digits.</param>
    /// <param name="rest">Bytes behind it.</param>
    public static Escape Read(ViewBuffer buffer, ReadOnlySpan<byte> rest)
    {
        var text = buffer.Characters;
        var value = ByteEscape.Value(text[^2], text[^1]);
        if (value >= 0x80)
        {
            return ReadWide(buffer, value, rest);
        }

        var begin = text.Length - Width;
        var isBeside = begin > 0 && buffer.Has(begin - 1, ViewFlags.Quoted) || QuotedAt(rest) >= 0;
        var isMeant = value == '=' || isBeside || (IsSeparator(value) && EndsWithGroup(text[..begin]));
        return isMeant ? new(Width, value, ViewFlags.Quoted) : default;
    }

    /// <summary>Says whether what stands behind an equals sign could be quoted; most often it is something else.</summary>
    public static bool MayFollow(ReadOnlySpan<byte> rest) =>
        !rest.IsEmpty && (IsMark(rest[0]) || (IsHex(rest[0]) && rest.Length > 1 && (IsMark(rest[1]) || IsHex(rest[1]))));

    /// <summary>Says whether the line end is a soft break: it stands behind an equals sign that does not pad Base64.</summary>
    public static bool IsSoftBreak(ViewBuffer buffer)
    {
        var text = buffer.Characters;
        return text.Length >= 2
            && text[^2] == '='
            && !buffer.Has(text.Length - 1, ViewFlags.CarriageReturn)
            && (text.Length == 2 || text[^3] != '=' || buffer.Has(text.Length - 3, ViewFlags.Quoted));
    }

    private static Escape ReadWide(ViewBuffer buffer, int value, ReadOnlySpan<byte> rest)
    {
        var isUtf8 = ByteEscape.Read(buffer.Characters, Width, out var escape);
        if (escape.Length > 0)
        {
            return escape with { Flags = ViewFlags.Quoted };
        }

        // The bytes of a character in UTF-8 stand together, all quoted.
        var isBegun = isUtf8 && QuotedAt(rest) is >= 0x80 and < 0xC0;
        return !isBegun && IsLatin(buffer, value, rest) ? new(Width, value, ViewFlags.Quoted) : default;
    }

    // One of an older character set stands among letters or digits. In "type=CARD", "state=DE" and "sha1=ab12" it does not.
    private static bool IsLatin(ViewBuffer buffer, int value, ReadOnlySpan<byte> rest)
    {
        var text = buffer.Characters;
        var begin = text.Length - Width;
        if (begin == 0 || IsLowerHex(buffer, begin + 1) || IsLowerHex(buffer, begin + 2))
        {
            return false;
        }

        var before = text[begin - 1];
        var next = rest.IsEmpty ? ' ' : (char)rest[0];
        if (value < 0xC0)
        {
            return value is 0xA0 or 0xAD or 0xB7 && EndsWithGroup(text[..begin]);
        }

        var hasDigit = char.IsAsciiDigit(text[^1]) || char.IsAsciiDigit(text[^2]);
        return char.IsAsciiLetter(before)
            && !char.IsAsciiDigit(next)
            && !char.IsAsciiLetterUpper(next)
            && (hasDigit || char.IsAsciiLetterLower(next));
    }

    private static bool IsLowerHex(ViewBuffer buffer, int index) =>
        char.IsAsciiLetter(buffer.Characters[index]) && !buffer.Has(index, ViewFlags.Upper);

    private static bool IsMark(byte value) =>
        value is >= 0x80 or (byte)'%' or (byte)'&' or (byte)'\\' or (byte)'=' or (byte)'\n' or (byte)'\r';

    private static bool IsHex(byte value) => char.IsAsciiHexDigit((char)value);

    private static bool IsSeparator(int value) => value is ' ' or '\t' or '\n' or '\r' or '-' or '.' or '/' or ':' or '_';

    private static bool EndsWithGroup(ReadOnlySpan<char> text)
    {
        var from = Math.Max(0, text.Length - LongestGroup - 1);
        var group = text[from..];
        var digits = group.Length - 1 - group.LastIndexOfAnyExceptInRange('0', '9');
        return digits is > 0 and <= LongestGroup;
    }

    private static int QuotedAt(ReadOnlySpan<byte> rest) =>
        rest is [(byte)'=', var high, var low, ..] ? ByteEscape.Value((char)high, (char)low) : -1;
}
