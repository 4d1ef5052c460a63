using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Portal.Data.Sessions;
using Portal.Gateway.Exchanges;
using Portal.Gateway.Masking;
using Portal.Gateway.Protocol;
using Portal.Gateway.Routing;

namespace Portal.Gateway.Recording;

/// <summary>Outermost stage: opens the exchange, and closes it with a record whatever happens inside.</summary>
internal sealed partial class RecordingMiddleware(
    RequestDelegate next,
    ExchangeRecorder recorder,
    Refusals refusals,
    TimeProvider time,
    ILogger<RecordingMiddleware> logger
)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var exchange = new Exchange
        {
            Server = RouteServer.Of(context),
            SourceIp = context.Connection.RemoteIpAddress is { } address
                ? (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).ToString()
                : "unknown",
            Arrived = time.GetUtcNow(),
            ArrivedTimestamp = time.GetTimestamp(),
        };
        context.Features.Set(exchange);
        try
        {
            await next(context);
        }
        catch (MaskingException exception)
        {
            LogMaskingFailed(
                logger,
                exchange.Server,
                exception.InnerException?.GetType().Name,
                exception.InnerException?.StackTrace
            );
            await refusals.RefuseAsync(context, Refusals.MaskingFailed);
        }
        catch (Exception) when (context.RequestAborted.IsCancellationRequested)
        {
            // The client left; recorded below.
            exchange.IsRecorded = true;
        }
        catch (BadHttpRequestException exception)
        {
            await refusals.RefuseAsync(
                context,
                new Refusal(
                    exception.StatusCode,
                    GatewayError.InvalidRequest,
                    exception.StatusCode == StatusCodes.Status408RequestTimeout
                        ? "The request's body did not arrive in time (Limits:BodySeconds). Send it at once."
                        : "The request's body is broken off or not framed as HTTP/1.1 says (RFC 9112, 6 and 7).",
                    RecordOutcome.Denied
                )
                {
                    KeepsStatus = true,
                }
            );
        }
        catch (Exception exception)
        {
            LogFailed(logger, exchange.Server, exception.GetType().Name, exception.StackTrace);
            await refusals.RefuseAsync(
                context,
                new Refusal(
                    500,
                    GatewayError.InternalError,
                    "The gateway failed on this call and refused it. Nothing of it was released.",
                    RecordOutcome.Error
                )
            );
        }
        finally
        {
            if (exchange.HeldStream is { } stream)
            {
                await stream.DisposeAsync();
            }
        }

        if (exchange is { IsRecorded: true, IsClosed: false })
        {
            var outcome =
                context.RequestAborted.IsCancellationRequested ? RecordOutcome.Aborted
                : exchange.Messages.Count == 0 && context.Response.StatusCode is >= 200 and < 300 ? RecordOutcome.Ok
                : RecordOutcome.Error;
            await recorder.RecordControlAsync(
                exchange,
                "portal/closed",
                outcome,
                ("status", context.Response.StatusCode.ToString())
            );
        }
    }

    // Messages of exceptions may quote what passed; type and stack say enough.
    [LoggerMessage(Level = LogLevel.Error, Message = "A call to {Server} failed in the gateway: {Type}\n{Stack}")]
    private static partial void LogFailed(ILogger logger, string server, string type, string? stack);

    [LoggerMessage(
        Level = LogLevel.Critical,
        Message = "The masking engine failed on a call to {Server}, which is refused: {Type}\n{Stack}"
    )]
    private static partial void LogMaskingFailed(ILogger logger, string server, string? type, string? stack);
}
