using System.Buffers.Text;
using System.Runtime.InteropServices;

namespace Portal.Bench.Load;

/// <summary>What the driver needs of an HTTP/1.1 reply's head.</summary>
/// <param name="Status">Status code.</param>
/// <param name="Length">Content-Length; -1 if chunked.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ReplyHead(int Status, int Length)
{
    public static ReplyHead Parse(ReadOnlySpan<byte> head)
    {
        int status = Number(head["HTTP/1.1 ".Length..]);
        int length = 0;
        while (head.IndexOf("\r\n"u8) is >= 0 and int line)
        {
            head = head[(line + 2)..];
            int colon = head.IndexOf((byte)':');
            if (Is(head[..colon], "Content-Length"u8))
            {
                length = Number(head[(colon + 1)..].TrimStart((byte)' '));
            }
            else if (Is(head[..colon], "Transfer-Encoding"u8))
            {
                return new ReplyHead(status, -1);
            }
        }

        return new ReplyHead(status, length);
    }

    private static int Number(ReadOnlySpan<byte> text) =>
        Utf8Parser.TryParse(text, out int number, out _) ? number : throw new IOException("The reply's head is not HTTP/1.1.");

    private static bool Is(ReadOnlySpan<byte> name, ReadOnlySpan<byte> expected) =>
        name.Length == expected.Length && System.Text.Ascii.EqualsIgnoreCase(name, expected);
}
