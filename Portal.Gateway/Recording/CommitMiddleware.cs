using Microsoft.AspNetCore.Http;
using Portal.Data.Sessions;
using Portal.Gateway.Exchanges;
using Portal.Gateway.Protocol;

namespace Portal.Gateway.Recording;

/// <summary>Commits the request's record. Only then is it forwarded: no record, no call.</summary>
internal sealed class CommitMiddleware(RequestDelegate next, ExchangeRecorder recorder, Refusals refusals)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var exchange = Exchange.Of(context);
        var recorded =
            exchange.Passage is { } passage ? await recorder.RecordPassageAsync(exchange, passage)
            : exchange.Messages.Count > 0 ? await recorder.RecordRequestAsync(exchange, RecordOutcome.Ok, exchange.Rule)
            : await recorder.RecordOpeningAsync(
                exchange,
                HttpMethods.IsGet(context.Request.Method) ? "portal/stream-opened" : "portal/session-end",
                FactsOf(context.Request)
            );
        if (!recorded)
        {
            await refusals.RefuseAsync(context, Refusals.Unrecorded);
            return;
        }

        exchange.IsRecorded = exchange.IsForwarded = true;
        await next(context);
    }

    private static (string Name, string? Value)[] FactsOf(HttpRequest request) =>
        request.Headers.TryGetValue(McpHeaders.LastEventId, out var lastEventId) ? [("lastEventId", lastEventId.ToString())] : [];
}
