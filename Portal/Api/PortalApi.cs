using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Portal.Gateway.Callers;

namespace Portal.Api;

/// <summary>The HTTP API, <c>/api/v1</c>.</summary>
internal static class PortalApi
{
    /// <summary>Policy: reads every session and every configuration.</summary>
    public const string Reader = "api-reader";

    /// <summary>Policy: changes servers.</summary>
    public const string Admin = "api-admin";

    /// <summary>Policy: changes policies.</summary>
    public const string Author = "api-author";

    /// <summary>Policy: reads every session.</summary>
    public const string Auditor = "api-auditor";

    /// <summary>Policy: closes just-in-time windows.</summary>
    public const string Approver = "api-approver";

    /// <summary>Policy: any caller with a good token.</summary>
    public const string AnyCaller = "api-caller";

    /// <summary>Adds the API's authentication, authorization, JSON and OpenAPI.</summary>
    public static IServiceCollection AddPortalApi(this IServiceCollection services)
    {
        services
            .AddAuthentication()
            .AddScheme<AuthenticationSchemeOptions, BearerTokenHandler>(BearerTokenHandler.SchemeName, null);
        services
            .AddAuthorizationBuilder()
            .AddPolicy(AnyCaller, Bearer)
            .AddPolicy(Reader, policy => Bearer(policy, PortalRoles.Admin, PortalRoles.Auditor, PortalRoles.PolicyAuthor))
            .AddPolicy(Auditor, policy => Bearer(policy, PortalRoles.Admin, PortalRoles.Auditor))
            .AddPolicy(Author, policy => Bearer(policy, PortalRoles.Admin, PortalRoles.PolicyAuthor))
            .AddPolicy(Approver, policy => Bearer(policy, PortalRoles.Approver, PortalRoles.Admin))
            .AddPolicy(Admin, policy => Bearer(policy, PortalRoles.Admin));
        services.ConfigureHttpJsonOptions(options =>
        {
            options.SerializerOptions.Converters.Add(new Rfc3339Converter());
            options.SerializerOptions.Converters.Add(new JsonStringEnumConverter(System.Text.Json.JsonNamingPolicy.CamelCase));
            options.SerializerOptions.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        });
        // What was sent is not quoted back, not in Development either.
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = false);
        services.AddProblemDetails();
        services.AddApiLimits();
        services.AddOpenApi("v1");
        return services;
    }

    /// <summary>Maps the API and its description at <c>/openapi/v1.json</c>.</summary>
    public static void MapPortalApi(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapOpenApi().RequireRateLimiting(ApiLimits.Policy);
        endpoints.MapPublicKeys();
        endpoints.MapApprovalLinks();
        var api = endpoints
            .MapGroup("/api/v1")
            .RequireAuthorization(AnyCaller)
            .RequireRateLimiting(ApiLimits.Policy)
            .DisableAntiforgery();
        api.AddEndpointFilter<CardDataFilter>();
        api.MapSessions();
        api.MapRecords();
        api.MapServers();
        api.MapPolicies();
        api.MapPolicyTrials();
        api.MapApprovals();
        api.MapTokens();
        api.MapCallers();
        api.MapMaskingLog();
        api.MapCardSearch();
        api.MapKeys();
        api.MapControls();
        api.MapSelfScans();
        api.MapFallback(() =>
                TypedResults.Problem(
                    "There is no such resource; /openapi/v1.json lists what there is.",
                    statusCode: StatusCodes.Status404NotFound
                )
            )
            .ExcludeFromDescription();
    }

    private static void Bearer(AuthorizationPolicyBuilder policy) =>
        policy.AddAuthenticationSchemes(BearerTokenHandler.SchemeName).RequireAuthenticatedUser();

    private static void Bearer(AuthorizationPolicyBuilder policy, params string[] roles)
    {
        Bearer(policy);
        policy.RequireRole(roles);
    }
}
