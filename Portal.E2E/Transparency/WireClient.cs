using System.Net.Http.Headers;
using System.Text;
using Portal.E2E.Targets;

namespace Portal.E2E.Transparency;

/// <summary>Speaks MCP's HTTP transport and nothing more: what it is given is what it sends, what comes is what it returns.</summary>
internal sealed class WireClient : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false, UseCookies = false, AllowAutoRedirect = false })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    private readonly Target _target;

    public WireClient(Target target)
    {
        _target = target;
        if (target.Token is not null)
        {
            _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", target.Token);
        }
    }

    /// <summary>The server's session id, once <see cref="InitializeAsync"/> has run.</summary>
    public string Session { get; private set; } = "";

    public async Task InitializeAsync(CancellationToken cancellationToken)
    {
        const string body = """
            {"jsonrpc":"2.0","id":7,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"wire","version":"1"}}}
            """;
        using var response = await PostAsync(body, cancellationToken);
        response.EnsureSuccessStatusCode();
        Session = response.Headers.GetValues("Mcp-Session-Id").Single();
    }

    public Task<HttpResponseMessage> CallAsync(string tool, CancellationToken cancellationToken) =>
        PostAsync($$$$"""{"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"name":"{{{{tool}}}}","arguments":{}}}""", cancellationToken);

    public Task<HttpResponseMessage> PostAsync(string body, CancellationToken cancellationToken, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Post, Encoding.UTF8.GetBytes(body), cancellationToken, headers);

    public async Task<HttpResponseMessage> SendAsync(
        HttpMethod method, byte[]? body, CancellationToken cancellationToken, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, _target.Endpoint);
        request.Headers.Accept.ParseAdd(method == HttpMethod.Get ? "text/event-stream" : "application/json, text/event-stream");
        if (Session.Length > 0)
        {
            request.Headers.Add("Mcp-Session-Id", Session);
            request.Headers.Add("MCP-Protocol-Version", "2025-11-25");
        }

        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        if (body is not null)
        {
            request.Content = new ByteArrayContent(body) { Headers = { ContentType = new("application/json") } };
        }

        return await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
    }

    public void Dispose() => _http.Dispose();
}
