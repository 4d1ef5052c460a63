using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;
using Portal.Data.Sessions;
using Portal.Gateway.Protocol;
using Portal.Gateway.Recording;
using Yarp.ReverseProxy.Transforms;

namespace Portal.Gateway.Masking;

/// <summary>
/// Takes the server's reply out of YARP's hands: reads it message by message, masks and records each, and only then releases it. What cannot be
/// read is refused.
/// </summary>
internal sealed partial class ReplyTransform(
    JsonReply jsonReply, EventStreamReply eventStreamReply, SessionDirectory sessions, ReplyMasking masking, Refusals refusals, ILogger<ReplyTransform> logger)
    : ResponseTransform
{
    // A server's say about the portal's own origin: its people's cookies, cached pages and connections.
    private static readonly string[] Withheld = [HeaderNames.SetCookie, "Clear-Site-Data", HeaderNames.AltSvc, HeaderNames.StrictTransportSecurity];

    public override async ValueTask ApplyAsync(ResponseTransformContext context)
    {
        if (context.ProxyResponse is not { } reply)
        {
            // Nothing came back; the forwarding stage answers.
            return;
        }

        context.SuppressResponseBody = true;
        var http = context.HttpContext;
        try
        {
            await ReleaseAsync(http, reply);
        }
        catch (ReplyException exception)
        {
            await refusals.RefuseAsync(http, exception.Refusal);
        }
        catch (MaskingException exception)
        {
            LogMaskingFailed(logger, Exchange.Of(http).Server, exception.InnerException?.GetType().Name, exception.InnerException?.StackTrace);
            await refusals.RefuseAsync(http, ReplyException.MaskingFailed().Refusal);
        }
    }

    private async Task ReleaseAsync(HttpContext http, HttpResponseMessage reply)
    {
        var exchange = Exchange.Of(http);
        if (reply.StatusCode is >= HttpStatusCode.MultipleChoices and < HttpStatusCode.BadRequest and not HttpStatusCode.NotModified)
        {
            // Following it, the client would go round the gateway.
            throw new ReplyException(new Refusal(StatusCodes.Status502BadGateway, GatewayError.ServerUnreachable,
                "The MCP server redirects to another address. An administrator must register the server's final address.", RecordOutcome.Error));
        }

        MaskHeaders(exchange, http.Response.Headers);
        http.Features.GetRequiredFeature<IHttpResponseFeature>().ReasonPhrase = null;
        await BindSessionAsync(exchange, reply, http.RequestAborted);
        using var body = await ReplyBody.OpenAsync(reply, http.RequestAborted);
        if (body is null)
        {
            await ReleaseEmptyAsync(http, exchange, reply);
        }
        else if (body.IsEventStream)
        {
            await eventStreamReply.ReleaseAsync(http, exchange, body);
        }
        else if (body.IsJson)
        {
            await jsonReply.ReleaseAsync(http, exchange, reply, body);
        }
        else if (reply.IsSuccessStatusCode)
        {
            throw ReplyException.Unmaskable($"The server answered with '{body.MediaType}', which the gateway cannot read and mask; the reply is withheld.");
        }
        else
        {
            await RefuseErrorPageAsync(http, reply, body.MediaType);
        }
    }

    // A status without a message: 202 for a notification, 405 for a refused GET, 404 for an unknown session.
    private static async Task ReleaseEmptyAsync(HttpContext http, Exchange exchange, HttpResponseMessage reply)
    {
        ReplyException.ThrowIfUnanswered(exchange, (int)reply.StatusCode);
        exchange.IsClosed = reply.StatusCode == HttpStatusCode.Accepted;
        http.Response.ContentLength = http.Response.StatusCode is StatusCodes.Status204NoContent or StatusCodes.Status304NotModified ? null : 0;
        await http.Response.StartAsync(http.RequestAborted);
    }

    // The status says enough to a client; the page behind it is not for it.
    private Task RefuseErrorPageAsync(HttpContext http, HttpResponseMessage reply, string mediaType) => refusals.RefuseAsync(http, new Refusal(
        (int)reply.StatusCode,
        GatewayError.Unmaskable,
        $"The server answered HTTP {(int)reply.StatusCode} with '{mediaType}', which the gateway cannot read and mask; the body is withheld.",
        RecordOutcome.Error) { KeepsStatus = true });

    private async ValueTask BindSessionAsync(Exchange exchange, HttpResponseMessage reply, CancellationToken cancellationToken)
    {
        if (!reply.IsSuccessStatusCode || exchange.Session is not { } session)
        {
            return;
        }

        if (reply.Headers.TryGetValues(McpHeaders.SessionId, out var ids) && exchange.Messages.Any(message => message.Method == "initialize")
            && !await sessions.BindAsync(session, ids.First(), cancellationToken))
        {
            throw ReplyException.Unmaskable("The server gave a session id that belongs to another caller; the reply is withheld.");
        }

        if (reply.RequestMessage?.Method == HttpMethod.Delete)
        {
            sessions.End(session);
        }
    }

    private void MaskHeaders(Exchange exchange, IHeaderDictionary headers)
    {
        foreach (var name in Withheld)
        {
            headers.Remove(name);
        }

        List<KeyValuePair<string, StringValues>>? changed = null;
        foreach (var (name, values) in headers)
        {
            var text = values.ToString();
            var masked = masking.MaskHeader(exchange, name, text);
            if (!ReferenceEquals(text, masked))
            {
                (changed ??= []).Add(new(name, masked));
            }
        }

        foreach (var (name, values) in changed ?? [])
        {
            headers[name] = values;
        }
    }

    // Messages of exceptions may quote what passed; type and stack say enough.
    [LoggerMessage(Level = LogLevel.Critical, Message = "The masking engine failed on a reply of {Server}, which is withheld: {Type}\n{Stack}")]
    private static partial void LogMaskingFailed(ILogger logger, string server, string? type, string? stack);
}
