using System.Net;
using System.Net.Sockets;
using System.Text;
using Portal.Bench.Processes;

namespace Portal.Bench.Load;

/// <summary>A GET stream held open. Its few comments stay in the socket's buffer until they are counted at the end.</summary>
internal sealed class IdleStream : IDisposable
{
    private const int CommentEverySeconds = 15;
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp)
    {
        ReceiveTimeout = 30_000,
    };
    private readonly byte[] _buffer = new byte[2048];

    public IdleStream(Target target)
    {
        _socket.Connect(IPAddress.Loopback, target.Endpoint.Port);
        string authorization = target.Token is null ? "" : $"Authorization: Bearer {target.Token}\r\n";
        _socket.Send(
            Encoding.ASCII.GetBytes(
                $"GET {target.Endpoint.AbsolutePath} HTTP/1.1\r\nHost: {target.Endpoint.Authority}\r\n{authorization}"
                    + "Accept: text/event-stream\r\nMCP-Protocol-Version: 2025-06-18\r\n\r\n"
            )
        );
        string opened = ReceiveTo(": idle");
        if (!opened.StartsWith("HTTP/1.1 200 ", StringComparison.Ordinal))
        {
            throw new BenchException($"A GET stream was answered with: {opened}");
        }
    }

    /// <summary>Whether the comments of this time have come and the stream is still open.</summary>
    public bool IsAlive(TimeSpan time)
    {
        int expected = (int)(time.TotalSeconds / CommentEverySeconds) - 1;
        if (expected <= 0)
        {
            return !_socket.Poll(0, SelectMode.SelectRead) || _socket.Available > 0;
        }

        int received = _socket.Available == 0 ? 0 : _socket.Receive(_buffer);
        return Encoding.ASCII.GetString(_buffer, 0, received).Split(": idle").Length - 1 >= expected;
    }

    public void Dispose() => _socket.Dispose();

    private string ReceiveTo(string end)
    {
        string text = "";
        while (!text.Contains(end, StringComparison.Ordinal) && _socket.Receive(_buffer) is > 0 and int received)
        {
            text += Encoding.ASCII.GetString(_buffer, 0, received);
            if (!text.StartsWith("HTTP/1.1 200 ", StringComparison.Ordinal))
            {
                break;
            }
        }

        return text;
    }
}
