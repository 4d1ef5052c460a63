using System.Buffers;
using System.Diagnostics;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;
using Portal.Gateway.Exchanges;
using Portal.Gateway.Masking;
using Portal.Gateway.Protocol;
using MediaTypeHeaderValue = Microsoft.Net.Http.Headers.MediaTypeHeaderValue;

namespace Portal.Gateway.Forwarding;

/// <summary>
/// Writes the headers of a client's request that a server gets, by allow-list (MCP, Streamable HTTP; W3C Trace Context): media
/// types it accepts, the protocol's own, trace context, <c>User-Agent</c>, and those of <see cref="Exchange.ForwardedHeaders"/>.
/// Each in a form in which it says nothing else.
/// </summary>
internal sealed class UpstreamHeaders(MessageMasker masker)
{
    private const int MaxTraceState = 512;

    private static readonly string[] Accepted = ["application/json", "text/event-stream", "*/*", "application/*", "text/*"];
    private static readonly SearchValues<char> TraceCharacters = SearchValues.Create("0123456789abcdef-");

    /// <summary>Writes them.</summary>
    /// <param name="exchange">What was read of the request.</param>
    /// <param name="client">The client's request.</param>
    /// <param name="request">The request to the server.</param>
    public void Write(Exchange exchange, HttpRequest client, HttpRequestMessage request)
    {
        if (request.Content is { } content)
        {
            content.Headers.TryAddWithoutValidation(HeaderNames.ContentType, "application/json");
            content.Headers.ContentLength = exchange.Body.Length;
        }

        var headers = request.Headers;
        Add(headers, HeaderNames.Accept, AcceptOf(client.Headers.Accept));
        Add(headers, HeaderNames.UserAgent, exchange.UserAgent);
        WriteProtocol(exchange, client, headers);
        WriteTrace(client.Headers, headers);
        foreach (var (name, values) in exchange.ForwardedHeaders.Items)
        {
            headers.TryAddWithoutValidation(name, values);
        }
    }

    private static void WriteProtocol(Exchange exchange, HttpRequest client, HttpRequestHeaders headers)
    {
        Add(headers, McpHeaders.SessionId, client.Headers[McpHeaders.SessionId]);
        Add(headers, McpHeaders.ProtocolVersion, client.Headers[McpHeaders.ProtocolVersion]);
        if (HttpMethods.IsGet(client.Method))
        {
            Add(headers, McpHeaders.LastEventId, client.Headers[McpHeaders.LastEventId]);
        }

        // Compared with the message at inspection; where there is none to compare with they say nothing.
        if (exchange.Messages is [var message])
        {
            Add(headers, McpHeaders.Method, client.Headers[McpHeaders.Method]);
            Add(headers, McpHeaders.Name, message.Name is null ? default : client.Headers[McpHeaders.Name]);
        }
    }

    private void WriteTrace(IHeaderDictionary client, HttpRequestHeaders headers)
    {
        if (
            client.TraceParent is not [{ Length: 55 } parent]
            || parent.AsSpan().ContainsAnyExcept(TraceCharacters)
            || !ActivityContext.TryParse(parent, null, out _)
        )
        {
            return;
        }

        Add(headers, HeaderNames.TraceParent, parent);
        if (
            client.TraceState is [{ Length: <= MaxTraceState } state]
            && !state.AsSpan().ContainsAnyExceptInRange(' ', '~')
            && ReferenceEquals(masker.MaskText(state), state)
        )
        {
            Add(headers, HeaderNames.TraceState, state);
        }
    }

    private static StringValues AcceptOf(StringValues accept)
    {
        if (!MediaTypeHeaderValue.TryParseList(accept, out var types))
        {
            return default;
        }

        var kept = types
            .Where(type => Accepted.Contains(type.MediaType.Value, StringComparer.OrdinalIgnoreCase))
            .Select(type => new MediaTypeHeaderValue(type.MediaType.Value!.ToLowerInvariant()) { Quality = type.Quality });
        return string.Join(", ", kept) is { Length: > 0 } text ? text : default(StringValues);
    }

    private static void Add(HttpRequestHeaders headers, string name, StringValues values)
    {
        if (values.Count > 0)
        {
            headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values);
        }
    }
}
