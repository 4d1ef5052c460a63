using System.Buffers;

namespace Portal.Gateway.Replies;

/// <summary>Tells which text may stand in a line of an event that no client of the protocol acts on.</summary>
internal static class SseText
{
    /// <summary>Longest comment or name that passes, in bytes.</summary>
    public const int MaxLength = 256;

    private const int MostRetryDigits = 9;

    // Beside line feed and carriage return some clients end a line at these, as Python's splitlines does; the other control
    // characters have no place in a line either.
    private static readonly SearchValues<char> Breaks = SearchValues.Create([
        .. Enumerable.Range(0, 0x20).Where(code => code != '\t').Append(0x7F).Select(code => (char)code),
        '\u0085',
        '\u2028',
        '\u2029',
        '\uFEFF',
    ]);

    /// <summary>Whether a client might read more than one line in the text.</summary>
    public static bool BreaksLines(ReadOnlySpan<char> text) => text.ContainsAny(Breaks);

    /// <summary>Whether the text is short, printable ASCII and without digits, so that there is nothing to mask in it.</summary>
    public static bool IsPlain(ReadOnlySpan<byte> text) =>
        text.Length <= MaxLength
        && !text.ContainsAnyExceptInRange((byte)' ', (byte)'~')
        && !text.ContainsAnyInRange((byte)'0', (byte)'9');

    /// <summary>Whether the text is a reconnection time; of anything else clients take no notice.</summary>
    public static bool IsRetry(ReadOnlySpan<byte> text) =>
        text.Length is > 0 and <= MostRetryDigits && !text.ContainsAnyExceptInRange((byte)'0', (byte)'9');
}
