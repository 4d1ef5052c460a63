using System.Text;
using System.Text.Unicode;
using Portal.Bench.Hosts;

namespace Portal.Bench.Load;

/// <summary>
/// One client on one connection. It numbers its calls and checks that each reply is the whole answer to its own call.
/// </summary>
internal sealed class Caller : IDisposable
{
    private static readonly byte[] Card = Encoding.ASCII.GetBytes(Filler.Card);
    private readonly McpConnection _connection;
    private readonly LoadShape _shape;
    private readonly int _client;
    private readonly byte[] _body = new byte[1024];
    private readonly byte[] _expected = new byte[128];

    public Caller(LoadShape shape, int client, int lastCall = 0)
    {
        (_shape, _client, LastCall) = (shape, client, lastCall);
        _connection = new McpConnection(shape.Target);
    }

    /// <summary>Number of the last call made, answered or not.</summary>
    public int LastCall { get; private set; }

    /// <summary>Makes the next call. Null, or what went wrong.</summary>
    public async Task<string?> CallAsync()
    {
        LastCall++;
        Utf8.TryWrite(
            _body,
            $$$$$"""{"jsonrpc":"2.0","id":{{{{{LastCall}}}}},"method":"tools/call","params":{"name":"echo","arguments":{"client":{{{{{_client}}}}},"call":{{{{{LastCall}}}}},"size":{{{{{_shape.Size}}}}},"cards":{{{{{(_shape.Cards ? "true" : "false")}}}}},"filter":{"merchant":"Northwind Coffee","from":"2026-10-01","to":"2026-10-31","status":["settled","refunded"]}}}}""",
            out int length
        );
        try
        {
            (int status, ReadOnlyMemory<byte> body) = await _connection.PostAsync(_body.AsMemory(0, length));
            return Fault(status, body.Span);
        }
        catch (Exception exception) when (exception is IOException or HttpRequestException or OperationCanceledException)
        {
            return $"no whole reply: {exception.Message}";
        }
    }

    public void Dispose() => _connection.Dispose();

    private string? Fault(int status, ReadOnlySpan<byte> body)
    {
        if (status != 200)
        {
            return $"status {status}: {Shorten(body)}";
        }

        if (!IsAnswer(body))
        {
            return $"not the answer to call {LastCall} of client {_client} ({body.Length} bytes): {Shorten(body)}";
        }

        if (_shape.Cards && body.IndexOf(Card) >= 0 == _shape.Target.Masks)
        {
            return _shape.Target.Masks ? "a card number came through" : "the card number is missing";
        }

        return null;
    }

    private bool IsAnswer(ReadOnlySpan<byte> body)
    {
        Utf8.TryWrite(_expected, $$"""{"jsonrpc":"2.0","id":{{LastCall}},"result":{"content":""", out int head);
        if (!body.StartsWith(_expected.AsSpan(0, head)) || !body.EndsWith("},\"isError\":false}}"u8))
        {
            return false;
        }

        Utf8.TryWrite(_expected, $$"""{"arguments":{"client":{{_client}},"call":{{LastCall}},""", out int echo);
        bool sized = _shape.Cards && _shape.Target.Masks ? body.Length > _shape.Size / 2 : body.Length == _shape.Size;
        return sized && body[^Math.Min(body.Length, 512)..].IndexOf(_expected.AsSpan(0, echo)) >= 0;
    }

    private static string Shorten(ReadOnlySpan<byte> body) => Encoding.UTF8.GetString(body[..Math.Min(body.Length, 300)]);
}
