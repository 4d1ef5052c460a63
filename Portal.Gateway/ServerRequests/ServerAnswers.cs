using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using Microsoft.Net.Http.Headers;
using Portal.Gateway.Exchanges;
using Portal.Gateway.Forwarding;
using Portal.Gateway.Protocol;
using Portal.Gateway.Recording;
using Portal.Gateway.Routing;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Forwarder;

namespace Portal.Gateway.ServerRequests;

/// <summary>
/// Answers a server's request in the client's place with an error, as the client would: a POST of its own in the same session,
/// recorded
/// first.
/// </summary>
internal sealed partial class ServerAnswers(
    IForwarderHttpClientFactory clients,
    ServerRegistry servers,
    GatewayIdentity identity,
    ExchangeRecorder recorder,
    ILogger<ServerAnswers> logger
) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly Lazy<HttpMessageInvoker> _client = new(() =>
        clients.CreateClient(new ForwarderHttpClientContext { ClusterId = "gateway-answers", NewConfig = HttpClientConfig.Empty })
    );

    /// <summary>
    /// Answers that the request is refused. A server that cannot be reached is not answered; it waits as long as it does for any
    /// client.
    /// </summary>
    /// <param name="exchange">The exchange in whose stream the request came.</param>
    /// <param name="request">The request.</param>
    /// <param name="route">Where its client would answer.</param>
    /// <param name="reason">Why.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task RefuseAsync(
        Exchange exchange,
        ReplyEnvelope request,
        AnswerRoute route,
        string reason,
        CancellationToken cancellationToken
    )
    {
        var answer = new JsonObject
        {
            ["jsonrpc"] = "2.0",
            ["id"] = JsonNode.Parse(request.Id!),
            ["error"] = new JsonObject
            {
                ["code"] = GatewayError.RequestRejected,
                ["message"] = $"Denied by policy of the gateway. {reason}",
            },
        };
        var json = JsonSerializer.SerializeToUtf8Bytes(answer, Plain);
        if (servers.Find(exchange.Server) is { } server && await recorder.RecordAnswerAsync(exchange, request, json))
        {
            await SendAsync(server, route, json, cancellationToken);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_client.IsValueCreated)
        {
            _client.Value.Dispose();
        }
    }

    private async Task SendAsync(ServerDefinition server, AnswerRoute route, byte[] json, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            using var request = Request(server, route, json);
            using var reply = await _client.Value.SendAsync(request, patience.Token);
            if (!reply.IsSuccessStatusCode)
            {
                LogRefused(logger, server.Name, (int)reply.StatusCode);
            }
        }
        catch (Exception exception)
            when (exception is HttpRequestException or IOException
                || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested)
            )
        {
            LogFailed(logger, server.Name, exception.GetType().Name);
        }
    }

    private HttpRequestMessage Request(ServerDefinition server, AnswerRoute route, byte[] json)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, route.Address ?? new Uri(server.Url))
        {
            Content = new ByteArrayContent(json),
        };
        request.Options.Set(RedirectHandler.Body, json);
        request.Content.Headers.TryAddWithoutValidation(HeaderNames.ContentType, "application/json");
        Add(request, HeaderNames.Accept, "application/json, text/event-stream");
        Add(request, HeaderNames.AcceptEncoding, "identity");
        Add(request, HeaderNames.Via, identity.Via);
        Add(request, McpHeaders.SessionId, route.SessionId);
        Add(request, McpHeaders.ProtocolVersion, route.Revision);
        foreach (var (name, value) in server.Headers)
        {
            request.Headers.Remove(name);
            Add(request, name, value);
        }

        return request;
    }

    private static void Add(HttpRequestMessage request, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "{Server} answered HTTP {Status} when its request was refused in the client's place"
    )]
    private static partial void LogRefused(ILogger logger, string server, int status);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Server} could not be told that its request is refused: {Type}")]
    private static partial void LogFailed(ILogger logger, string server, string type);
}
