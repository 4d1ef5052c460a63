using System.Net.Http.Headers;
using System.Net.ServerSentEvents;
using System.Text;
using Portal.E2E.Targets;

namespace Portal.E2E.RealServers;

/// <summary>The requests that a client library hides: acknowledgements, streams and ends of sessions, with the status of each.</summary>
internal sealed class RawRequests(Target target) : IDisposable
{
    private const string Initialize = """
        {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-06-18","capabilities":{},"clientInfo":{"name":"raw","version":"1"}}}
        """;

    private const string Initialized = """{"jsonrpc":"2.0","method":"notifications/initialized"}""";

    private const string ListTools = """{"jsonrpc":"2.0","id":2,"method":"tools/list"}""";

    /// <summary>Whether the body of an acknowledgement must be empty.</summary>
    private readonly bool _acknowledgesEmpty = target.Token is not null;

    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false, UseCookies = false, AllowAutoRedirect = false });

    private string? _session;

    /// <summary>Streamable HTTP.</summary>
    public async Task<Dictionary<string, int>> StreamableAsync(CancellationToken cancellationToken)
    {
        Dictionary<string, int> statuses = new(StringComparer.Ordinal)
        {
            [Check.GetWithoutSession] = await StatusAsync(HttpMethod.Get, null, cancellationToken),
            [Check.DeleteWithoutSession] = await StatusAsync(HttpMethod.Delete, null, cancellationToken),
            [Check.Initialize] = await InitializeAsync(cancellationToken),
            [Check.Initialized] = await AcknowledgedAsync(target.Endpoint, cancellationToken),
        };
        if (_session is not null)
        {
            statuses[Check.GetOfSession] = await StatusAsync(HttpMethod.Get, null, cancellationToken);
            statuses[Check.DeleteOfSession] = await StatusAsync(HttpMethod.Delete, null, cancellationToken);
            statuses[Check.AfterDelete] = await StatusAsync(HttpMethod.Post, ListTools, cancellationToken);
        }

        return statuses;
    }

    /// <summary>A session that the endpoint has not given out.</summary>
    public async Task<int> UnknownSessionAsync(CancellationToken cancellationToken)
    {
        _session = "11111111-2222-3333-4444-555555555555";
        return await StatusAsync(HttpMethod.Post, ListTools, cancellationToken);
    }

    /// <summary>HTTP+SSE: messages are posted to the address that the stream names.</summary>
    public async Task<Dictionary<string, int>> LegacyAsync(CancellationToken cancellationToken)
    {
        using var request = Request(HttpMethod.Get, target.Endpoint, null);
        using var stream = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        var events = SseParser.Create(await stream.Content.ReadAsStreamAsync(cancellationToken)).EnumerateAsync(cancellationToken);
        var endpoint = await events.FirstAsync(cancellationToken);
        return new(StringComparer.Ordinal)
        {
            [Check.GetWithoutSession] = (int)stream.StatusCode,
            [Check.Initialized] = await AcknowledgedAsync(new Uri(target.Endpoint, endpoint.Data), cancellationToken),
            [Check.DeleteWithoutSession] = await StatusAsync(HttpMethod.Delete, null, cancellationToken),
        };
    }

    public void Dispose() => _http.Dispose();

    private async Task<int> InitializeAsync(CancellationToken cancellationToken)
    {
        using var request = Request(HttpMethod.Post, target.Endpoint, Initialize);
        using var response = await _http.SendAsync(request, cancellationToken);
        _session = response.Headers.TryGetValues("Mcp-Session-Id", out var ids) ? ids.Single() : null;
        return (int)response.StatusCode;
    }

    private async Task<int> AcknowledgedAsync(Uri address, CancellationToken cancellationToken)
    {
        using var request = Request(HttpMethod.Post, address, Initialized);
        using var response = await _http.SendAsync(request, cancellationToken);
        var body = await response.Content.ReadAsStringAsync(cancellationToken);
        Assert.True(body.Length == 0 || !_acknowledgesEmpty, $"An acknowledgement {target} has a body: {body}");
        return (int)response.StatusCode;
    }

    private async Task<int> StatusAsync(HttpMethod method, string? body, CancellationToken cancellationToken)
    {
        using var request = Request(method, target.Endpoint, body);
        using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        return (int)response.StatusCode;
    }

    private HttpRequestMessage Request(HttpMethod method, Uri address, string? body)
    {
        var request = new HttpRequestMessage(method, address);
        request.Headers.Accept.ParseAdd(method == HttpMethod.Get ? "text/event-stream" : "application/json, text/event-stream");
        request.Headers.Authorization = target.Token is null ? null : new AuthenticationHeaderValue("Bearer", target.Token);
        request.Headers.TryAddWithoutValidation("Mcp-Session-Id", _session is null ? [] : [_session]);
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        return request;
    }
}
