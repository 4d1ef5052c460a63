namespace Portal.Gateway.Masking.Scanning;

/// <summary>Holds the class of each ASCII byte: every way of classifying blocks is made from it and tested against it.</summary>
internal static class ByteClasses
{
    /// <summary>Stands for a character that nobody sees, such as a zero-width space.</summary>
    public const byte Invisible = 0x01;

    /// <summary>Stands for a character that is none of those the scan knows.</summary>
    public const byte Other = 0x02;

    /// <summary>Signs that stand between groups of digits and separate nothing else; white space is not among them.</summary>
    public const string Joiners = "-./_:+=()[]{}<>*`~";

    /// <summary>Signs that stand between groups of digits and separate values as well.</summary>
    public const string Odds = ",|;\"'#\\";

    private const ByteClass Chained = ByteClass.Digit | ByteClass.Joiner | ByteClass.Odd;

    /// <summary>Classes by byte.</summary>
    public static readonly byte[] Table = [.. Enumerable.Range(0, 128).Select(value => (byte)Of((char)value))];

    /// <summary>Whether a byte is of one of some classes.</summary>
    public static bool Is(byte value, ByteClass any) => value < 128 && (Table[value] & (byte)any) != 0;

    /// <summary>Whether a byte is a digit or may stand between digits of one number.</summary>
    public static bool IsChained(byte value) => Is(value, Chained);

    /// <summary>Whether a byte is of the alphabets of Base64 and hexadecimal.</summary>
    public static bool IsOfAlphabet(byte value) => Is(value, ByteClass.Digit | ByteClass.Letter | ByteClass.Sign);

    private static ByteClass Of(char value) =>
        If(char.IsAsciiDigit(value), ByteClass.Digit)
        | If(char.IsAsciiLetter(value), ByteClass.Letter)
        | If(char.IsAsciiLetterUpper(value), ByteClass.Upper)
        | If(value is ' ' or (>= '\t' and <= '\r') or (char)Invisible || Joiners.Contains(value), ByteClass.Joiner)
        | If(Odds.Contains(value), ByteClass.Odd)
        | If(value is '+' or '/' or '-' or '_', ByteClass.Sign)
        | If(value is '%' or '&' or '<' or '=', ByteClass.Mark)
        | If(value == '"', ByteClass.Quote);

    private static ByteClass If(bool isOf, ByteClass value) => isOf ? value : ByteClass.None;
}
