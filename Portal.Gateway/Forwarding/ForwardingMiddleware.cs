using Microsoft.AspNetCore.Http;
using Portal.Data.Sessions;
using Portal.Gateway.Exchanges;
using Portal.Gateway.Protocol;
using Portal.Gateway.Recording;
using Portal.Gateway.Routing;
using Yarp.ReverseProxy.Forwarder;

namespace Portal.Gateway.Forwarding;

/// <summary>Last stage before YARP: turns a failure to reach the server into the documented error.</summary>
internal sealed class ForwardingMiddleware(RequestDelegate next, Refusals refusals)
{
    public async Task InvokeAsync(HttpContext context)
    {
        await next(context);

        var exchange = Exchange.Of(context);
        if (
            exchange.IsClosed
            || context.RequestAborted.IsCancellationRequested
            || context.Features.Get<IForwarderErrorFeature>() is not { } failure
        )
        {
            return;
        }

        if (RefusedAddressException.Behind(failure.Exception) is { } refused)
        {
            await refusals.RefuseAsync(
                context,
                new Refusal(
                    StatusCodes.Status502BadGateway,
                    GatewayError.ServerUnreachable,
                    $"The address of the MCP server '{exchange.Server}' {refused.Reason}. An administrator must correct it.",
                    RecordOutcome.Error
                )
            );
            return;
        }

        var (status, message) =
            failure.Error is ForwarderError.RequestTimedOut
                ? (
                    StatusCodes.Status504GatewayTimeout,
                    "did not begin its answer in time; the call may still have taken effect there"
                )
                : (StatusCodes.Status502BadGateway, "cannot be reached");
        await refusals.RefuseAsync(
            context,
            new Refusal(
                status,
                GatewayError.ServerUnreachable,
                $"The MCP server '{exchange.Server}' {message}. Try again later, or ask an administrator of the portal to test "
                    + "the server.",
                RecordOutcome.Error
            )
        );
    }
}
