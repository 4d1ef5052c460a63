namespace Portal.Gateway.Protocol;

/// <summary>
/// Goes through the lines of an event, each with its place in the event's bytes; line endings are left out. Allocates nothing,
/// however many there are.
/// </summary>
internal ref struct SseLines(ReadOnlySpan<byte> raw)
{
    private readonly ReadOnlySpan<byte> _raw = raw;
    private int _next;

    /// <summary>The line's place.</summary>
    public Range Current { get; private set; }

    /// <summary>First byte behind the line and its ending.</summary>
    public readonly int Next => _next;

    /// <summary>Returns this.</summary>
    public readonly SseLines GetEnumerator() => this;

    /// <summary>Goes on to the next line; false where there is none.</summary>
    public bool MoveNext()
    {
        if (_next >= _raw.Length)
        {
            return false;
        }

        var rest = _raw[_next..];
        var length = rest.IndexOfAny((byte)'\n', (byte)'\r');
        if (length < 0)
        {
            (Current, _next) = (_next.._raw.Length, _raw.Length);
            return true;
        }

        Current = _next..(_next + length);
        _next += length + (rest[length..].StartsWith("\r\n"u8) ? 2 : 1);
        return true;
    }
}
