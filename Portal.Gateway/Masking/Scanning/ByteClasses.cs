namespace Portal.Gateway.Masking.Scanning;

/// <summary>The class of each ASCII byte: the definition that every way of classifying blocks is made from and tested against.</summary>
internal static class ByteClasses
{
    /// <summary>Stands for a character that nobody sees, such as a zero-width space.</summary>
    public const byte Invisible = 0x01;

    /// <summary>Stands for a character that is none of those the scan knows.</summary>
    public const byte Other = 0x02;

    /// <summary>Classes by byte.</summary>
    public static readonly byte[] Table = [.. Enumerable.Range(0, 128).Select(value => (byte)Of((char)value))];

    /// <summary>Whether a byte is a digit or may stand between digits of one number.</summary>
    public static bool IsDigitOrJoiner(byte value) => value < 128 && (Table[value] & (byte)(ByteClass.Digit | ByteClass.Joiner)) != 0;

    private static ByteClass Of(char value) =>
        (char.IsAsciiDigit(value) ? ByteClass.Digit : ByteClass.None)
        | (char.IsAsciiLetter(value) ? ByteClass.Letter : ByteClass.None)
        | (char.IsAsciiLetterUpper(value) ? ByteClass.Upper : ByteClass.None)
        | (IsJoiner(value) ? ByteClass.Joiner : ByteClass.None)
        | (value is '+' or '/' or '-' or '_' ? ByteClass.Sign : ByteClass.None)
        | (value is '%' or '&' or '<' or '=' or ')' ? ByteClass.Mark : ByteClass.None)
        | (value == '"' ? ByteClass.Quote : ByteClass.None)
        | (value is 'e' or 'E' ? ByteClass.Exponent : ByteClass.None);

    private static bool IsJoiner(char value) => value is ' ' or (>= '\t' and <= '\r') or '-' or '.' or '/' or '_' or ':' or '+' or '=' or (char)Invisible;
}
