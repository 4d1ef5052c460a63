using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Portal.Gateway.Origins;

/// <summary>
/// Refuses a browser's preflight (Fetch, 3.2.2) by a foreign host or from a foreign origin with 403; the CORS middleware behind
/// answers the others. A preflight is no call and carries no token, so it has no record.
/// </summary>
internal sealed class PreflightMiddleware(RequestDelegate next, HostPolicy hosts, OriginPolicy origins)
{
    public Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        if (
            !HttpMethods.IsOptions(request.Method)
            || !request.Headers.ContainsKey(HeaderNames.AccessControlRequestMethod)
            || OriginMiddleware.FaultOf(context, hosts, origins) is not { } fault
        )
        {
            return next(context);
        }

        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(fault, context.RequestAborted);
    }
}
