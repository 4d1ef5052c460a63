using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using Microsoft.Net.Http.Headers;
using Portal.Data.Sessions;
using Portal.Gateway.Exchanges;
using Portal.Gateway.Masking;
using Portal.Gateway.Protocol;
using Portal.Gateway.Recording;
using Portal.Gateway.Sessions;
using Yarp.ReverseProxy.Transforms;

namespace Portal.Gateway.Replies;

/// <summary>
/// Takes the server's reply out of YARP's hands: reads it message by message, masks and records each, and only then releases it.
/// What cannot be read is refused.
/// </summary>
internal sealed partial class ReplyTransform(
    ReplyReleases releases,
    SessionDirectory sessions,
    ReplyHeaders headers,
    Refusals refusals,
    ILogger<ReplyTransform> logger
) : ResponseTransform
{
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
            LogMaskingFailed(
                logger,
                Exchange.Of(http).Server,
                exception.InnerException?.GetType().Name,
                exception.InnerException?.StackTrace
            );
            await refusals.RefuseAsync(http, ReplyException.MaskingFailed().Refusal);
        }
        catch (Exception exception)
            when (exception is OperationCanceledException or IOException or HttpRequestException
                && http.RequestAborted.IsCancellationRequested
            )
        {
            // The client has left: nothing to answer, and nothing to log either. The recording stage closes the exchange.
        }
    }

    private async Task ReleaseAsync(HttpContext http, HttpResponseMessage reply)
    {
        var exchange = Exchange.Of(http);
        RefuseFraming(reply);
        RefuseStatus(exchange, reply.StatusCode);
        headers.Copy(reply, http.Response);
        http.Features.GetRequiredFeature<IHttpResponseFeature>().ReasonPhrase = null;
        await BindSessionAsync(exchange, reply, http.RequestAborted);
        await releases.ReleaseAsync(http, exchange, reply);
    }

    // Another protocol would be a tunnel; of two lengths a peer may take the other one (RFC 9112, 6.3).
    private static void RefuseFraming(HttpResponseMessage reply)
    {
        if (
            reply.StatusCode < HttpStatusCode.OK
            || (reply.Content.Headers.NonValidated.TryGetValues(HeaderNames.ContentLength, out var lengths) && lengths.Count != 1)
        )
        {
            throw new ReplyException(
                new Refusal(
                    StatusCodes.Status502BadGateway,
                    GatewayError.ServerUnreachable,
                    "The MCP server's answer is not framed as HTTP says, or switches to another protocol; it is withheld.",
                    RecordOutcome.Error
                )
            );
        }
    }

    // Redirects within the server were followed; see Forwarding.RedirectHandler.
    private static void RefuseStatus(Exchange exchange, HttpStatusCode status)
    {
        if (status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
        {
            throw new ReplyException(ErrorReply.CredentialsRefused(exchange, (int)status));
        }

        if (status is >= HttpStatusCode.MultipleChoices and < HttpStatusCode.BadRequest and not HttpStatusCode.NotModified)
        {
            // Following it, the client would go round the gateway.
            throw new ReplyException(
                new Refusal(
                    StatusCodes.Status502BadGateway,
                    GatewayError.ServerUnreachable,
                    $"The MCP server redirects to another address (HTTP {(int)status}). An administrator must register the "
                        + "server's final address.",
                    RecordOutcome.Error
                )
            );
        }
    }

    private async ValueTask BindSessionAsync(Exchange exchange, HttpResponseMessage reply, CancellationToken cancellationToken)
    {
        if (!reply.IsSuccessStatusCode || exchange.KnownSession is not { } session)
        {
            return;
        }

        if (
            reply.Headers.TryGetValues(McpHeaders.SessionId, out var ids)
            && exchange.Messages.Any(message => message.Method == "initialize")
            && !await sessions.BindAsync(session, ids.First(), cancellationToken)
        )
        {
            throw ReplyException.Unmaskable(
                "The server gave a session id that belongs to another caller; the reply is withheld."
            );
        }

        if (reply.RequestMessage?.Method == HttpMethod.Delete)
        {
            sessions.End(session);
        }
    }

    // Messages of exceptions may quote what passed; type and stack say enough.
    [LoggerMessage(
        Level = LogLevel.Critical,
        Message = "The masking engine failed on a reply of {Server}, which is withheld: {Type}\n{Stack}"
    )]
    private static partial void LogMaskingFailed(ILogger logger, string server, string? type, string? stack);
}
