using System.Text.Json;
using Portal.Data.Servers;
using Portal.Gateway.Exchanges;
using Portal.Gateway.Protocol;
using Portal.Gateway.Routing;

namespace Portal.Gateway.ServerRequests;

/// <summary>
/// Judges what a server wants of a client's user or model: <c>sampling/createMessage</c> and <c>elicitation/create</c>, as
/// requests (up to 2025-11-25), as
/// <c>inputRequests</c> of a result or a task (2026-07-28), or as the pages of a <c>-32042</c> error.
/// </summary>
internal sealed class ServerRequestReview(ServerRegistry servers)
{
    private const int UrlElicitationRequired = -32042;

    private static readonly JsonDocumentOptions Options = new() { MaxDepth = JsonLimits.MaxReplyDepth };

    /// <summary>Whether a method asks the client's user or model.</summary>
    public static bool IsAsking(string? method) => Is(method, McpMethods.Sampling) || Is(method, McpMethods.Elicitation);

    /// <summary>Judges the messages of a text.</summary>
    /// <param name="exchange">What they belong to.</param>
    /// <param name="replies">The messages.</param>
    /// <param name="json">The text, as it came.</param>
    /// <returns>The messages, with the hosts of the pages that they name; and why they may not pass, null when they
    /// may.</returns>
    public (List<MaskedReply> Replies, ServerRequestVerdict? Denied) Judge(
        Exchange exchange,
        List<MaskedReply> replies,
        ReadOnlyMemory<byte> json
    )
    {
        ServerRequestVerdict? denied = null;
        for (var index = 0; index < replies.Count; index++)
        {
            if (MayAsk(replies[index].Envelope))
            {
                using var message = JsonDocument.Parse(json[replies[index].Place], Options);
                var asked = AskedBy(message.RootElement);
                denied = Strictest(asked.Select(one => Judge(exchange, one.Method, one.Params)).Prepend(denied));
                var host = asked.Select(one => HostOf(one.Params)).FirstOrDefault(found => found is not null);
                replies[index] = replies[index] with { Envelope = replies[index].Envelope with { Host = host } };
            }
        }

        return (replies, denied);
    }

    private static bool MayAsk(in ReplyEnvelope envelope) =>
        envelope.Method is null
            ? envelope.HasInputRequests || envelope.IsError
            : IsAsking(envelope.Method) || Is(envelope.Method, "notifications/tasks");

    private ServerRequestVerdict? Judge(Exchange exchange, string method, JsonElement parameters)
    {
        var server = servers.Find(exchange.Server);
        return Is(method, McpMethods.Sampling)
                ? Of(server?.Sampling, ServerRequestVerdict.HeldSampling, ServerRequestVerdict.Sampling)
            : SensitiveForms.Asks(parameters) ? ServerRequestVerdict.SensitiveForm
            : Of(server?.Elicitation, ServerRequestVerdict.HeldElicitation, ServerRequestVerdict.Elicitation);
    }

    private static ServerRequestVerdict? Of(
        ServerRequestSetting? setting,
        ServerRequestVerdict held,
        ServerRequestVerdict denied
    ) =>
        setting switch
        {
            ServerRequestSetting.Allow => null,
            ServerRequestSetting.Hold => held,
            _ => denied,
        };

    // What is denied stays so beside what a person might let pass.
    private static ServerRequestVerdict? Strictest(IEnumerable<ServerRequestVerdict?> verdicts) =>
        verdicts.Where(verdict => verdict is not null).OrderBy(verdict => verdict!.Holds).FirstOrDefault();

    private static List<(string Method, JsonElement Params)> AskedBy(JsonElement message)
    {
        var asked = new List<(string, JsonElement)>();
        AddRequest(asked, message);
        AddAll(asked, Member(Member(message, "result"), "inputRequests"));
        AddAll(asked, Member(Member(message, "params"), "inputRequests"));
        if (
            Member(message, "error") is { } error
            && Member(error, "code") is { ValueKind: JsonValueKind.Number } code
            && code.TryGetInt32(out var number)
            && number == UrlElicitationRequired
            && Member(Member(error, "data"), "elicitations") is { ValueKind: JsonValueKind.Array } pages
        )
        {
            asked.AddRange(pages.EnumerateArray().Select(page => (McpMethods.Elicitation, page)));
        }

        return asked;
    }

    private static void AddAll(List<(string Method, JsonElement Params)> asked, JsonElement? requests)
    {
        if (requests is { ValueKind: JsonValueKind.Object } named)
        {
            foreach (var request in named.EnumerateObject())
            {
                AddRequest(asked, request.Value);
            }
        }
        else if (requests is { ValueKind: JsonValueKind.Array } list)
        {
            foreach (var request in list.EnumerateArray())
            {
                AddRequest(asked, request);
            }
        }
    }

    private static void AddRequest(List<(string Method, JsonElement Params)> asked, JsonElement request)
    {
        if (Member(request, "method") is { ValueKind: JsonValueKind.String } method && IsAsking(method.GetString()))
        {
            asked.Add((method.GetString()!, Member(request, "params") ?? default));
        }
    }

    // As the domain name system knows it: letters of other scripts cannot pass for Latin ones.
    private static string? HostOf(JsonElement parameters) =>
        Member(parameters, "url") is { ValueKind: JsonValueKind.String } url
        && Uri.TryCreate(url.GetString(), UriKind.Absolute, out var address)
            ? address.IdnHost
            : null;

    private static bool Is(string? method, string name) => string.Equals(method, name, StringComparison.OrdinalIgnoreCase);

    private static JsonElement? Member(JsonElement? parent, string name) =>
        parent is { ValueKind: JsonValueKind.Object } element && element.TryGetProperty(name, out var value) ? value : null;
}
