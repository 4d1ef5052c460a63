using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;

namespace Portal.Tests.Fakes;

/// <summary>
/// An MCP server on a raw socket that answers whatever a test wants, also what no HTTP library would send. A request finds its script by the
/// header <see cref="ScriptHeader"/>; without one it gets a good answer. One request a connection.
/// </summary>
internal sealed class ScriptedUpstream : IAsyncDisposable
{
    public const string ScriptHeader = "User-Agent";

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentDictionary<string, Func<UpstreamCall, Task>> _scripts = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _accepting;
    private int _sessions;

    public ScriptedUpstream()
    {
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public string Url => $"http://127.0.0.1:{Port}/mcp";

    /// <summary>Every request that arrived, in order.</summary>
    public ConcurrentQueue<UpstreamCall> Calls { get; } = new();

    /// <summary>Registers a script; the answer is its name for <see cref="ScriptHeader"/>.</summary>
    public string Register(Func<UpstreamCall, Task> script)
    {
        // Letters only: there is nothing to mask in it on its way through the gateway.
        var name = RandomNumberGenerator.GetString("abcdefghijklmnop", 32);
        _scripts[name] = script;
        return name;
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _listener.Stop();
        await _accepting;
        _stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var socket = await _listener.AcceptSocketAsync(_stopping.Token);
                _ = ServeAsync(socket);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        using var owned = socket;
        await using var stream = new NetworkStream(socket);
        try
        {
            var call = await ReadAsync(socket, stream);
            Calls.Enqueue(call);
            var script = call.Values(ScriptHeader) is [var name] && _scripts.TryGetValue(name, out var found) ? found : AnswerWellAsync;
            await script(call);
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException or ObjectDisposedException or SocketException)
        {
            // The gateway has hung up, which scripts that care look for themselves.
        }
    }

    private async Task<UpstreamCall> ReadAsync(Socket socket, NetworkStream stream)
    {
        var head = await HeadAsync(stream);
        var probe = new UpstreamCall(socket, stream, head, [], _stopping.Token);
        var body = probe.Values("Content-Length") is [var length]
            ? await BodyAsync(stream, int.Parse(length, CultureInfo.InvariantCulture))
            : probe.Values("Transfer-Encoding").Count > 0 ? await ChunksAsync(stream) : [];
        return new UpstreamCall(socket, stream, head, body, _stopping.Token);
    }

    private async Task<string> HeadAsync(NetworkStream stream)
    {
        var text = new StringBuilder();
        while (!text.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            text.Append((char)(await BodyAsync(stream, 1))[0]);
        }

        return text.ToString().TrimEnd();
    }

    private async Task<byte[]> BodyAsync(NetworkStream stream, int length)
    {
        var body = new byte[length];
        await stream.ReadExactlyAsync(body, _stopping.Token);
        return body;
    }

    private async Task<byte[]> ChunksAsync(NetworkStream stream)
    {
        using var body = new MemoryStream();
        while (true)
        {
            var line = new StringBuilder();
            while (!line.ToString().EndsWith("\r\n", StringComparison.Ordinal))
            {
                line.Append((char)(await BodyAsync(stream, 1))[0]);
            }

            var length = int.Parse(line.ToString().Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            var chunk = await BodyAsync(stream, length + 2);
            body.Write(chunk.AsSpan(0, length));
            if (length == 0)
            {
                return body.ToArray();
            }
        }
    }

    private Task AnswerWellAsync(UpstreamCall call) => call switch
    {
        { RpcMethod: "initialize" } => call.ResultAsync(
            """{"protocolVersion":"2025-06-18","capabilities":{},"serverInfo":{"name":"scripted","version":"1"}}""",
            $"Mcp-Session-Id: scripted-{Port}-{Interlocked.Increment(ref _sessions)}\r\n"),
        { Method: "DELETE" } => call.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"),
        { Method: "POST", Id: "null" } => call.WriteAsync("HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"),
        { Method: "POST" } => call.TextAsync("fine"),
        _ => call.WriteAsync("HTTP/1.1 405 Method Not Allowed\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"),
    };
}
