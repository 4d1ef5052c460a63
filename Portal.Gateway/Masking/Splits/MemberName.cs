namespace Portal.Gateway.Masking.Splits;

/// <summary>Reads backwards from a value to its member's name.</summary>
internal static class MemberName
{
    private const int LongestName = 240;

    /// <summary>The name of the member whose value begins at a place; nothing for an element, and where the name is long.</summary>
    /// <param name="json">The text.</param>
    /// <param name="token">Where the value begins.</param>
    /// <param name="start">Where the name begins, behind its quote.</param>
    public static ReadOnlySpan<byte> Before(ReadOnlySpan<byte> json, int token, out int start)
    {
        start = 0;
        var from = Math.Max(0, token - LongestName);
        var before = json[from..token].TrimEnd(" \t\r\n"u8);
        if (before is not [.., (byte)':'] || before[..^1].TrimEnd(" \t\r\n"u8) is not [.. var name, (byte)'"'])
        {
            return default;
        }

        var quote = name.LastIndexOf((byte)'"');
        start = from + quote + 1;
        return quote < 0 ? default : name[(quote + 1)..];
    }
}
