using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.Identity;
using Portal.Api;

namespace Portal.Hubs;

/// <summary>Registration of the hub.</summary>
internal static class ApprovalHubServices
{
    private const string Policy = "approval-hub";
    private const string Scheme = "BearerOrSignIn";

    // It takes no messages from clients but pings.
    private const long LargestMessage = 4 * 1024;

    /// <summary>Adds the hub. Needs the API's and the sign-in's authentication and the gateway's services.</summary>
    public static IServiceCollection AddApprovalHub(this IServiceCollection services)
    {
        services
            .AddSignalR()
            .AddHubOptions<ApprovalHub>(options =>
            {
                options.MaximumReceiveMessageSize = LargestMessage;
                options.EnableDetailedErrors = false;
            })
            .AddJsonProtocol(options => options.PayloadSerializerOptions.Converters.Add(new Rfc3339Converter()));

        // One of the two and never both: who sends a token is that caller, whatever cookie comes along.
        services
            .AddAuthentication()
            .AddPolicyScheme(Scheme, null, options =>
            {
                options.ForwardDefaultSelector = http =>
                    http.Request.Headers.Authorization.Count > 0
                        ? BearerTokenHandler.SchemeName
                        : IdentityConstants.ApplicationScheme;
                options.ForwardChallenge = BearerTokenHandler.SchemeName;
                options.ForwardForbid = BearerTokenHandler.SchemeName;
            });
        services
            .AddAuthorizationBuilder()
            .AddPolicy(Policy, policy =>
                policy
                    .AddAuthenticationSchemes(Scheme)
                    .RequireAuthenticatedUser()
                    .RequireAssertion(context => context.Resource is HttpContext http && HubEntry.IsAllowed(http))
            );
        services.AddSingleton<TicketSubscribers>();
        services.AddHostedService<TicketBroadcast>();
        services.AddHostedService<SubscriberRevalidation>();
        return services;
    }

    /// <summary>
    /// Maps <see cref="ApprovalHub.Path"/>. WebSockets only: with the other transports each message would be a request that has
    /// to prove itself anew.
    /// </summary>
    public static void MapApprovalHub(this IEndpointRouteBuilder endpoints) =>
        endpoints
            .MapHub<ApprovalHub>(ApprovalHub.Path, options =>
            {
                options.Transports = HttpTransportType.WebSockets;
                options.CloseOnAuthenticationExpiration = true;
            })
            .RequireAuthorization(Policy);
}
