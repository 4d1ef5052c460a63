using Portal.Gateway.Origins;

namespace Portal.SignIn;

/// <summary>Refuses requests for pages, the API and the hubs by a host that <c>AllowedHosts</c> does not name.</summary>
internal sealed class HostMiddleware(RequestDelegate next, HostPolicy hosts)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (hosts.AllowsPage(context))
        {
            return next(context);
        }

        context.Response.StatusCode = StatusCodes.Status400BadRequest;
        return Task.CompletedTask;
    }
}
