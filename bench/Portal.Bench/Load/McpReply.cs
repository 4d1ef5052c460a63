namespace Portal.Bench.Load;

/// <summary>A complete reply; the body is valid until the next call on the same connection.</summary>
internal readonly ref struct McpReply(int status, ReadOnlySpan<byte> body)
{
    public int Status { get; } = status;

    public ReadOnlySpan<byte> Body { get; } = body;
}
