using System.Net;
using ModelContextProtocol.Client;

namespace Portal.Gateway.Routing;

/// <summary>
/// Talks to an upstream server as an MCP client would, over Streamable HTTP or HTTP+SSE, to tell an administrator whether it
/// works and what it offers. Follows no redirect and sends nothing, credentials above all, to another origin than the server's.
/// </summary>
public sealed class ServerProbe(
    ServerRegistry registry,
    ServerValidator validator,
    UpstreamConnector connector,
    TimeProvider time
)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Connects to a server, registered or not, and lists its tools.</summary>
    /// <param name="definition">The server; without headers, the stored ones of a registered server of that name and address are
    /// used.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<ServerReport> TestAsync(ServerDefinition definition, CancellationToken cancellationToken)
    {
        definition = registry.Complete(definition);
        if (validator.Validate(definition).FirstOrDefault() is { } fault)
        {
            return ServerReport.Failed(fault.Message);
        }

        var headers =
            definition.Headers.Count == 0 && registry.Find(definition.Name) is { } stored && stored.Url == definition.Url
                ? stored.Headers
                : definition.Headers;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        var started = time.GetTimestamp();
        try
        {
            using var http = ClientFor(new Uri(definition.Url));
            await using var client = await McpClient.CreateAsync(
                Transport(definition.Url, headers, http),
                cancellationToken: patience.Token
            );
            var tools = await client.ListToolsAsync(cancellationToken: patience.Token);
            return new ServerReport(
                true,
                null,
                client.NegotiatedProtocolVersion,
                client.ServerInfo?.Name,
                client.ServerInfo?.Version,
                [
                    .. tools.Select(tool => new ServerTool(
                        tool.Name,
                        tool.Description,
                        tool.ProtocolTool.Annotations?.DestructiveHint ?? false
                    )),
                ],
                time.GetElapsedTime(started)
            );
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return ServerReport.Failed($"The server did not answer within {Patience.TotalSeconds:0} seconds.");
        }
        catch (Exception exception) when (RefusedAddressException.Behind(exception) is { } refused)
        {
            return ServerReport.Failed($"{refused.Message} Give the address of the MCP server itself.");
        }
        catch (HttpRequestException exception)
        {
            return ServerReport.Failed(
                exception.StatusCode is { } status
                    ? Explain(status)
                    : $"The server cannot be reached ({exception.HttpRequestError}). Check that it runs and that the address "
                        + "is right."
            );
        }
        catch (Exception exception)
            when (exception is ForeignOriginException || exception.InnerException is ForeignOriginException)
        {
            return ServerReport.Failed(
                "The server names an address for messages that is not its own, which the gateway refuses. Check the address."
            );
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // Whatever a broken server makes the client throw, the administrator needs a sentence, not a stack; its text may
            // quote the server.
            return ServerReport.Failed($"The server does not speak MCP as expected ({exception.GetType().Name}).");
        }
    }

    private static string Explain(HttpStatusCode status) =>
        status switch
        {
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden =>
                $"The server answered HTTP {(int)status}. Check the address and the credential headers.",
            >= HttpStatusCode.MultipleChoices and < HttpStatusCode.BadRequest =>
                $"The server redirects (HTTP {(int)status}). Give the address that it redirects to.",
            _ => $"The server answered HTTP {(int)status}. Check the address and its path.",
        };

    private HttpClient ClientFor(Uri address)
    {
        var handler = new SocketsHttpHandler();
        connector.Guard(handler);
        return new HttpClient(new OwnOriginHandler(address, handler));
    }

    private static HttpClientTransport Transport(string url, IReadOnlyDictionary<string, string> headers, HttpClient http) =>
        new(
            new HttpClientTransportOptions
            {
                Endpoint = new Uri(url),
                TransportMode = HttpTransportMode.AutoDetect,
                AdditionalHeaders = headers.ToDictionary(StringComparer.OrdinalIgnoreCase),
            },
            http
        );
}
