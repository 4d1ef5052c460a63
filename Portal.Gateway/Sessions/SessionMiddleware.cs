using Microsoft.AspNetCore.Http;
using Portal.Data.Sessions;
using Portal.Gateway.Exchanges;
using Portal.Gateway.Masking;
using Portal.Gateway.Protocol;
using Portal.Gateway.Recording;

namespace Portal.Gateway.Sessions;

/// <summary>
/// Finds or opens the session a request belongs to. A session id that is unknown or another caller's is answered 404.
/// </summary>
internal sealed class SessionMiddleware(
    RequestDelegate next,
    SessionDirectory sessions,
    MessageMasker masker,
    LegacyEndpoint legacyEndpoint,
    Refusals refusals
)
{
    private const int MaxIdLength = 1024;

    public async Task InvokeAsync(HttpContext context)
    {
        var exchange = Exchange.Of(context);
        var first = exchange.Messages.Count > 0 ? exchange.Messages[0] : null;
        var version = context.Request.Headers[McpHeaders.ProtocolVersion].FirstOrDefault();
        var ids = context.Request.Headers[McpHeaders.SessionId];
        var stateless =
            McpRevisions.IsStateless(version)
            || (first is { HasRevisionInMeta: true } && McpRevisions.IsStateless(first.Revision));
        if (LegacyEndpoint.IsUsedBy(context.Request) && !legacyEndpoint.TryUnwrap(exchange, context.Request, out _))
        {
            await RefuseUnknownAsync(context);
            return;
        }

        if (ids.Count > 0 && !stateless && first?.Method != "initialize")
        {
            exchange.KnownSession = await FindAsync(exchange, ids.ToString(), context.RequestAborted);
            if (exchange.KnownSession is null)
            {
                await RefuseUnknownAsync(context);
                return;
            }
        }
        else
        {
            // An id that was not looked at must not reach a server that would: it could be another caller's.
            context.Request.Headers.Remove(McpHeaders.SessionId);
            exchange.KnownSession = OpenOrContinue(exchange, first, version);
        }

        exchange.Session.Touch(exchange.Arrived);
        if (exchange is { IsBatch: true, Session.Protocol: not (null or McpRevisions.WithBatches) })
        {
            await refusals.RefuseAsync(
                context,
                new Refusal(
                    StatusCodes.Status400BadRequest,
                    GatewayError.InvalidRequest,
                    "This session's protocol revision has no batches; send one message a request.",
                    RecordOutcome.Denied
                )
                {
                    KeepsStatus = true,
                }
            );
            return;
        }

        await next(context);
    }

    private Task RefuseUnknownAsync(HttpContext context) =>
        refusals.RefuseAsync(
            context,
            new Refusal(
                StatusCodes.Status404NotFound,
                GatewayError.SessionNotFound,
                "Session not found. Start a new one with initialize.",
                RecordOutcome.Denied
            )
            {
                KeepsStatus = true,
            }
        );

    private async ValueTask<ActiveSession?> FindAsync(Exchange exchange, string id, CancellationToken cancellationToken)
    {
        if (id.Length > MaxIdLength)
        {
            return null;
        }

        var session = await sessions.FindAsync(exchange.Server, id, cancellationToken);
        return session?.CallerId == exchange.Caller.Id ? session : null;
    }

    private ActiveSession OpenOrContinue(Exchange exchange, ClientMessage? first, string? version)
    {
        var caller = exchange.Caller;
        var name = Clean(first?.ClientName, 256);
        var clientVersion = Clean(first?.ClientVersion, 64);
        if (first?.Method != "initialize")
        {
            return sessions.Window(
                caller,
                exchange.Server,
                exchange.SourceIp,
                name,
                clientVersion,
                Clean(first?.Revision ?? version, 32)
            );
        }

        var session = sessions.Open(caller, exchange.Server, exchange.SourceIp, name, clientVersion, Clean(first.Revision, 32));

        session.CanElicit = first.CanElicit;

        // A server without session ids: what follows carries no client information, so it continues this session.
        sessions.Continue(session, client: null);
        return session;
    }

    private string? Clean(string? text, int length)
    {
        var masked = text is null ? null : masker.MaskText(text);
        return masked is null ? null : ClippedText.Start(masked, length);
    }
}
