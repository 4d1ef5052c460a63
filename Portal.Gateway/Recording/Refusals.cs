using System.Globalization;
using Microsoft.AspNetCore.Http;
using Portal.Data.Sessions;
using Portal.Gateway.Exchanges;
using Portal.Gateway.Journal;
using Portal.Gateway.Protocol;

namespace Portal.Gateway.Recording;

/// <summary>Answers a request in the server's place: records first, then writes.</summary>
internal sealed class Refusals(ExchangeRecorder recorder, RefusalLimiter limiter)
{
    /// <summary>The refusal when there is no record.</summary>
    public static Refusal Unrecorded { get; } =
        new(
            503,
            GatewayError.RecordingUnavailable,
            "The call cannot be recorded right now, so it is refused. Try again later; an administrator must look after the "
                + "portal's database.",
            RecordOutcome.Error
        );

    /// <summary>The refusal when the masking engine failed on what the client sent.</summary>
    public static Refusal MaskingFailed { get; } =
        new(
            500,
            GatewayError.Unmaskable,
            "The masking engine failed on this call, so it cannot be recorded safely and is refused. An administrator must "
                + "look at the portal's log.",
            RecordOutcome.Error
        )
        {
            FailedControl = PortalControls.Masking,
        };

    /// <summary>The refusal when there is too little room for records.</summary>
    public static Refusal NoRoom { get; } =
        Unrecorded with
        {
            Message =
                "The portal's disk is almost full, so the call cannot be recorded and is refused. Try again later; an "
                + "administrator must make room.",
        };

    /// <summary>The refusal when a limit is reached; the status says so even where there is a request to answer.</summary>
    /// <param name="message">Which limit, which setting, and what to do.</param>
    public static Refusal OverLimit(string message) =>
        new(StatusCodes.Status429TooManyRequests, GatewayError.LimitExceeded, message, RecordOutcome.Denied)
        {
            KeepsStatus = true,
        };

    /// <summary>The refusal when a masking policy withholds what the client sent.</summary>
    /// <param name="rule">The policy.</param>
    /// <param name="hasFailed">Whether it does so because it cannot be read.</param>
    public static Refusal Withheld(string rule, bool hasFailed) =>
        new(
            StatusCodes.Status403Forbidden,
            GatewayError.Unmaskable,
            hasFailed
                ? $"The masking policy '{rule}' cannot be read, so everything it may concern is withheld. An administrator "
                    + "must mend or delete it."
                : $"The masking policy '{rule}' does not let this message pass. It did not reach the server; calling again "
                    + "with the same content will not help.",
            hasFailed ? RecordOutcome.Error : RecordOutcome.Denied
        )
        {
            Rule = rule,
            FailedControl = hasFailed ? PortalControls.Masking : null,
        };

    /// <summary>Records and answers. Does nothing further to a response that has started but end it.</summary>
    public async Task RefuseAsync(HttpContext context, Refusal refusal)
    {
        var exchange = Exchange.Of(context);
        var isCounted = !IsRecordedSingly(context, exchange, refusal);
        if (isCounted && exchange.KnownCaller is null)
        {
            context.Response.Headers.RetryAfter = limiter.RetryAfterSeconds.ToString(CultureInfo.InvariantCulture);
            refusal = TooManyRefused;
        }

        var answer = RefusalJson.Write(exchange, refusal);
        var recorded =
            isCounted
            || refusal.Code == GatewayError.RecordingUnavailable
            || await recorder.RecordRefusalAsync(exchange, refusal, answer);
        exchange.IsClosed = true;
        if (!recorded)
        {
            refusal = Unrecorded;
            answer = RefusalJson.Write(exchange, refusal);
        }

        if (refusal.Code == GatewayError.LimitExceeded)
        {
            await limiter.SlowDownAsync(context.RequestAborted);
        }

        await WriteAsync(context, exchange, refusal, answer);
    }

    private static Refusal TooManyRefused { get; } =
        OverLimit(
            "Too many requests without a good token were refused (Limits:RefusedPerAddressPerMinute, Limits:RefusedPerMinute). "
                + "Wait, and send a token from the portal's Connect page."
        );

    // What anybody can have refused as often as they like must not fill the evidence; see RefusalLimiter.
    private bool IsRecordedSingly(HttpContext context, Exchange exchange, Refusal refusal) =>
        exchange.KnownCaller is { } caller
            ? refusal.Code != GatewayError.LimitExceeded || limiter.Takes(RefusalSource.OfCaller(caller))
            : limiter.Takes(RefusalSource.OfAddress(context.Connection.RemoteIpAddress));

    private static async Task WriteAsync(HttpContext context, Exchange exchange, Refusal refusal, ReadOnlyMemory<byte> answer)
    {
        var response = context.Response;
        if (exchange.HeldStream is { } stream)
        {
            await TryAsync(() => stream.MessageAsync(answer, context.RequestAborted).AsTask());
            return;
        }

        if (response.HasStarted)
        {
            context.Abort();
            return;
        }

        // What the gateway itself has set must outlive the clearing of what the server sent.
        var challenge = response.Headers.WWWAuthenticate;
        var allowed = response.Headers.Allow;
        var retryAfter = response.Headers.RetryAfter;
        response.Clear();
        response.Headers.RetryAfter = retryAfter;
        if (refusal.Status == StatusCodes.Status401Unauthorized)
        {
            response.Headers.WWWAuthenticate = challenge;
        }
        else if (refusal.Status == StatusCodes.Status405MethodNotAllowed)
        {
            response.Headers.Allow = allowed;
        }

        var answersRequest = exchange.Messages.Any(message => message.Kind == MessageKind.Request) && !refusal.KeepsStatus;
        response.StatusCode = answersRequest ? StatusCodes.Status200OK : refusal.Status;
        response.ContentType = "application/json";
        response.ContentLength = answer.Length;
        await TryAsync(async () => await response.Body.WriteAsync(answer, context.RequestAborted));
    }

    private static async Task TryAsync(Func<Task> write)
    {
        try
        {
            await write();
        }
        catch (OperationCanceledException)
        {
            // The client has left; the refusal is recorded.
        }
    }
}
