using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Portal.Gateway.Configuration;
using Portal.Gateway.Exchanges;
using Portal.Gateway.Recording;

namespace Portal.Gateway.Limits;

/// <summary>Refuses what a caller asks beyond its share, before the body is read.</summary>
internal sealed class CallerLimitMiddleware(
    RequestDelegate next,
    CallerLimits limits,
    Refusals refusals,
    IOptions<LimitOptions> options
)
{
    private const string RetryAfterSeconds = "5";

    public async Task InvokeAsync(HttpContext context)
    {
        var isStream = HttpMethods.IsGet(context.Request.Method);
        var caller = Exchange.Of(context).Caller.Id;
        using var place = isStream ? limits.TakeStream(caller) : limits.TakeCall(caller);
        if (place.IsAcquired)
        {
            await next(context);
            return;
        }

        context.Response.Headers.RetryAfter = RetryAfterSeconds;
        await refusals.RefuseAsync(
            context,
            Refusals.OverLimit(
                isStream
                    ? $"You have {options.Value.StreamsPerCaller} streams open, which is the most (Limits:StreamsPerCaller). "
                        + "Close one first."
                    : $"You have {options.Value.CallsPerCaller} calls open, which is the most (Limits:CallsPerCaller). Wait "
                        + "for one to end."
            )
        );
    }
}
