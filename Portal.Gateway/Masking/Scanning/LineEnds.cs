namespace Portal.Gateway.Masking.Scanning;

/// <summary>Tells line ends within a number, as <see cref="Numbers.FilledLines"/> does; says yes more often.</summary>
internal static class LineEnds
{
    private const int Shortest = 16;
    private const int Longest = 512;

    // A carriage return and what is not seen make a line longer here than there.
    private const int Tolerance = 4;

    /// <summary>Whether a text begins with a digit.</summary>
    public static bool StartsWithDigit(this ReadOnlySpan<byte> text) => text is [>= (byte)'0' and <= (byte)'9', ..];

    /// <summary>Whether a line ends at a place between two digits, about as long as the one in front of it or behind.</summary>
    public static bool IsFilled(ReadOnlySpan<byte> text, int end)
    {
        var rest = text[end..].TrimStart("\r\n"u8);
        var breakLength = text.Length - end - rest.Length;
        var from = Math.Max(0, end - Longest);
        var length = end - from - text[from..end].LastIndexOf((byte)'\n') - 1;
        if (
            breakLength is 0 or > 2
            || !rest.StartsWithDigit()
            || length is < Shortest or >= Longest
            || text[(end - length)..].StartsWithDigit()
        )
        {
            return false;
        }

        var next = rest[..Math.Min(rest.Length, length + Tolerance)].IndexOf((byte)'\n');
        var before = text[..Math.Max(0, end - length - 1)];
        var last = before[Math.Max(0, before.Length - Longest)..].LastIndexOf((byte)'\n');
        return next < 0
            ? rest.Length <= length + Tolerance
            : Math.Abs(next - length) <= Tolerance || Math.Abs(before.Length - last - 1 - length) <= Tolerance;
    }
}
