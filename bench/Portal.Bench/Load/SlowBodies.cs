using System.Net;
using System.Net.Sockets;
using System.Text;
using Portal.Bench.Processes;

namespace Portal.Bench.Load;

/// <summary>
/// Connections that announce a body and send it a byte a second; one that the gateway has closed is opened again.
/// </summary>
internal sealed class SlowBodies : IFlood
{
    private static readonly TimeSpan Gap = TimeSpan.FromSeconds(1);

    private readonly Target _target;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task[] _clients;
    private int _opened;
    private int _closed;

    /// <summary>Opens them; every other one brings a good token.</summary>
    public SlowBodies(Target target, int count)
    {
        _target = target;
        _clients = [.. Enumerable.Range(0, count).Select(number => Task.Run(() => SendAsync(isAuthenticated: number % 2 == 0)))];
    }

    /// <inheritdoc />
    public string Name => "slow bodies";

    /// <inheritdoc />
    public IReadOnlyDictionary<string, int> Answers =>
        new Dictionary<string, int>(StringComparer.Ordinal) { ["opened"] = _opened, ["closed"] = _closed };

    /// <inheritdoc />
    public bool WentAsMeant => _opened >= _clients.Length;

    public void Dispose()
    {
        _stopping.Cancel();
        Task.WaitAll(_clients);
        _stopping.Dispose();
    }

    private async Task SendAsync(bool isAuthenticated)
    {
        string authorization = isAuthenticated ? $"Authorization: Bearer {_target.Token}\r\n" : "";
        byte[] head = Encoding.ASCII.GetBytes(
            $"POST {_target.Endpoint.AbsolutePath} HTTP/1.1\r\nHost: "
                + $"{_target.Endpoint.Authority}\r\n{authorization}Content-Type: application/json\r\nContent-Length: "
                + $"100000\r\n\r\n{{"
        );
        while (!_stopping.IsCancellationRequested)
        {
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                await socket.ConnectAsync(IPAddress.Loopback, _target.Endpoint.Port, _stopping.Token);
                Interlocked.Increment(ref _opened);
                await socket.SendAsync(head, _stopping.Token);
                while (true)
                {
                    await Task.Delay(Gap, _stopping.Token);
                    await socket.SendAsync(" "u8.ToArray(), _stopping.Token);
                }
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (SocketException)
            {
                Interlocked.Increment(ref _closed);
            }
        }
    }
}
