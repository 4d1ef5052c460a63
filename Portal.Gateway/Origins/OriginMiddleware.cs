using Microsoft.AspNetCore.Http;
using Portal.Data.Sessions;
using Portal.Gateway.Exchanges;
using Portal.Gateway.Protocol;
using Portal.Gateway.Recording;

namespace Portal.Gateway.Origins;

/// <summary>
/// Refuses calls by a foreign <c>Host</c> or from a foreign <c>Origin</c> with 403, before anything else is looked at.
/// </summary>
internal sealed class OriginMiddleware(RequestDelegate next, HostPolicy hosts, OriginPolicy origins, Refusals refusals)
{
    public Task InvokeAsync(HttpContext context) =>
        FaultOf(context, hosts, origins) is { } fault
            ? refusals.RefuseAsync(
                context,
                new Refusal(StatusCodes.Status403Forbidden, GatewayError.InvalidRequest, fault, RecordOutcome.Denied)
                {
                    KeepsStatus = true,
                }
            )
            : next(context);

    /// <summary>Returns what is wrong and what to do; null when nothing is.</summary>
    public static string? FaultOf(HttpContext context, HostPolicy hosts, OriginPolicy origins) =>
        !hosts.AllowsCall(context)
            ? "The Host of this request is not the portal's. Use the address in Gateway:PublicUrl, or let an administrator add "
                + "the name to AllowedHosts."
        : !origins.Allows(context.Request)
            ? "Pages of this Origin may not use the gateway. An administrator can add it to Gateway:AllowedOrigins."
        : null;
}
