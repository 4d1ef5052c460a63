using Microsoft.AspNetCore.Http;
using Portal.Gateway.Exchanges;
using Portal.Gateway.Recording;

namespace Portal.Gateway.Authorization;

/// <summary>
/// Makes an exchange one that can be cut off: all that follows sees the end as it sees a client that leaves. Answers a client
/// that still waits then.
/// </summary>
internal sealed class RevalidationMiddleware(
    RequestDelegate next,
    OpenExchanges open,
    CallerRevalidation revalidation,
    Refusals refusals,
    TimeProvider time
)
{
    // A body takes its time: a token that was good when its headers came may be revoked by now.
    private static readonly TimeSpan StillFresh = TimeSpan.FromMilliseconds(50);

    /// <summary>How long a client that reads slowly may take to hear why it was cut off.</summary>
    public static readonly TimeSpan Farewell = TimeSpan.FromSeconds(1);

    public async Task InvokeAsync(HttpContext context)
    {
        var exchange = Exchange.Of(context);
        var left = exchange.Left = context.RequestAborted;
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(left);
        context.RequestAborted = ending.Token;
        open.Add(exchange, ending);
        try
        {
            if (time.GetUtcNow() - exchange.Arrived > StillFresh && revalidation.Check(exchange) is { } revoked)
            {
                await refusals.RefuseAsync(context, revoked);
                return;
            }

            await next(context);
        }
        catch (Exception) when (exchange.CutOff is not null && !left.IsCancellationRequested)
        {
            // It was interrupted, which is answered below.
        }
        finally
        {
            open.Remove(exchange);
            context.RequestAborted = left;
        }

        if (exchange is { CutOff: { } refusal, IsClosed: false } && !left.IsCancellationRequested)
        {
            await RefuseAsync(context, refusal, left);
        }
    }

    private async Task RefuseAsync(HttpContext context, Refusal refusal, CancellationToken left)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(left);
        patience.CancelAfter(Farewell);
        context.RequestAborted = patience.Token;
        await refusals.RefuseAsync(context, refusal);
        context.RequestAborted = left;
        if (patience.IsCancellationRequested)
        {
            context.Abort();
        }
    }
}
