namespace Portal.Gateway.Protocol;

/// <summary>One event of an SSE stream as it came, up to and with its blank line.</summary>
/// <param name="Raw">Its bytes.</param>
/// <param name="IsComplete">Whether its blank line came; what a stream leaves unfinished at its end is no event.</param>
internal readonly record struct SseEvent(ReadOnlyMemory<byte> Raw, bool IsComplete)
{
    /// <summary>Splits a line into its field name and where its value begins; a comment has an empty name.</summary>
    public static (Range Name, int Value) FieldOf(ReadOnlySpan<byte> line)
    {
        var colon = line.IndexOf((byte)':');
        if (colon < 0)
        {
            return (..line.Length, line.Length);
        }

        var value = colon + 1;
        return (..colon, value < line.Length && line[value] == ' ' ? value + 1 : value);
    }
}
