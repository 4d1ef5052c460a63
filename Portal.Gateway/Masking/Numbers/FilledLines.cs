namespace Portal.Gateway.Masking.Numbers;

/// <summary>Tells lines that end because they are full from those that end where something ends.</summary>
internal static class FilledLines
{
    private const int Shortest = 16;
    private const int Longest = 512;

    /// <summary>Whether the line that ends at a place is as long as the one in front of it or behind.</summary>
    /// <param name="characters">The text.</param>
    /// <param name="end">Where its line end stands.</param>
    public static bool EndsAt(ReadOnlySpan<char> characters, int end)
    {
        var from = Math.Max(0, end - Longest);
        var length = end - from - characters[from..end].LastIndexOf('\n') - 1;

        // Rows of figures begin with digits, each of them.
        if (length < Shortest || length >= Longest || char.IsAsciiDigit(characters[end - length]))
        {
            return false;
        }

        var start = end - length - 1;
        var isAsBefore =
            start >= length
            && (start == length || characters[start - length - 1] == '\n')
            && characters[(start - length)..start].IndexOf('\n') < 0;
        var behind = characters[(end + 1)..Math.Min(characters.Length, end + 2 + length)];
        var next = behind.IndexOf('\n');

        // The last line may be shorter.
        return next == length || (next < 0 && behind.Length <= length && (isAsBefore || behind.Length == length));
    }
}
