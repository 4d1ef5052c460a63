using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Net.Http.Headers;
using Portal.Gateway.Origins;

namespace Portal.SignIn;

/// <summary>
/// Refuses with 403 what a page of another site does with a person's browser, and so with its cookie (CSRF, CSWSH): every change,
/// every resource but a link that is followed, and every request to a hub, whose WebSockets no other rule of browsers guards.
/// Which of these a request is, its method and its endpoint say.
/// </summary>
internal sealed partial class CrossSiteMiddleware(RequestDelegate next, OriginPolicy origins, ILogger<CrossSiteMiddleware> logger)
{
    private const string Advice =
        "Pages of another site may not do this. "
        + "If this was the portal's own page, an administrator sets Gateway:PublicUrl to the address in your browser.";

    public Task InvokeAsync(HttpContext context)
    {
        var isHub = context.GetEndpoint()?.Metadata.GetMetadata<HubMetadata>() is not null;
        return (isHub ? MayUseHub(context) : MayUse(context.Request)) ? next(context) : RefuseAsync(context);
    }

    // Documents under .well-known are there for everybody (RFC 8615).
    private bool MayUse(HttpRequest request) =>
        !IsForeign(request, ownFormMayHide: true)
        || (IsRead(request) && (IsLink(request) || request.Path.StartsWithSegments("/.well-known", StringComparison.Ordinal)));

    // A browser says an origin with every request but a plain read; who says none has no cookie to show, and proves itself by a
    // token.
    private bool MayUseHub(HttpContext context) =>
        !IsForeign(context.Request, ownFormMayHide: false)
        && (
            context.Request.Headers.Origin.Count > 0
            || !IsByCookie(context.Request)
            || (IsRead(context.Request) && !IsUpgrade(context))
        );

    // Sec-Fetch-Site is the browser's word and no page can set it; without TLS browsers say the origin only. A form of a page
    // that hides its address says null.
    private bool IsForeign(HttpRequest request, bool ownFormMayHide)
    {
        var site = request.Headers["Sec-Fetch-Site"];
        if (site.Count > 0 && site.ToString() is not ("same-origin" or "none"))
        {
            return true;
        }

        return request.Headers.Origin.Count > 0
            && !origins.IsPortal(request)
            && !(ownFormMayHide && request.Headers.Origin.ToString() == "null" && site.ToString() == "same-origin");
    }

    private static bool IsLink(HttpRequest request) =>
        request.Headers.Origin.Count == 0 && request.Headers["Sec-Fetch-Mode"].ToString() == "navigate";

    private static bool IsByCookie(HttpRequest request) =>
        request.Headers.Cookie.Count > 0 && request.Headers.Authorization.Count == 0;

    private static bool IsRead(HttpRequest request) => HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method);

    private static bool IsUpgrade(HttpContext context) =>
        context.Features.Get<IHttpUpgradeFeature>()?.IsUpgradableRequest == true
        || context.Request.Headers.ContainsKey(HeaderNames.Upgrade);

    private Task RefuseAsync(HttpContext context)
    {
        LogRefused(logger, context.GetEndpoint()?.DisplayName);
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(Advice, context.RequestAborted);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A request of another site's page was refused at {Endpoint}")]
    private static partial void LogRefused(ILogger logger, string? endpoint);
}
