using System.Buffers.Text;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Portal.Bench.Load;

/// <summary>
/// One keep-alive HTTP/1.1 connection with blocking calls. The driver shares the machine's cores with what it measures, so it must cost
/// little: a send and a receive a call, no allocation. docs/performance.md has the comparison with SocketsHttpHandler.
/// </summary>
internal sealed class HttpConnection : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly Socket _socket;
    private readonly byte[] _request = new byte[8 * 1024];
    private readonly int _headLength;
    private byte[] _reply = new byte[64 * 1024];
    private int _filled;

    public HttpConnection(Uri endpoint, string? token)
    {
        string head = $"POST {endpoint.AbsolutePath} HTTP/1.1\r\nHost: {endpoint.Authority}\r\n"
            + (token is null ? "" : $"Authorization: Bearer {token}\r\n")
            + "Accept: application/json, text/event-stream\r\nContent-Type: application/json\r\n"
            + "MCP-Protocol-Version: 2025-06-18\r\nContent-Length: ";
        _headLength = Encoding.ASCII.GetBytes(head, _request);
        _socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp)
        {
            NoDelay = true,
            ReceiveTimeout = (int)Patience.TotalMilliseconds,
        };
        _socket.Connect(IPAddress.Loopback, endpoint.Port);
    }

    public McpReply Post(ReadOnlySpan<byte> body)
    {
        Utf8Formatter.TryFormat(body.Length, _request.AsSpan(_headLength), out int digits);
        int length = _headLength + digits;
        "\r\n\r\n"u8.CopyTo(_request.AsSpan(length));
        body.CopyTo(_request.AsSpan(length + 4));
        _socket.Send(_request.AsSpan(0, length + 4 + body.Length));
        return Receive();
    }

    public void Dispose() => _socket.Dispose();

    private McpReply Receive()
    {
        _filled = 0;
        int headEnd;
        while ((headEnd = _reply.AsSpan(0, _filled).IndexOf("\r\n\r\n"u8)) < 0)
        {
            ReceiveMore();
        }

        ReplyHead head = ReplyHead.Parse(_reply.AsSpan(0, headEnd));
        int start = headEnd + 4;
        int length = head.Length < 0 ? ReceiveChunks(start) : ReceiveUntil(start + head.Length) - start;
        return new McpReply(head.Status, _reply.AsSpan(start, length));
    }

    /// <summary>Moves the chunks together at <paramref name="start"/>; returns their length.</summary>
    private int ReceiveChunks(int start)
    {
        int position = start, end = start;
        while (true)
        {
            int line;
            while ((line = _reply.AsSpan(position, _filled - position).IndexOf("\r\n"u8)) < 0)
            {
                ReceiveMore();
            }

            if (!Utf8Parser.TryParse(_reply.AsSpan(position, line), out int size, out _, 'x'))
            {
                throw new IOException("The reply has a chunk without a size.");
            }

            position += line + 2;
            ReceiveUntil(position + size + 2);
            _reply.AsSpan(position, size).CopyTo(_reply.AsSpan(end));
            (position, end) = (position + size + 2, end + size);
            if (size == 0)
            {
                return end - start;
            }
        }
    }

    private int ReceiveUntil(int end)
    {
        while (_filled < end)
        {
            ReceiveMore();
        }

        return end;
    }

    private void ReceiveMore()
    {
        if (_filled == _reply.Length)
        {
            Array.Resize(ref _reply, _reply.Length * 2);
        }

        int received = _socket.Receive(_reply.AsSpan(_filled));
        _filled += received > 0 ? received : throw new IOException("The connection closed before the reply was complete.");
    }
}
