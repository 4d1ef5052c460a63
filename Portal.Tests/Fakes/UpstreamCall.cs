using System.Globalization;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace Portal.Tests.Fakes;

/// <summary>One request as it reached the scripted server, and the socket to answer it on, byte by byte.</summary>
internal sealed class UpstreamCall(Socket socket, NetworkStream stream, string head, byte[] body, CancellationToken stopping)
{
    public string Head => head;

    public byte[] Body => body;

    public string Text => Encoding.UTF8.GetString(body);

    public string Method => head[..head.IndexOf(' ', StringComparison.Ordinal)];

    public string Target => head.Split(' ')[1];

    /// <summary>The values of a header, one a line of the request.</summary>
    public IReadOnlyList<string> Values(string name) => [.. head.Split("\r\n").Skip(1)
        .Select(line => line.Split(':', 2))
        .Where(pair => pair.Length == 2 && pair[0].Equals(name, StringComparison.OrdinalIgnoreCase))
        .Select(pair => pair[1].Trim())];

    public string? RpcMethod => Property("method");

    /// <summary>The id as JSON text.</summary>
    public string Id
    {
        get
        {
            using var json = JsonDocument.Parse(body);
            return json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("id", out var id) ? id.GetRawText() : "null";
        }
    }

    public Task WriteAsync(string text) => WriteAsync(Encoding.UTF8.GetBytes(text));

    public async Task WriteAsync(ReadOnlyMemory<byte> bytes) => await stream.WriteAsync(bytes, stopping);

    /// <summary>A complete answer with its length.</summary>
    public Task AnswerAsync(string text, string type = "application/json", string status = "200 OK", string headers = "") =>
        AnswerAsync(Encoding.UTF8.GetBytes(text), type, status, headers);

    public async Task AnswerAsync(byte[] bytes, string type = "application/json", string status = "200 OK", string headers = "")
    {
        await WriteAsync($"HTTP/1.1 {status}\r\nContent-Type: {type}\r\nContent-Length: {bytes.Length}\r\nConnection: close\r\n{headers}\r\n");
        await WriteAsync(bytes);
    }

    /// <summary>A result with the request's id.</summary>
    public Task ResultAsync(string result, string headers = "") => AnswerAsync($$"""{"jsonrpc":"2.0","id":{{Id}},"result":{{result}}}""", headers: headers);

    /// <summary>A tool result with one text.</summary>
    public Task TextAsync(string text) => ResultAsync($$"""{"content":[{"type":"text","text":{{JsonSerializer.Serialize(text)}}}]}""");

    /// <summary>The head of an answer in chunks, so that its cut is seen.</summary>
    public Task ChunkedHeadAsync(string type, string headers = "") =>
        WriteAsync($"HTTP/1.1 200 OK\r\nContent-Type: {type}\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n{headers}\r\n");

    public Task ChunkAsync(string text) => ChunkAsync(Encoding.UTF8.GetBytes(text));

    public async Task ChunkAsync(ReadOnlyMemory<byte> bytes)
    {
        await WriteAsync(bytes.Length.ToString("x", CultureInfo.InvariantCulture) + "\r\n");
        await WriteAsync(bytes);
        await WriteAsync("\r\n");
    }

    public Task EndAsync() => WriteAsync("0\r\n\r\n");

    /// <summary>Resets the connection.</summary>
    public void Cut()
    {
        socket.LingerState = new LingerOption(true, 0);
        socket.Close();
    }

    /// <summary>Completes when the gateway closes the connection.</summary>
    public async Task GoneAsync()
    {
        var buffer = new byte[64];
        try
        {
            while (await stream.ReadAsync(buffer, stopping) > 0)
            {
            }
        }
        catch (IOException)
        {
            // Reset is gone as well.
        }
    }

    private string? Property(string name)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            return json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty(name, out var value) ? value.GetString() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
