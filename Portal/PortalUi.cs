using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.HostFiltering;
using Portal.Components;
using Portal.Components.Approvals;
using Portal.Components.Display;
using Portal.Components.Policies;
using Portal.Components.Servers;
using Portal.Gateway.Origins;
using Portal.SignIn;
using Radzen;

namespace Portal;

/// <summary>The portal's pages and people's sign-in.</summary>
public static class PortalUi
{
    // A message pasted onto the test bench comes in one event; SignalR's 32 KB would end the circuit.
    private const long LargestEvent = 4 * BenchInput.MaxLength;

    /// <summary>
    /// Adds sign-in (Identity, cookie, first-run set-up) and the pages. Asks for the database (<c>AddPortalData</c>) and for the
    /// gateway's services: server registry, validator and probe, token directory and issuer, record feed, <c>GatewayOptions</c>,
    /// <see cref="TimeProvider"/>.
    /// </summary>
    public static IServiceCollection AddPortalUi(this IServiceCollection services)
    {
        services.AddSignIn();

        // The host is checked by HostMiddleware for people, and by the gateway for calls, which answers 403 and keeps a record.
        services.Configure<HostFilteringOptions>(options => options.AllowedHosts = ["*"]);
        services.AddRadzenComponents();
        services.AddScoped<Ticker>();
        services.AddScoped<SecondTicker>();
        services.AddScoped<ApprovalInbox>();
        services.AddScoped<CircuitApprover>();
        services.AddScoped<WindowCloser>();
        services.AddSingleton<ServerHealth>();
        services.AddSingleton<PolicyAuthoring>();
        services.AddSingleton<RecordedMessages>();
        services
            .AddRazorComponents()
            .AddInteractiveServerComponents(options =>
            {
                options.DisconnectedCircuitRetentionPeriod = TimeSpan.FromMinutes(5);
                options.DetailedErrors = false;
            })
            .AddHubOptions(options => options.MaximumReceiveMessageSize = LargestEvent);
        return services;
    }

    /// <summary>
    /// Maps the pages, their assets, sign-in and sign-out, and the middleware these need: headers, authentication, authorization,
    /// antiforgery.
    /// </summary>
    public static WebApplication MapPortalUi(this WebApplication app)
    {
        // Calls have a way of their own; cookies, pages for errors and antiforgery are for people and cost every call they stand
        // before.
        app.MapWhen(context => !IsForPeople(context), calls => calls.UseGatewayCors().UseRouting().UseEndpoints(_ => { }));
        app.UseWhen(IsMetadata, metadata => metadata.UseGatewayCors());
        app.UseMiddleware<HostMiddleware>();
        app.UseMiddleware<PortalHeadersMiddleware>();
        app.UseMiddleware<CrossSiteMiddleware>();
        app.UseMiddleware<SignInLimitMiddleware>();
        app.UseStatusCodePagesWithReExecute("/not-found");
        app.Use(KeepBareStatus);
        app.UseWhen(
            context => context.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal),
            api => api.UseStatusCodePages()
        );
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseRateLimiter();
        app.UseAntiforgery();
        app.MapStaticAssets();
        app.MapSignIn();
        app.MapRazorComponents<App>()
            .AddInteractiveServerRenderMode(options => options.ContentSecurityFrameAncestorsPolicy = null);
        return app;
    }

    private static bool IsMetadata(HttpContext context) =>
        context.Request.Path.StartsWithSegments("/.well-known/oauth-protected-resource", StringComparison.Ordinal);

    private static bool IsForPeople(HttpContext context) =>
        !context.Request.Path.StartsWithSegments("/mcp", StringComparison.Ordinal);

    // A branch could not route anew, so the pages for errors stand in the main pipeline and are switched off for whoever is not a
    // browser.
    private static Task KeepBareStatus(HttpContext context, RequestDelegate next)
    {
        if (!AsksForPage(context) && context.Features.Get<IStatusCodePagesFeature>() is { } pages)
        {
            pages.Enabled = false;
        }

        return next(context);
    }

    private static bool AsksForPage(HttpContext context) =>
        IsForPeople(context)
        && HttpMethods.IsGet(context.Request.Method)
        && !context.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal)
        && context.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.Ordinal);
}
