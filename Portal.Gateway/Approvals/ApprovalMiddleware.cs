using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Portal.Gateway.Exchanges;
using Portal.Gateway.Inspection;
using Portal.Gateway.Protocol;
using Portal.Gateway.Recording;

namespace Portal.Gateway.Approvals;

/// <summary>
/// Holds tool calls that a person must approve. A call passes: 1 when no rule is about it; 2 in an open window; 3 by using an
/// approval of the identical call. Otherwise it asks (4) and waits in its connection (5) until somebody has decided or the
/// client's patience is at risk; then 1 to 3 are asked anew.
/// </summary>
internal sealed partial class ApprovalMiddleware(
    RequestDelegate next,
    ApprovalEvaluator evaluator,
    HoldCoordinator holder,
    Refusals refusals,
    ILogger<ApprovalMiddleware> logger
)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var exchange = Exchange.Of(context);
        var refusal = exchange.Messages.Any(IsToolCall) ? await HoldAsync(context, exchange) : null;
        if (refusal is null)
        {
            await next(context);
        }
        else
        {
            await refusals.RefuseAsync(context, refusal);
        }
    }

    // Also a call without an id, which a server may carry out all the same.
    private static bool IsToolCall(ClientMessage message) => message.Method == "tools/call";

    private async Task<Refusal?> HoldAsync(HttpContext context, Exchange exchange)
    {
        HeldCall? held = null;
        while (true)
        {
            var (refusal, call) = Judge(exchange);
            if (refusal is not null || call is null)
            {
                exchange.Passage = held is null ? null : new ApprovalBasis(null, null, held.Ticket, null);
                return refusal;
            }

            if (await holder.TryPassAsync(exchange, call, context.RequestAborted))
            {
                TrimMeta(context.Request, exchange);
                return null;
            }

            if (held is not null)
            {
                return await holder.AnswerAsync(held, context.RequestAborted);
            }

            (refusal, held) = await holder.AskAsync(context, exchange, call);
            if (refusal is not null)
            {
                return refusal;
            }

            // Not kept while it waits: it may be as large as the request.
            call = null;
            if (await holder.WaitAsync(context, exchange, held!) is { } answer)
            {
                return answer;
            }
        }
    }

    // What differs from call to call is not covered by the approval, so it does not reach the server.
    private void TrimMeta(HttpRequest request, Exchange exchange)
    {
        var message = exchange.Messages[0];
        var trimmed = evaluator.WithoutUnbound(message.Json);
        if (!trimmed.Equals(message.Json))
        {
            exchange.Messages = [message with { Json = trimmed }];
            RequestBody.Set(request, exchange, trimmed.ToArray());
        }
    }

    private (Refusal? Refusal, EvaluatedCall? Call) Judge(Exchange exchange)
    {
        try
        {
            foreach (var message in exchange.Messages.Where(IsToolCall))
            {
                if (evaluator.Evaluate(exchange, message) is { } call)
                {
                    return exchange.IsBatch ? (ApprovalAnswers.Batch with { Rule = call.Rule.Name }, null)
                        : message.Kind == MessageKind.Request ? (null, call)
                        : (ApprovalAnswers.Notification with { Rule = call.Rule.Name }, null);
                }
            }

            return (null, null);
        }
        catch (Exception exception) when (exception is not Masking.MaskingException)
        {
            // A rule that throws denies.
            LogFailed(logger, exception.GetType().Name, exception.StackTrace);
            return (ApprovalAnswers.Failed, null);
        }
    }

    [LoggerMessage(Level = LogLevel.Critical, Message = "An approval rule failed and denied a call: {Type}\n{Stack}")]
    private static partial void LogFailed(ILogger logger, string type, string? stack);
}
