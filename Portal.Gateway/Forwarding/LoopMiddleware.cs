using Microsoft.AspNetCore.Http;
using Portal.Data.Sessions;
using Portal.Gateway.Exchanges;
using Portal.Gateway.Protocol;
using Portal.Gateway.Recording;

namespace Portal.Gateway.Forwarding;

/// <summary>
/// Refuses a request that this gateway has forwarded before. Runs ahead of authentication: on its second round a request has lost
/// its token, and a challenge would tell the caller that its own is bad.
/// </summary>
internal sealed class LoopMiddleware(RequestDelegate next, GatewayIdentity identity, Refusals refusals)
{
    public Task InvokeAsync(HttpContext context) =>
        identity.HasPassed(context.Request)
            ? refusals.RefuseAsync(
                context,
                new Refusal(
                    StatusCodes.Status508LoopDetected,
                    GatewayError.ServerUnreachable,
                    "The server leads back to this gateway. Give the address of the MCP server itself.",
                    RecordOutcome.Denied
                )
                {
                    KeepsStatus = true,
                }
            )
            : next(context);
}
