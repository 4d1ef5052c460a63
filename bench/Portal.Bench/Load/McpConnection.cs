using System.Net;
using System.Net.Http.Headers;
using Portal.Bench.Processes;

namespace Portal.Bench.Load;

/// <summary>
/// One keep-alive connection to an MCP endpoint. The driver shares the machine's cores with what it measures, so the reply is
/// read into a buffer that is used again. A hand-written blocking client was no cheaper: both took 17 microseconds of processor
/// time for a call of 1 KB.
/// </summary>
internal sealed class McpConnection : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly MediaTypeHeaderValue Json = new("application/json");
    private readonly HttpMessageInvoker _http;
    private readonly Uri _endpoint;
    private readonly string? _authorization;
    private readonly CancellationTokenSource _timeout = new();
    private byte[] _reply = new byte[64 * 1024];

    public McpConnection(Target target)
    {
        _endpoint = target.Endpoint;
        _authorization = target.Token is null ? null : $"Bearer {target.Token}";
        _http = new HttpMessageInvoker(
            new SocketsHttpHandler
            {
                ActivityHeadersPropagator = null,
                AllowAutoRedirect = false,
                AutomaticDecompression = DecompressionMethods.None,
                MaxConnectionsPerServer = 1,
                UseCookies = false,
                UseProxy = false,
            }
        );
    }

    /// <summary>
    /// The body is whole, and valid until the next call. Throws <see cref="IOException"/> or <see cref="HttpRequestException"/>
    /// if it cannot be had.
    /// </summary>
    public async Task<(int Status, ReadOnlyMemory<byte> Body)> PostAsync(ReadOnlyMemory<byte> body)
    {
        using HttpRequestMessage request = Request(body);
        _timeout.CancelAfter(Patience);
        using HttpResponseMessage response = await _http.SendAsync(request, _timeout.Token);
        int length = await ReadAsync(await response.Content.ReadAsStreamAsync(_timeout.Token));
        return ((int)response.StatusCode, _reply.AsMemory(0, length));
    }

    public void Dispose()
    {
        _http.Dispose();
        _timeout.Dispose();
    }

    private HttpRequestMessage Request(ReadOnlyMemory<byte> body)
    {
        var content = new ReadOnlyMemoryContent(body);
        content.Headers.ContentType = Json;
        var request = new HttpRequestMessage(HttpMethod.Post, _endpoint) { Content = content };
        request.Headers.TryAddWithoutValidation("Accept", "application/json, text/event-stream");
        request.Headers.TryAddWithoutValidation("MCP-Protocol-Version", "2025-06-18");
        if (_authorization is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", _authorization);
        }

        return request;
    }

    private async Task<int> ReadAsync(Stream stream)
    {
        int filled = 0,
            received;
        while ((received = await stream.ReadAsync(_reply.AsMemory(filled), _timeout.Token)) > 0)
        {
            filled += received;
            if (filled == _reply.Length)
            {
                Array.Resize(ref _reply, _reply.Length * 2);
            }
        }

        return filled;
    }
}
